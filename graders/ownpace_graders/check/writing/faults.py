"""What is wrong with a module's words, as they are written, before anything is run."""

from __future__ import annotations

from collections.abc import Iterator

from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.check.writing.headings import heading_faults
from ownpace_graders.check.writing.links import link_faults, resource_faults
from ownpace_graders.check.writing.markdown import parts
from ownpace_graders.check.writing.pictures import written_pictures
from ownpace_graders.check.writing.questions import question_faults


def writing_faults(source: ModuleSource) -> Iterator[str]:
    """A sentence for each, of the notebook, its questions, and its entry in course.yml."""
    found = parts(source.notebook or {"cells": []})
    yield from heading_faults(found)
    yield from written_pictures(found)
    yield from link_faults(found, source.folder)
    if source.main:
        yield from resource_faults(source.entry)
        yield from question_faults(source.bank) if source.bank else ()
