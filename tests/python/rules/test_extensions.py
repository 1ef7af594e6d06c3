"""``extensions.yml``: what a person may write in it, and what is said of each fault."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace_graders.course_file import CourseFileError, load
from ownpace_graders.rules import Grant, load_extensions, read_rules
from tests.support.courses import SMALL, folders_for, write

GOOD = """\
# Talked to on the phone.
extensions:
  - {learner: ada, module: count, days: 3, note: illness}
  - learner: ben
    time: +25%
  - {learner: 李明, module: compare, until: 2027-02-03}
  - {learner: zoë, until: 2027-02-03T17:00 Asia/Tokyo}
"""


@pytest.fixture
def root(tmp_path: Path) -> Path:
    write(tmp_path, SMALL)
    folders_for(tmp_path, SMALL)
    return tmp_path


def loaded(root: Path, text: str) -> tuple[Grant, ...]:
    write(root, text, name="extensions.yml")
    return load_extensions(root, load(root))


def test_every_kind_is_read(root: Path) -> None:
    """Dates without a time are whole days in the course's zone, which is London's."""
    assert loaded(root, GOOD) == (
        Grant("ada", "count", days=timedelta(days=3)),
        Grant("ben", share=0.25),
        Grant("李明", "compare", until=datetime(2027, 2, 3, 23, 59, 59, tzinfo=UTC)),
        Grant("zoë", until=datetime(2027, 2, 3, 8, tzinfo=UTC)),
    )


@pytest.mark.parametrize("text", ["", "# nobody yet\n", "extensions:\n", "extensions: []\n"])
def test_a_file_may_hold_none(root: Path, text: str) -> None:
    """A teacher who removes the last line has not made a fault."""
    assert loaded(root, text) == ()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{learner: ada, module: cuont, days: 3}", "There is no module “cuont”"),
        ("{learner: ada, module: count}", "exactly one of days, until and time"),
        ("{learner: ada, days: 3, time: +25%}", "exactly one of days, until and time"),
        ("{learner: ada, days: three}", "“days” must be a number."),
        ("{learner: ada, days: -3}", "“days” must be at least 0."),
        ("{learner: ada, days: .inf}", "“days” must be a number."),
        ("{learner: ada, time: 25%}", "must be a percentage more, such as +25%"),
        ("{learner: ada, until: soon}", "“until” must be a date such as 2027-01-18"),
        ("{learner: ada, until: 2027-03-28T01:30}", "clocks go forward over it"),
        ("{learner: ../ada, days: 3}", "cannot be the name of a learner"),
        ("{learner: Ada Lovelace, days: 3}", "Did you mean “Ada-Lovelace”?"),
        ("{days: 3}", "“learner” is missing."),
        ("{learner: ada, day: 3}", "“day” is not a key of extension. Did you mean “days”?"),
        ("{learner: 17, days: 3}", "“learner” must be text; put it in quotes."),
        ("!!python/name:os.system x", "is a YAML tag"),
        ("ada", "must hold keys and values."),
    ],
)
def test_each_fault_is_named_with_its_line(root: Path, line: str, said: str) -> None:
    """In a file that was edited by hand, below what is right."""
    with pytest.raises(CourseFileError) as caught:
        loaded(root, GOOD + f"  - {line}\n")
    found = [str(problem) for problem in caught.value.problems]
    assert all(problem.startswith("extensions.yml:8: ") for problem in found), found
    assert any(said in problem for problem in found), found


def test_all_faults_are_named_at_once(root: Path) -> None:
    """Of shape, or else of meaning."""
    text = "extensions:\n  - {learner: ada, module: x, days: 1}\n  - {learner: ben}\n"
    with pytest.raises(CourseFileError) as caught:
        loaded(root, text)
    assert [problem.line for problem in caught.value.problems] == [2, 3]


@pytest.mark.parametrize(
    "content", [b"\xff\xfe", b"- a\n- b\n", b"a: [", b"x: &x [*x]\n", b"x: 1\n", b"[" * 100_000]
)
def test_what_is_no_such_file_is_refused(root: Path, content: bytes) -> None:
    """Whatever it is, the file is named."""
    (root / "extensions.yml").write_bytes(content)
    with pytest.raises(CourseFileError, match=r"extensions\.yml"):
        load_extensions(root, load(root))


def test_a_change_is_seen_at_once(root: Path) -> None:
    """The rules are kept between looks, and never older than the files."""
    first = read_rules(root)
    assert first is not None
    assert first.learners() == ()
    write(root, GOOD, name="extensions.yml")
    second = read_rules(root)
    assert second is not None
    assert second.learners() == ("ada", "ben", "zoë", "李明")


def test_a_plain_course_directory_has_no_rules(tmp_path: Path) -> None:
    """Only a ``course.yml`` makes them."""
    assert read_rules(tmp_path) is None
