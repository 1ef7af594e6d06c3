"""`ownpace.checks` is whole in every check, whatever a submission did to it."""

from __future__ import annotations

import json
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ownpace_graders.execute import Limits, Ran, Settings, Task, execute
from tests.hostile.attack import scores

CHECK = (
    "from ownpace.checks import Score, case, check_function, check_value\n"
    "score = Score()\n"
    "with score.part(0.5):\n"
    "    check_value('answer', [1, 2.5, 'a'])\n"
    "with score.part(0.5):\n"
    "    check_function('square', case(3, gives=9))\n"
    "score.total()"
)
WRONG = "answer = [1, 2, 'b']\ndef square(n):\n    return n + 1"
RIGHT = "answer = [1, 2.5, 'a']\ndef square(n):\n    return n * n"
SETTINGS = Settings(imports=("ownpace.checks",), limits=Limits(cell_seconds=10))

ATTACKS = {
    "nothing": "pass",
    "a check": (
        "import ownpace.checks as c\nc.check_value = c.check_function = lambda *a, **k: None"
    ),
    "what a check calls": (
        "import ownpace.checks.values as v, ownpace.checks.functions as f\n"
        "v.difference = f.difference = lambda *a, **k: None"
    ),
    "a table": "import ownpace.checks.compare as c\nc._CONTAINERS = {}",
    "a class's method": (
        "from ownpace.checks.tolerance import Tolerance\nTolerance.holds = lambda *a: True\n"
        "from ownpace.checks import Score\nScore.total = lambda self: 1.0"
    ),
    "a class's new method": (
        "from ownpace.checks import Score\n"
        "Score.__getattribute__ = lambda self, name: object.__getattribute__(self, name)"
    ),
    "a function's code": (
        "from ownpace.checks.values import difference\n"
        "difference.__code__ = (lambda found, expected, within=None, depth=0: None).__code__"
    ),
    "a function's defaults": (
        "from ownpace.checks import check_value, check_function\n"
        "check_value.__kwdefaults__['atol'] = 1e9\ncheck_function.__kwdefaults__['atol'] = 1e9"
    ),
    "a closure": (
        "from ownpace.checks import Score\nfrom contextlib import nullcontext\n"
        "Score.part.__closure__[0].cell_contents = lambda *a: iter([None])"
    ),
    "the module": (
        "import sys, types, ownpace\nfake = types.ModuleType('ownpace.checks')\n"
        "fake.check_value = fake.check_function = fake.case = lambda *a, **k: None\n"
        "class Score:\n"
        "    def part(self, points):\n"
        "        import contextlib\n"
        "        return contextlib.nullcontext()\n"
        "    def total(self):\n"
        "        return 1.0\n"
        "fake.Score = Score\nsys.modules['ownpace.checks'] = ownpace.checks = fake"
    ),
    "objects that equal everything": (
        "class All:\n    __eq__ = lambda self, other: True\n    __hash__ = None\n"
        "answer = [1, All(), All()]\ndef square(n):\n    return All()"
    ),
}


@pytest.fixture(scope="module")
def ran(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Ran]:
    folder = tmp_path_factory.mktemp("work")
    tasks = [
        Task(key=f"{work} {name}", notebook=_notebook(source, attack), folder=folder)
        for name, attack in ATTACKS.items()
        for work, source in (("wrong", WRONG), ("right", RIGHT))
    ]
    return {result.key: result for result in execute(iter(tasks), SETTINGS, jobs=1)}


def _notebook(solution: str, attack: str) -> dict[str, Any]:
    about = {"grade": True, "solution": False, "locked": True, "task": False, "points": 1}
    about |= {"grade_id": "check", "schema_version": 3, "cell_type": "code"}
    cells = [new_code_cell(solution), new_code_cell(attack)]
    made = new_notebook(cells=[*cells, new_code_cell(CHECK, metadata={"nbgrader": about})])
    plain: dict[str, Any] = json.loads(json.dumps(made))
    return plain


def _score(result: Ran) -> float | None:
    return scores(nbformat.from_dict(result.notebook).cells)["check"]


@pytest.mark.parametrize("name", ATTACKS)
def test_changing_the_checks_gains_nothing(ran: dict[str, Ran], name: str) -> None:
    """Wrong work earns nothing, and what changed the checks is told to a person."""
    result = ran[f"wrong {name}"]
    assert result.ended == "ran", result.why
    assert _score(result) == 0
    assert bool(result.flags) == (name not in ("nothing", "objects that equal everything"))


@pytest.mark.parametrize("name", [name for name in ATTACKS if "equal" not in name])
def test_changing_the_checks_costs_nothing(ran: dict[str, Ran], name: str) -> None:
    """Right work earns what it is worth: the checks are put back."""
    assert _score(ran[f"right {name}"]) == 1
