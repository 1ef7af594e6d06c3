"""A step of feedback that keeps hidden checks hidden (imports nbgrader)."""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor

from ownpace_graders.page import hide

Resources = Any


class HideTests(NbGraderPreprocessor):  # type: ignore[misc]
    """Takes the hidden part of every check out of a page, and all that the check showed."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        words = ClearHiddenTests(parent=self)
        delimiters = words.begin_test_delimeter, words.end_test_delimeter
        return nbformat.from_dict(hide(nb, delimiters)), resources
