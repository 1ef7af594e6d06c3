"""The review of the sample course speaks of what is there."""

from __future__ import annotations

import json
import re
from collections import Counter
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
REVIEW = (ROOT / "docs" / "review.md").read_text(encoding="utf-8")
STANDARDS, GUIDELINES = REVIEW.split("## UDL 3.0\n")
ROW = re.compile(r"^\| (\d+) \| [^|]+ \| (met|partly|institution|no) \| [^|]+ \|$", re.MULTILINE)


def verdicts(part: str) -> dict[int, str]:
    return {int(number): verdict for number, verdict in ROW.findall(part)}


@pytest.mark.parametrize(("part", "number"), [(STANDARDS, 50), (GUIDELINES, 9)])
def test_every_standard_has_one_verdict(part: str, number: int) -> None:
    """In order, and none is left out."""
    assert [int(found[0]) for found in ROW.findall(part)] == list(range(1, number + 1))


def test_the_counts_are_those_of_the_tables() -> None:
    """What the review says of itself at its top."""
    standards, guidelines = (Counter(verdicts(part).values()) for part in (STANDARDS, GUIDELINES))
    said = [int(number) for number in re.findall(r"\b\d+\b", _summary())]
    assert said == [
        standards.total(),
        *(standards[verdict] for verdict in ("met", "partly", "institution")),
        *(guidelines[verdict] for verdict in ("met", "partly")),
    ]
    assert standards["no"] == guidelines["no"] == 0, "name them at the top"


def test_every_cell_that_it_names_is_there() -> None:
    """``module#cell``: a reader can go and look."""
    named = set(re.findall(r"`([\w-]+)#([\w-]+)`", REVIEW))
    assert len(named) > 20
    assert {f"{module}#{cell}" for module, cell in named if cell not in _cells(module)} == set()


def test_every_file_that_it_names_is_there() -> None:
    """By its path from the top of the repository."""
    named = set(re.findall(r"`((?:course|docs|LICENSE)[\w./-]*)`", REVIEW))
    assert len(named) > 5
    assert {name for name in named if not (ROOT / name).is_file()} == set()


def _summary() -> str:
    return next(part for part in REVIEW.split("\n\n") if part.startswith("Of the 50 standards"))


def _cells(module: str) -> set[str]:
    path = ROOT / "course" / "source" / module / f"{module}.ipynb"
    if not path.is_file():
        return set()
    return {cell["id"] for cell in json.loads(path.read_text(encoding="utf-8"))["cells"]}
