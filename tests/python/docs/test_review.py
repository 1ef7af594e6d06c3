"""The review of the sample course names what there is."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
REVIEW = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
VERDICTS = ("met", "partly", "teacher", "not")
ROWS = re.findall(r"^\| (\d+) \| .+ \| (\w+) \| .+ \|$", REVIEW, re.MULTILINE)
CELLS = sorted({*re.findall(r"`([\w-]+)#([\w-]+)`", REVIEW)} - {("module", "cell")})


def test_each_standard_has_a_line() -> None:
    """Fifty of the one list and nine of the other, in their order, each with a verdict."""
    assert [int(number) for number, _ in ROWS] == [*range(1, 51), *range(1, 10)]
    assert {verdict for _, verdict in ROWS} <= set(VERDICTS)


def test_the_counts_are_right() -> None:
    """They are what is read of a review."""
    for rows in (ROWS[:50], ROWS[50:]):
        counts = Counter(verdict for _, verdict in rows)
        told = ", ".join(f"{counts[verdict]} {verdict}" for verdict in VERDICTS)
        assert f"\n**{told}.**\n" in REVIEW


@pytest.mark.parametrize(("module", "cell"), CELLS)
def test_each_cell_is_there(module: str, cell: str) -> None:
    """Whoever follows the review finds what it speaks of."""
    path = ROOT / "course" / "source" / module / f"{module}.ipynb"
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    assert cell in {each["id"] for each in cells}
