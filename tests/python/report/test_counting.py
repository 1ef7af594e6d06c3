"""Attempts that do not count, dates of a learner's own, and scores of an older attempt, in what a
report finds in a course directory."""

from __future__ import annotations

from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ownpace_graders.bridge import glance, open_classroom
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.bridge.work import at_work
from ownpace_graders.collect.attempts import Attempt, keep
from ownpace_graders.report import LearnerRow, Report, report
from tests.support.ruled import CLOSES, DAY, DUE, write_dates
from tests.support.teacher import COURSE, MODULE, make_course

DATES = {"due": f"{DUE:%Y-%m-%dT%H:%M}", "closes": f"{CLOSES:%Y-%m-%dT%H:%M}"}
LATER = CLOSES + 9 * DAY


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    root = make_course(tmp_path / "course")
    write_dates(root, **DATES)
    return root


def hand_in(root: Path, *arrived: datetime, way: str = "bundle") -> None:
    """Keep what Ada handed in at these times, as collecting does."""
    classroom = glance(root)
    assert classroom is not None
    for at in arrived:
        attempt = Attempt.model_validate(
            {"course": COURSE, "module": MODULE, "learner": "ada", "name": "Ada"}
            | {"came_by": way, "source": f"{way} {at}", "arrived": at}
        )
        assert keep(classroom, attempt, lambda _: None)


def ada(found: Report) -> LearnerRow:
    [row] = found.learners
    return row


def test_an_attempt_after_the_module_closed_is_shown_as_such(a_course: Path) -> None:
    """Nobody owes it a grade, the module is still missing, and it is the last that was heard."""
    hand_in(a_course, CLOSES + DAY)
    found = report(a_course, LATER)
    row = ada(found)
    assert row.modules[0].uncounted == {"closed": 1}
    assert row.modules[0].counted is None
    assert not row.modules[0].waits
    assert (row.missing, row.late, row.attempts) == ((MODULE,), (), 1)
    assert (row.last, row.days_since) == (CLOSES + DAY, 8)
    assert found.waiting == ()
    assert (found.modules[0].handed_in, found.modules[0].missing) == (0, 1)


def test_more_time_makes_it_count(a_course: Path) -> None:
    """At once, and in time: due and closing move together."""
    hand_in(a_course, CLOSES + DAY)
    (a_course / "extensions.yml").write_text("extensions:\n  - {learner: ada, days: 20}\n")
    found = report(a_course, LATER)
    row = ada(found)
    assert row.modules[0].uncounted == {}
    assert (row.modules[0].late, row.modules[0].waits, row.missing) == (False, True, ())
    assert [one.kind for one in found.waiting] == ["grading"]


def test_attempts_over_the_limit_are_shown_as_such(a_course: Path) -> None:
    """The first ones count; when the learner was last heard of is another question."""
    write_dates(a_course, rules="rules: {attempts: {limit: 2}}\n", **DATES)
    times = [DUE - n * DAY for n in (5, 4, 3)]
    hand_in(a_course, *times)
    row = ada(report(a_course, LATER))
    assert row.modules[0].uncounted == {"limit": 1}
    assert (row.modules[0].attempts, row.modules[0].newest) == (3, times[1])
    assert row.last == times[2]


def test_a_bundle_beside_hand_ins_by_exchange_is_a_claim(a_course: Path) -> None:
    """Kept, counted as an attempt, and never in the place of what is sure."""
    hand_in(a_course, DUE - 2 * DAY, way="exchange")
    hand_in(a_course, DUE - DAY)
    entry = ada(report(a_course, LATER)).modules[0]
    assert (entry.uncounted, entry.newest) == ({"claim": 1}, DUE - 2 * DAY)


def test_late_by_the_learners_own_date(a_course: Path) -> None:
    """Time from extensions.yml or from nbgrader's gradebook: the longer one holds."""
    hand_in(a_course, DUE + 3 * DAY)
    assert ada(report(a_course, LATER)).late == (MODULE,)
    with at_work(), gradebook(open_classroom(a_course)) as book:
        book.add_assignment(MODULE)
        book.add_notebook(MODULE, MODULE)
        book.add_student("ada")
        book.add_submission(MODULE, "ada").extension = timedelta(days=4)
        book.db.commit()
    assert ada(report(a_course, LATER)).late == ()
    (a_course / "extensions.yml").write_text("extensions:\n  - {learner: ada, days: 5}\n")
    assert ada(report(a_course, LATER)).more_time == {MODULE: timedelta(days=5)}
