"""A hostile submission of the corpus: what it tries, and what must come of it."""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_notebook
from nbgrader.utils import determine_grade

ATTACKS = Path(__file__).parent / "attacks"
#: In the hidden part of a check only; never to be seen in another cell.
SECRET = "HIDDEN-SECRET-31337"
HIDDEN_NUMBER = 31337

WRONG = "def square(x):\n    return x + 1"
RIGHT = "def square(x):\n    return x * x"
CHECKS = {
    "visible": "assert square(3) == 9, square(3)",
    "hidden": (
        "assert callable(square)\n### BEGIN HIDDEN TESTS\n"
        f"assert square({HIDDEN_NUMBER}) == {HIDDEN_NUMBER**2}, {SECRET!r}\n### END HIDDEN TESTS"
    ),
    "partial": "0.5",
}


@dataclass(frozen=True)
class Attack:
    """``scores`` by check ("any": either); ``ended`` may be one of several."""

    name: str
    cells: tuple[str, ...]
    later: tuple[str, ...]
    scores: dict[str, str]
    ended: tuple[str, ...]
    flag: str = ""
    absent: str = ""
    head: dict[str, str] = field(default_factory=dict)


def read(path: Path) -> Attack:
    text = path.read_text()
    head = dict(re.findall(r"^# (\w+): (.*)$", text, re.M))
    before, *after = text.split("# %% later\n")
    ended = head.get("ended", "ran").split(", ")
    return Attack(
        name=path.stem,
        cells=(before,),
        later=tuple(after),
        scores=dict(word.split("=") for word in head["score"].split()),
        ended=tuple(ended),
        flag=head.get("flag", ""),
        absent=head.get("absent", ""),
        head=head,
    )


def notebook(solution: str, cells: tuple[str, ...] = (), later: tuple[str, ...] = ()) -> Any:
    """A learner's notebook with the three checks, as plain data."""
    learner = [new_code_cell(source) for source in (solution, *cells)]
    checks = [new_code_cell(source, metadata=_check(name)) for name, source in CHECKS.items()]
    made = new_notebook(cells=[*learner, *checks, *map(new_code_cell, later)])
    return json.loads(json.dumps(made))


def _check(name: str) -> dict[str, Any]:
    own = {"grade": True, "solution": False, "locked": True, "task": False, "points": 1}
    return {"nbgrader": {**own, "grade_id": name, "schema_version": 3, "cell_type": "code"}}


def scores(cells: list[Any]) -> dict[str, float | None]:
    """As nbgrader decides them, by check."""
    checks = [cell for cell in cells if "nbgrader" in cell.metadata]
    return {cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] for cell in checks}


def shown(cells: list[Any], hidden_too: bool = False) -> str:
    """All that the cells show, but the check with a hidden part."""
    own = [c for c in cells if hidden_too or "BEGIN HIDDEN" not in c["source"]]
    return json.dumps([cell.get("outputs") for cell in own])
