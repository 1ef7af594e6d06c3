"""nbgrader's last step of grading: what it writes to ``autograded/`` cannot act in a browser
(imports nbgrader).

Named by a dotted string in a course's configuration, so that ``nbgrader autograde`` and formgrader
use it too.
"""

from __future__ import annotations

from typing import Any

import nbformat
from nbformat import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from ownpace_graders.page import disarmed

Resources = Any


class Disarm(NbGraderPreprocessor):  # type: ignore[misc]
    """Stands after the scores are saved: an answer that is as it was released is told by its
    source."""

    def preprocess(self, nb: NotebookNode, resources: Resources) -> tuple[NotebookNode, Resources]:
        return nbformat.from_dict(disarmed(nb)), resources
