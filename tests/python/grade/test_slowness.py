"""The slowest cells of a module."""

from __future__ import annotations

from typing import Any

from ownpace_graders.execute import Ran
from ownpace_graders.grade.slowness import SHOWN, SLOW, Slowness


def ran(seconds: dict[str, float], learner: str = "ada", notebook: str = "plan") -> Ran:
    """A notebook whose cells, named by their text or by ``check:``, took so long."""
    cells: list[dict[str, Any]] = [_cell(text) for text in seconds]
    times = dict(enumerate(seconds.values()))
    key = f"{learner}/plan/{notebook}"
    return Ran(key=key, notebook={"cells": cells}, cell_seconds=times)


def _cell(text: str) -> dict[str, Any]:
    kind, _, name = text.partition("check:")
    about = {"nbgrader": {"grade_id": name, "grade": True}} if name else {}
    return {"cell_type": "code", "source": text if kind else "", "metadata": about}


def slowest(*runs: Ran) -> list[tuple[str, float, float]]:
    slowness = Slowness("plan")
    for one in runs:
        slowness.add(one)
    return [(found.cell, found.seconds, found.longest) for found in slowness.slowest()]


def test_a_cell_is_as_slow_as_in_a_typical_submission() -> None:
    """The median counts: one learner's endless loop makes no cell of the module slow."""
    endless = ran({"check:means": 30.0, "check:fits": 30.0}, "ben")
    usual = [ran({"check:means": 0.1, "check:fits": 2.0}, f"learner-{n}") for n in range(4)]
    assert slowest(endless, *usual) == [("fits", 2.0, 30.0)]


def test_a_learners_own_cell_is_no_matter_of_the_module() -> None:
    """What less than half of the submissions have is not told."""
    own = ran({"check:means": 1.0, "import time; time.sleep(9)\nmore": 9.0})
    assert slowest(own, *[ran({"check:means": 1.0}, f"learner-{n}") for n in range(3)]) == [
        ("means", 1.0, 1.0)
    ]


def test_only_the_slowest_are_told() -> None:
    """The slowest first; what is fast is left out, and cells without a name are known by how they
    begin."""
    cells = {f"cell {n}\nand more": SLOW * n for n in range(SHOWN + 3)}
    names = [name for name, _, _ in slowest(ran(cells))]
    assert names == [f"`cell {SHOWN + 2 - n}`" for n in range(SHOWN)]


def test_notebooks_of_a_module_are_apart() -> None:
    """A cell of one of two notebooks is in all submissions that have that notebook."""
    first = [ran({"check:a": 1.0}, f"learner-{n}", "first") for n in range(9)]
    assert slowest(*first, ran({"check:b": 2.0}, "ada", "second")) == [
        ("b", 2.0, 2.0),
        ("a", 1.0, 1.0),
    ]
