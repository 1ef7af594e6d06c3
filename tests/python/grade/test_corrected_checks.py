"""A check that was wrong: corrected with a reason, all that was graded is graded again, and
learners read what changed and why."""

from __future__ import annotations

import json
import re
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from ownpace.course import Course
from ownpace.errors import CommandError
from ownpace_graders.bridge import ModuleScore, open_classroom, scores
from ownpace_graders.collect import attempts_of, collect
from ownpace_graders.course_file import CourseFileError
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.release import release
from tests.support.ruled import write_dates
from tests.support.teacher import (
    CHECK,
    HALF,
    ME,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    copy_of,
    inbound,
    make_course,
    source_notebook,
    worked,
    write_notebook,
)

HOUR = timedelta(hours=1)
LATER = NOW + timedelta(days=9)
WHY = "The hidden part expected 2 <b>where</b> 5 is right."


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two attempts: 3 points, then 0.5."""
    base = tmp_path_factory.mktemp("corrected")
    root = make_course(base / "course", exchange=base / "exchange")
    release(root, [], Silent(), NOW)
    for hour, code in enumerate((SOLVED, HALF)):
        notebook = worked(root / "release" / MODULE, code)
        folder = inbound(base / "exchange", ME, notebook, at=NOW + hour * HOUR)
        (folder / "submission_secret.txt").write_text(f"secret {hour}")
    collect(root, [], Silent(), LATER)
    assert grade(root, [], Silent()).exit_code == 0
    return root


@pytest.fixture
def root(graded: Path, tmp_path: Path) -> Path:
    return copy_of(graded, tmp_path / "copy")


def correct(root: Path, why: str = WHY) -> Summary:
    """Of the check's hidden part alone: what is released stays the same."""
    notebook = source_notebook()
    for cell in notebook.cells:
        if cell["id"] == "check":
            cell["source"] = CHECK.replace("add(1, 1) == 2", "add(1, 1) == 5")
    write_notebook(root / "source" / MODULE / NOTEBOOK, notebook)
    return release(root, [MODULE], Silent(), LATER, why)


def counted(root: Path) -> ModuleScore:
    [found] = scores(open_classroom(root))
    return found


def results(root: Path) -> list[float]:
    folders = [folder for folder, _ in attempts_of(open_classroom(root), ME, MODULE)]
    return [json.loads((folder / "result.json").read_text())["score"] for folder in folders]


def test_another_attempt_can_be_the_best_then(root: Path) -> None:
    """Each is graded by the check as it is now, and its page says what it was, what it is, and why,
    in the teacher's words and never as markup."""
    assert (counted(root).score, counted(root).at) == (3, NOW)
    [line] = [line for line in correct(root).lines if line.module == MODULE]
    assert line.next == f"ownpace grade {MODULE} --force, then ownpace feedback {MODULE}"
    grade(root, [], Silent(), force=True)
    assert (counted(root).score, counted(root).at) == (2.5, NOW + HOUR)
    assert results(root) == [1, 2.5]
    feedback(root, [], Silent(), LATER)
    [page] = (root / "feedback" / ME / MODULE).glob("*.html")
    text = page.read_text()
    assert "The hidden part expected 2 &lt;b&gt;where&lt;/b&gt; 5 is right." in text
    assert "Your points were 0.5 of 3, and are 2.5 of 3." in text
    assert "Adds two numbers: 0 of 2 before, 2 of 2 now" in text


@pytest.mark.parametrize("rule", ["limit: 1", "keep: last"])
def test_attempts_that_do_not_count_are_graded_again(root: Path, rule: str) -> None:
    """Those that had been: with another rule they may count. The one that counts stays in its
    place."""
    write_dates(root, f"rules: {{attempts: {{{rule}}}}}\n")
    grade(root, [], Silent())
    at = counted(root).at
    correct(root)
    grade(root, [], Silent(), force=True)
    assert results(root) == [1, 2.5]
    assert counted(root).at == at
    stamp = (root / "submitted" / ME / MODULE / "timestamp.txt").read_text()
    assert datetime.fromisoformat(stamp) == at
    write_dates(root)
    grade(root, [], Silent())
    assert counted(root).score == 2.5


def test_what_a_removed_check_gave_is_told_after_lateness_was_taken_off_anew(root: Path) -> None:
    """Grading without --force, right after the release, changes what lateness costs: learners
    still read what they had before the correction."""
    write_dates(root, "rules: {attempts: {keep: last}, late: {per_day: 50%}}\n", due="2027-01-19")
    grade(root, [], Silent())
    notebook = source_notebook()
    notebook.cells = [cell for cell in notebook.cells if cell["id"] != "part"]
    write_notebook(root / "source" / MODULE / NOTEBOOK, notebook)
    release(root, [MODULE], Silent(), LATER, WHY)
    assert "By the dates" in " ".join(line.message for line in grade(root, [], Silent()).lines)
    grade(root, [], Silent(), force=True)
    feedback(root, [], Silent(), LATER)
    pages = "".join(page.read_text() for page in (root / "feedback" / ME).rglob("*.html"))
    assert re.findall("Your points were (.*?), and are (.*?)[.]<", pages) == [
        ("0.25 of 3", "0 of 2")
    ]


def test_learners_panels_are_told_why(root: Path) -> None:
    """By the course, whose revision grows; typed again, it is not told twice."""
    path = root / "release" / MODULE / "course.json"
    before = Course.model_validate_json(path.read_bytes())
    for _ in range(2):
        correct(root)
    after = Course.model_validate_json(path.read_bytes())
    assert after.revision == before.revision + 1
    assert [(one.at, one.why) for one in after.modules[0].corrections] == [(LATER, WHY)]
    assert (root / "corrections.yml").read_text().startswith("# Why released modules")


def test_a_reason_needs_a_module_that_is_out(root: Path) -> None:
    """Else nothing is released, and nothing written."""
    with pytest.raises(CommandError, match="none is named"):
        release(root, [], Silent(), LATER, WHY)
    (root / "release" / MODULE).rename(root / "release" / "old")
    with pytest.raises(CommandError, match="not been released yet"):
        release(root, [MODULE], Silent(), LATER, WHY)
    assert not (root / "corrections.yml").exists()


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("{module: sumz, at: 2027-01-20, why: So.}", "Did you mean “sums”?"),
        ("{module: sums, at: soon, why: So.}", "“at” must be a date"),
        ("{module: sums, at: 2027-01-20, why: ''}", "“why” must"),
        ("{module: sums, at: 2027-01-20}", "“why” is missing"),
    ],
)
def test_each_fault_is_named_with_its_line(root: Path, line: str, said: str) -> None:
    """Of a file that people edit as well."""
    (root / "corrections.yml").write_text(f"corrections:\n  - {line}\n")
    with pytest.raises(CourseFileError) as caught:
        correct(root)
    [problem] = map(str, caught.value.problems)
    assert problem.startswith("corrections.yml:2: ")
    assert said in problem
