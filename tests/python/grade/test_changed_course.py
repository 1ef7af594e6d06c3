"""A course that changes in its term, and gradebooks that are not its own: nothing is lost."""

from __future__ import annotations

import shutil
import sqlite3
from datetime import timedelta
from pathlib import Path

import pytest

from ownpace.errors import CommandError, OwnpaceError
from ownpace_graders.collect import collect
from ownpace_graders.course_file import CourseFileError
from ownpace_graders.doctor import doctor
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Line, Silent, Summary
from ownpace_graders.release import release
from ownpace_graders.report import report
from tests.support.teacher import (
    HALF,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    as_bytes,
    bundle,
    copy_of,
    inbound,
    lines_with,
    make_course,
    worked,
)

LATER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def a_graded_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("changed")
    root = make_course(base / "course", exchange=base / "exchange")
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("c.ExchangeCollect.check_owner = False\n")
    release(root, [], Silent(), NOW)
    inbound(base / "exchange", "ada", worked(root / "release" / MODULE, SOLVED))
    collect(root, [], Silent(), NOW)
    grade(root, [], Silent())
    return root


@pytest.fixture
def root(a_graded_course: Path, tmp_path: Path) -> Path:
    return copy_of(a_graded_course, tmp_path / "copy")


def arrives(root: Path, learner: str) -> None:
    """Work on the module by its first name, in the exchange."""
    notebook = worked(root / "release" / MODULE, HALF)
    inbound(root.parent / "exchange", learner, notebook, at=LATER)


def renamed(root: Path) -> None:
    """The module is called “adding” from now on."""
    (root / "source" / MODULE).rename(root / "source" / "adding")
    (root / "source" / "adding" / NOTEBOOK).rename(root / "source" / "adding" / "adding.ipynb")
    (root / "questions" / f"{MODULE}.yml").rename(root / "questions" / "adding.yml")
    course = root / "course.yml"
    course.write_text(course.read_text().replace("id: sums", "id: adding"))


def asks(summary: Summary) -> list[Line]:
    found = [line for line in summary.lines if line.status == "attention"]
    assert all(line.next for line in found)
    return found


def test_work_on_a_renamed_module_is_graded_under_its_first_name(root: Path) -> None:
    """What was handed in, and what still comes; `release` says what another id costs."""
    arrives(root, "ben")
    renamed(root)
    assert collect(root, [], Silent(), LATER).exit_code == 0
    assert lines_with(grade(root, [], Silent()), "done") == ["ben: 0.5 of 3 points."]
    assert feedback(root, [], Silent(), LATER).exit_code == 0
    told = [line for line in release(root, [], Silent(), LATER).lines if line.status == "skipped"]
    assert [line.module for line in told] == [MODULE]
    assert f"call it “{MODULE}” again" in told[0].next
    rows = {row.id: row for row in report(root, LATER).learners}
    assert [rows[who].modules[0].score for who in ("ada", "ben")] == [3, 0.5]


def test_more_time_for_a_module_that_is_gone_is_named_with_its_line(root: Path) -> None:
    """`grade` would reckon lateness from it; `release` says so before, and how to mend it."""
    (root / "extensions.yml").write_text("extensions:\n  - {learner: ada, module: sums, days: 3}\n")
    renamed(root)
    with pytest.raises(CourseFileError, match=r"extensions\.yml:2: There is no module “sums”"):
        grade(root, [], Silent())
    with pytest.raises(CourseFileError, match="delete this line, or give the module its old id"):
        release(root, [], Silent(), LATER)


def test_work_on_a_module_of_which_nothing_is_left_is_named(root: Path) -> None:
    """In the exchange and in submitted/; it is taken when the module is back."""
    renamed(root)
    arrives(root, "ben")
    collect(root, [], Silent(), LATER)
    arrives(root, "cleo")
    away = (root / "release" / MODULE).rename(root / "away")
    [in_exchange] = asks(collect(root, [], Silent(), LATER))
    assert (in_exchange.module, in_exchange.message[:9]) == (MODULE, "1 hand-in")
    [waiting] = asks(grade(root, [], Silent()))
    assert waiting.message.startswith("Not graded: 1 hand-in.")
    away.rename(root / "release" / MODULE)
    assert lines_with(collect(root, [], Silent(), LATER), "done") == ["cleo: Collected."]
    assert len(lines_with(grade(root, [], Silent()), "done")) == 2


