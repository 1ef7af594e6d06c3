"""``ownpace extend``: written down where a person can read it, said in words, honoured at once."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace_graders.collect import collect
from ownpace_graders.course_file import CourseFileError
from ownpace_graders.extend import Ask, extend
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from ownpace_graders.rules import read_rules
from tests.support.ruled import write_dates
from tests.support.teacher import (
    ME,
    MODULE,
    NOW,
    SOLVED,
    copy_of,
    inbound,
    lines_with,
    make_course,
    worked,
)

LATER = NOW + timedelta(days=9)
DUE = datetime(2027, 1, 22, 23, 59, 59, tzinfo=UTC)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("extend")
    root = make_course(base / "course", exchange=base / "exchange")
    write_dates(root, opens="2027-01-02", due="2027-01-22", closes="2027-01-25")
    release(root, [], Silent(), NOW)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    return copy_of(released, tmp_path / "copy")


def due(root: Path, learner: str = "ada") -> datetime:
    rules = read_rules(root)
    found = rules and rules.due(learner, MODULE)
    assert found
    return found


@pytest.mark.parametrize(
    ("ask", "more"),
    [
        (Ask("ada", MODULE, days=3), timedelta(days=3)),
        (Ask("ada", days=0.5), timedelta(days=0.5)),
        (Ask("ada", MODULE, until="2027-01-24"), timedelta(days=2)),
        (Ask("ada", MODULE, until="2027-01-23T02:59:59 Asia/Tokyo"), timedelta(hours=-6)),
        (Ask("ada", time="+25%"), timedelta(days=5, hours=5, minutes=59, seconds=59.75)),
    ],
)
def test_each_kind_is_given_and_said(root: Path, ask: Ask, more: timedelta) -> None:
    """With the dates in the course's zone."""
    if more < timedelta(0):
        with pytest.raises(CommandError, match="no more time than now"):
            extend(root, ask, NOW)
        return
    summary = extend(root, ask, NOW)
    assert summary.exit_code == 0
    assert due(root) == pytest.approx(DUE + more, abs=timedelta(seconds=1))
    assert "later than the class" in summary.lines[0].message
    assert "(UTC)" in summary.lines[0].message


def test_what_people_wrote_stays(root: Path) -> None:
    """Comments, order, their own spelling; and the file is made with words that explain it."""
    extend(root, Ask("ada", MODULE, days=1, note="illness"), NOW)
    path = root / "extensions.yml"
    assert path.read_text().startswith("# More time for single learners")
    assert "note: illness" in path.read_text()
    mine = "# mine\nextensions:\n- {learner: 'ben', days: 2}   # since Monday\n"
    path.write_text(mine)
    extend(root, Ask("ada", MODULE, days=1), NOW)
    text = path.read_text()
    assert text.startswith("# mine\n")
    assert "{learner: 'ben', days: 2} # since Monday" in text
    assert due(root, "ben") == DUE + timedelta(days=2)
    assert due(root) == DUE + timedelta(days=1)


def test_all_modules_are_meant_where_none_is_named(root: Path) -> None:
    """Also in the file: modules that are added later are extended, too."""
    extend(root, Ask("ada", time="+50%"), NOW)
    assert "module:" not in (root / "extensions.yml").read_text()


@pytest.mark.parametrize(
    ("ask", "said"),
    [
        (Ask("ada", MODULE), "exactly one length"),
        (Ask("ada", MODULE, days=1, time="+5%"), "exactly one length"),
        (Ask("ada", MODULE, until="2026-01-01"), "is over"),
        (Ask("ada", MODULE, until="2027-01-21"), "no more time than now"),
        (Ask("ada", MODULE, until="soon"), "--until: must be a date"),
        (Ask("ada", MODULE, time="25%"), "--time: must be a percentage more"),
        (Ask("ada", MODULE, days=0), "no more time than now"),
        (Ask("ada", "sumz", days=1), "no module “sumz”"),
        (Ask("../ada", MODULE, days=1), "cannot be the name of a learner"),
    ],
)
def test_what_makes_no_sense_is_refused(root: Path, ask: Ask, said: str) -> None:
    """And nothing is written."""
    with pytest.raises(CommandError, match=said):
        extend(root, ask, NOW)
    assert not (root / "extensions.yml").exists()


