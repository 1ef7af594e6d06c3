"""What a run begins with, before it knows the course: a process that warms up meanwhile."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from ownpace_graders.execute import Crew, Settings
from ownpace_graders.grade.imports import imports_of


def begun(root: Path, modules: Sequence[str], confined: bool) -> Crew:
    """A crew that imports while this process imports nbgrader, if it must. What it imports is
    guessed from where nbgrader keeps sources; a wrong guess costs only time."""
    worthwhile = "nbgrader" not in sys.modules and (root / "submitted").is_dir()
    crew = Crew(confined, early=worthwhile)
    if worthwhile and (source := _source(root, modules)) is not None:
        crew.expect(Settings(imports=imports_of(source)))
    return crew


def _source(root: Path, modules: Sequence[str]) -> Path | None:
    """The folder of the one module that is graded; ``None``, if there may be several."""
    pattern = modules[0] if len(modules) == 1 else "*"
    found = [path for path in (root / "source").glob(pattern) if path.is_dir()]
    return found[0] if len(found) == 1 and len(modules) < 2 else None
