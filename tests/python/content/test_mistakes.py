"""The stored mistakes of the sample course; ``ownpace check`` makes each of them (test_sample)."""

from __future__ import annotations

import pytest

from ownpace_graders.check.material.mistakes import read_mistakes
from tests.python.content.classroom import COURSE, MODULES, is_check, is_exercise, read


@pytest.mark.parametrize("module", MODULES)
def test_every_exercise_has_a_mistake(module: str) -> None:
    """Each exercise and each check has at least one stored mistake."""
    known = read_mistakes(COURSE, module)
    cells = read(module).cells
    assert {c.id for c in cells if is_exercise(c)} == {m.exercise for m in known}
    assert {c.id for c in cells if is_check(c)} == {m.check for m in known}