def test_a_file_with_a_fault_is_not_written_over(root: Path) -> None:
    """The fault is named with its line."""
    (root / "extensions.yml").write_text("extensions:\n  - {learner: ben, dayz: 2}\n")
    with pytest.raises(CourseFileError, match=r"extensions\.yml:2"):
        extend(root, Ask("ada", days=1), NOW)
    assert "dayz" in (root / "extensions.yml").read_text()


def test_work_that_came_after_closing_counts_from_then_on(root: Path) -> None:
    """It is put where it is graded, and the command that grades it is named."""
    notebook = worked(root / "release" / MODULE, SOLVED)
    inbound(root.parent / "exchange", ME, notebook, at=NOW + timedelta(days=7))
    assert lines_with(collect(root, [], Silent(), LATER), "attention")
    assert not (root / "submitted" / ME / MODULE).exists()
    summary = extend(root, Ask(ME, MODULE, until="2027-02-03"), LATER)
    assert (root / "submitted" / ME / MODULE).is_dir()
    assert f"ownpace grade {MODULE} --learner {ME}" in [line.next for line in summary.lines]


def test_a_misspelt_learner_is_noticed(root: Path) -> None:
    """There is somebody of nearly that name."""
    inbound(root.parent / "exchange", ME, worked(root / "release" / MODULE, SOLVED))
    collect(root, [], Silent(), LATER)
    summary = extend(root, Ask(f"{ME}x", MODULE, days=1), NOW)
    assert f"Did you mean “{ME}”?" in lines_with(summary, "attention")[0]


@pytest.mark.parametrize(
    ("roster", "status", "said"),
    [
        ("", "skipped", "nobody can say whether the id is right"),
        ("id,name\nzoe,Zoe\n", "attention", "is not in roster.csv"),
        ("id,name\nada,Ada\n", None, ""),
    ],
)
def test_a_learner_whom_nobody_knows_is_named(
    root: Path, roster: str, status: str | None, said: str
) -> None:
    """The extension is given all the same; with a roster it needs a look."""
    if roster:
        (root / "roster.csv").write_text(roster)
    summary = extend(root, Ask("ada", MODULE, days=1), NOW)
    told = [line for line in summary.lines if "handed in nothing" in line.message]
    assert [line.status for line in told] == ([status] if status else [])
    assert all(said in line.message for line in told)
    assert due(root) == DUE + timedelta(days=1)


def test_it_is_said_what_the_learner_sees_and_when(root: Path) -> None:
    """Before a first hand-in: a file to send, and that the time counts without it."""
    [told] = [
        line for line in extend(root, Ask("ada", days=1), NOW).lines if "outbox/" in line.message
    ]
    assert "it counts" in told.message
    assert "Open a feedback file…" in told.next
    assert "or hands in: from then on the panel shows it by itself" in told.next


def test_keys_that_are_out_are_named(root: Path) -> None:
    """A module that had closed for everybody may have shown the keys of its quizzes."""
    (root / "feedback" / "ben" / MODULE).mkdir(parents=True)
    summary = extend(root, Ask("ada", MODULE, until="2027-02-03"), LATER)
    assert [line.next for line in summary.lines if "shows the keys" in line.message] == [
        f"ownpace feedback {MODULE}, which takes them out again"
    ]
    assert "shows the keys" not in str(extend(root, Ask("ada", MODULE, until="2027-02-05"), LATER))


def test_nothing_can_be_extended_without_dates(root: Path) -> None:
    """It is said where dates are."""
    write_dates(root)
    with pytest.raises(CommandError, match="has no due date"):
        extend(root, Ask("ada", MODULE, days=1), NOW)