def test_times_that_nobody_can_read_are_named(root: Path) -> None:
    """In the exchange; a clock that is ahead is said, and moves nothing."""
    arrives(root, "ben")
    for stamp in ("yesterday", "2027-01-20 10:00:00 CEST", "9999-12-31 23:59:59 UTC"):
        (root.parent / "exchange" / "small-1" / "inbound" / f"cleo+{MODULE}+{stamp}+x").mkdir()
    summary = collect(root, [], Silent(), NOW)
    assert [line.message.split("+")[2] for line in asks(summary)] == [
        "2027-01-20 10:00:00 CEST",
        "9999-12-31 23:59:59 UTC",
        "yesterday",
    ]
    assert [said for said in lines_with(summary, "done") if "clock is ahead" in said]


def changed(root: Path, *statements: str) -> None:
    with sqlite3.connect(root / "gradebook.db") as book:
        for statement in statements:
            book.execute(statement)
    book.close()


def test_another_courses_gradebook_is_refused(root: Path) -> None:
    """By every command that would read scores from it, or write them."""
    changed(root, "UPDATE assignment SET name = 'gravity', course_id = 'other-7'")
    before = (root / "gradebook.db").read_bytes()
    for command in (
        lambda: grade(root, [], Silent()),
        lambda: release(root, [], Silent(), NOW),
        lambda: feedback(root, [], Silent(), NOW),
        lambda: report(root, NOW),
    ):
        with pytest.raises(CommandError, match="another course: other-7, with gravity") as caught:
            command()
        assert "move the other one away" in caught.value.hint
    assert (root / "gradebook.db").read_bytes() == before


def test_last_years_gradebook_is_named(root: Path) -> None:
    """Its modules have the names of these: nbgrader would take its scores for this course's."""
    changed(root, "UPDATE assignment SET course_id = 'last-year'")
    for summary in (release(root, [], Silent(), NOW), doctor(root)):
        [told] = [line for line in asks(summary) if line.message.startswith("The gradebook")]
        assert "made for last-year, and this course is small-1" in told.message


@pytest.mark.parametrize(
    ("spoil", "said", "hint"),
    [
        (
            lambda root: changed(root, "ALTER TABLE notebook DROP COLUMN kernelspec"),
            "is of an older nbgrader",
            "nbgrader db upgrade",
        ),
        (
            lambda root: (root / "gradebook.db").write_bytes(b"no database" * 100),
            "is damaged, or no gradebook",
            "Put a copy of gradebook.db back",
        ),
    ],
)
def test_a_gradebook_that_cannot_be_used_says_what_mends_it(
    root: Path, spoil: object, said: str, hint: str
) -> None:
    """To who grades, and to who asks the doctor."""
    assert callable(spoil)
    spoil(root)
    with pytest.raises(OwnpaceError, match=f"The gradebook {said}") as caught:
        grade(root, [], Silent())
    [told] = [line for line in asks(doctor(root)) if line.message.startswith("The gradebook")]
    assert said in told.message
    assert hint in told.next
    assert hint in caught.value.hint


def test_without_a_gradebook_all_is_made_anew(root: Path) -> None:
    """As it is said of a damaged one."""
    shutil.rmtree(root / "autograded")
    (root / "gradebook.db").unlink()
    release(root, [], Silent(), NOW)
    assert lines_with(grade(root, [], Silent(), force=True), "done") == ["ada: 3 of 3 points."]


def test_a_bundle_of_another_module_or_course_is_named(root: Path) -> None:
    """With where it belongs."""
    work = {NOTEBOOK: as_bytes(worked(root / "release" / MODULE, HALF))}
    inbox = root.parent / "inbox"
    bundle(inbox / "a.zip", "ben", work, course="other-7")
    bundle(inbox / "b.zip", "cleo", work, module="gravity")
    told = asks(collect(root, [], Silent(), LATER, inbox=inbox))
    assert [line.message.partition(": ")[2] for line in told] == [
        "It is for the course other-7, not small-1.",
        "It is for gravity, which is no module of this course.",
    ]
