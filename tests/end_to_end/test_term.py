"""A whole term: forty learners in three time zones, eight modules, a teacher at a command line.

What everybody does is written in ``tests/support/term/plan.py``, and every figure that the kit
gives is held against what is counted from that by other means. ``python -m tests.support.term DIR``
plays it, and prints figures and what the teacher typed.
"""

from __future__ import annotations

import csv
import re
from collections import Counter
from io import StringIO
from pathlib import Path
from typing import Any

import pytest

from ownpace.store.feedback import read_result
from tests.support.term.calendar import MODULES, ZONES
from tests.support.term.compared import differences
from tests.support.term.count import counted_report
from tests.support.term.learners import LEARNERS, WAYS
from tests.support.term.plan import SITTINGS, hand_ins, sitting_of
from tests.support.term.playing import Term, change_to_last, play
from tests.support.term.reading import understood
from tests.support.term.sheet import counted_canvas, counted_moodle, counted_sheet
from tests.support.term.worth import Marks

pytestmark = pytest.mark.timeout(600)  # of a minute, where the machine is not busy
GUIDE = Path(__file__).parents[2] / "docs" / "term.md"
RULES = {
    *("nothing_handed_in", "modules_missing", "gone_quiet", "low_scores", "many_attempts"),
    *("often_late", "low_confidence", "sure_and_wrong", "waits_for_a_reply"),
}


@pytest.fixture(scope="module")
def term(tmp_path_factory: pytest.TempPathFactory) -> Term:
    return play(tmp_path_factory.mktemp("term"))


@pytest.fixture(scope="module")
def counted(term: Term) -> dict[str, Any]:
    """The report at the end."""
    return counted_report(len(SITTINGS) - 1, term.numbers)


@pytest.mark.parametrize("sitting", range(len(SITTINGS)))
def test_every_figure_of_the_report_is_the_one_counted(term: Term, sitting: int) -> None:
    """Each time that the teacher looks: of course, modules, learners, checks, questions, and of
    what waits. No field of it is left uncompared, and none is missing."""
    counted = counted_report(sitting, term.numbers)
    assert list(differences(counted, understood(term.reports[sitting]))) == []


def test_every_figure_of_the_sheet_is_the_one_counted(term: Term, counted: dict[str, Any]) -> None:
    """``--csv``: a line for each learner and module."""
    found = list(csv.DictReader(StringIO(term.sheet)))
    assert list(differences(counted_sheet(counted), found)) == []


def test_the_platforms_get_the_scores_counted(term: Term, counted: dict[str, Any]) -> None:
    """``--canvas`` and ``--moodle``."""
    for name, expected in (("canvas", counted_canvas), ("moodle", counted_moodle)):
        with (term.root / f"{name}.csv").open(encoding="utf-8", newline="") as file:
            assert list(differences(expected(counted), list(csv.reader(file)))) == []


def test_feedback_says_the_scores_counted(term: Term) -> None:
    """Of every newest attempt that was graded before the last time, in the page's own result."""
    found = {
        key: pair.newest
        for key, pair in Marks().pairs().items()
        if pair.is_settled and sitting_of(pair.newest.at) < len(SITTINGS) - 1
    }
    for (learner, module), one in found.items():
        result = read_result(term.root / "feedback" / learner / module / f"{module}.html")
        assert result is not None, (learner, module)
        assert (result.at, result.score) == (one.at, pytest.approx(Marks().graded(one).score))


def test_the_gradebook_has_the_scores_counted(term: Term) -> None:
    """Read as a plain database: nbgrader exports them from there."""
    best = {key: pair.best for key, pair in Marks().pairs().items() if pair.best}
    found = {key: term.book[key] for key in best}
    assert found == {
        key: (pytest.approx(one.score), pytest.approx(one.penalty)) for key, one in best.items()
    }


def test_the_last_attempt_counts_once_the_course_says_so(term: Term) -> None:
    """In the middle of a course, with the marks that a person gave each of them."""
    after = Marks().lasts()
    found = change_to_last(term)
    assert {key: found[key][0] for key in after} == {
        key: pytest.approx(one.score) for key, one in after.items()
    }


def test_the_guide_lists_what_was_typed(term: Term) -> None:
    """Command by command."""
    blocks = re.findall(r"```bash\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    written = [[_bare(line) for line in block.splitlines()] for block in blocks]
    assert written == term.typed


def test_the_term_has_all_that_terms_have(counted: dict[str, Any]) -> None:
    """So that no figure above is right for want of a case."""
    entries = [entry for row in counted["learners"] for entry in row["modules"]]
    assert (len(counted["learners"]), len(counted["modules"])) == (40, 8)
    assert {(one.zone, one.way) for one in LEARNERS} == {(z, w) for z in ZONES for w in WAYS}
    assert {entry["module"] for entry in entries} == set(MODULES)
    assert {why for entry in entries for why in entry["uncounted"]} == {"closed", "limit"}
    assert {rule["rule"] for row in counted["learners"] for rule in row["may_need_help"]} == RULES
    assert {one["kind"] for one in counted["waiting"]} == {
        *("problem", "grading", "person", "feedback", "question")
    }
    late = [e for e in entries if e["late"]]
    assert {bool(entry["late_penalty"]) for entry in late} == {True, False}
    assert any(row["more_time"] for row in counted["learners"])
    assert any(row["missing"] for row in counted["learners"])
    assert max(Counter((one.learner, one.week) for one in hand_ins()).values()) == 5


def _bare(line: str) -> str:
    """Without what the guide says of it."""
    return line.partition("  #")[0].rstrip()
