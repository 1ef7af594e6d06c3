"""Releasing modules."""

from __future__ import annotations

import json
import shutil
import stat
from collections.abc import Callable
from pathlib import Path

import pytest

from ownpace.course import Course
from ownpace.errors import CommandError
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.teacher import (
    HIDDEN_WORDS,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    copy_of,
    lines_with,
    make_course,
    source_notebook,
    write_notebook,
)


@pytest.fixture(scope="module")
def a_released_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Released once; tests that change it take a copy."""
    base = tmp_path_factory.mktemp("released")
    root = make_course(base / "course", exchange=base / "exchange")
    (root / "source" / MODULE / ".ipynb_checkpoints").mkdir()
    (root / "source" / MODULE / ".ipynb_checkpoints" / NOTEBOOK).write_text(SOLVED)
    assert release(root, [], Silent(), NOW).exit_code == 0
    return root


@pytest.fixture
def a_course(a_released_course: Path, tmp_path: Path) -> Path:
    """A copy of the released course with an exchange of its own."""
    return copy_of(a_released_course, tmp_path / "copy")


def outbound(root: Path) -> Path:
    return root.parent / "exchange" / "small-1" / "outbound" / MODULE


def course_of(folder: Path) -> Course:
    return Course.model_validate_json((folder / "course.json").read_bytes())


def test_nothing_of_the_teacher_is_in_what_is_released(a_released_course: Path) -> None:
    """No solution, hidden test, question bank or checkpoint reaches learners."""
    for folder in (a_released_course / "release" / MODULE, outbound(a_released_course)):
        names = sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*"))
        assert names == ["course.json", "data.csv", "quiz.json", NOTEBOOK]
        released = b"".join((folder / name).read_bytes() for name in names)
        for secret in ("return a + b", HIDDEN_WORDS, "HIDDEN TESTS", "BEGIN SOLUTION", "quizzes:"):
            assert secret.encode() not in released


def test_released_course_lists_steps_checks_and_files(a_released_course: Path) -> None:
    """course.json in a module says what is in it."""
    course = course_of(outbound(a_released_course))
    module = course.modules[0]
    assert (course.revision, course.id, module.released) == (1, "small-1", True)
    assert [step.id for step in module.steps] == ["adding"]
    assert [c.title for c in module.steps[0].checks] == ["Adds two numbers", "partly"]
    assert sorted(module.files) == ["data.csv", "quiz.json", NOTEBOOK]


def test_released_files_are_readable_for_all(a_released_course: Path) -> None:
    """Learners are other users of the system."""
    for path in outbound(a_released_course).iterdir():
        assert stat.S_IMODE(path.stat().st_mode) == 0o644


def test_releasing_again_changes_nothing(a_course: Path) -> None:
    """What has not changed is left as it is, and said to be."""
    before = {p: p.stat().st_mtime_ns for p in outbound(a_course).iterdir()}
    summary = release(a_course, [], Silent(), NOW)
    assert [line.status for line in summary.lines] == ["skipped"]
    assert {p: p.stat().st_mtime_ns for p in outbound(a_course).iterdir()} == before


def test_changed_dates_replace_only_course_json(a_course: Path) -> None:
    """New dates reach panels without a module being fetched again."""
    before = {p.name: p.stat().st_mtime_ns for p in outbound(a_course).iterdir()}
    text = (
        (a_course / "course.yml")
        .read_text()
        .replace("title: Sums}", "title: Sums, due: 2027-02-01}")
    )
    (a_course / "course.yml").write_text(text)
    release(a_course, [], Silent(), NOW)
    after = {p.name: p.stat().st_mtime_ns for p in outbound(a_course).iterdir()}
    assert {name for name in after if after[name] != before.get(name)} == {"course.json"}
    course = course_of(outbound(a_course))
    assert course.revision == 2
    assert course.modules[0].due is not None
    assert stat.S_IMODE((outbound(a_course) / "course.json").stat().st_mode) == 0o644


def test_a_corrected_module_replaces_the_released_one(a_course: Path) -> None:
    """A correction reaches the exchange in place: new files come, old ones go, nobody needs
    --force; the folder itself is the same one."""
    folder = outbound(a_course).stat().st_ino
    (a_course / "source" / MODULE / "data.csv").unlink()
    (a_course / "source" / MODULE / "more").mkdir()
    (a_course / "source" / MODULE / "more" / "data.txt").write_text("1")
    notebook = source_notebook()
    notebook.cells[0].source = "# Better sums"
    write_notebook(a_course / "source" / MODULE / NOTEBOOK, notebook)
    summary = release(a_course, [MODULE], Silent(), NOW)
    assert summary.exit_code == 0
    assert outbound(a_course).stat().st_ino == folder
    assert not (outbound(a_course) / "data.csv").exists()
    assert (outbound(a_course) / "more" / "data.txt").read_text() == "1"
    assert "Better sums" in (outbound(a_course) / NOTEBOOK).read_text()
    assert course_of(outbound(a_course)).revision == 2
    assert [p.name for p in outbound(a_course).parent.iterdir()] == [MODULE]


def test_without_an_exchange_release_is_made_and_publish_named(tmp_path: Path) -> None:
    """On a laptop there is no exchange, which is no fault."""
    root = make_course(tmp_path / "course")
    summary = release(root, [], Silent(), NOW)
    assert summary.exit_code == 0
    assert summary.lines[-1].next == "ownpace publish DIR"
    assert (root / "release" / MODULE / "course.json").is_file()


def test_an_exchange_that_is_no_folder_is_named(a_course: Path) -> None:
    """What went wrong, and where to look; release/ is whole."""
    exchange = a_course.parent / "exchange"
    shutil.rmtree(exchange)
    exchange.write_text("a file stands in its place")
    summary = release(a_course, [], Silent(), NOW)
    assert summary.exit_code == 1
    assert "exchange" in summary.lines[0].next
    assert not list(a_course.glob(".release-*"))


def test_an_unknown_module_is_refused(a_released_course: Path) -> None:
    """A misspelt name does nothing."""
    with pytest.raises(CommandError, match="no module 'sum'"):
        release(a_released_course, ["sum"], Silent(), NOW)


def test_a_step_without_id_is_refused(a_course: Path) -> None:
    """Steps are known by their cell's id: progress would be lost at each release."""
    path = a_course / "source" / MODULE / NOTEBOOK
    notebook = json.loads(path.read_text())
    notebook["nbformat_minor"] = 4
    for cell in notebook["cells"]:
        del cell["id"]
    path.write_text(json.dumps(notebook))
    summary = release(a_course, [], Silent(), NOW)
    assert "has no id" in lines_with(summary, "attention")[0]


def _link(root: Path) -> None:
    (root / "source" / MODULE / "more.txt").symlink_to(root / "gradebook.db")


def _folder_link(root: Path) -> None:
    (root / "source" / MODULE / "more").symlink_to(root / "questions")


def _environment(root: Path) -> None:
    (root / "source" / MODULE / ".env").write_text("TOKEN=1")


def _repository(root: Path) -> None:
    (root / "source" / MODULE / ".git").mkdir()
    (root / "source" / MODULE / ".git" / "config").write_text("[core]")


def _old_answers(root: Path) -> None:
    (root / "source" / MODULE / "answers.json.bak").write_text("{}")


def _bank(root: Path) -> None:
    shutil.copy(root / "questions" / f"{MODULE}.yml", root / "source" / MODULE / "notes.yml")


def _stored_mistakes(root: Path) -> None:
    (root / "mistakes").mkdir()
    (root / "mistakes" / f"{MODULE}.yml").write_text("- {exercise: sum, check: adds}\n")
    shutil.copytree(root / "mistakes", root / "source" / MODULE / "more")


def _misspelt(root: Path) -> None:
    _check_says(root, f"### BEGIN HIDDEN TEST\nassert {HIDDEN_WORDS}\n### END HIDDEN TEST")


def _lower_case(root: Path) -> None:
    _check_says(root, f"### begin_hidden-tests\nassert {HIDDEN_WORDS}\n### end_hidden-tests")


def _check_says(root: Path, text: str) -> None:
    notebook = source_notebook()
    notebook.cells[3].source = text
    write_notebook(root / "source" / MODULE / NOTEBOOK, notebook)


@pytest.mark.parametrize(
    ("leave", "named"),
    [
        (_link, "more.txt is a link"),
        (_folder_link, "more is a link"),
        (_environment, ".env is hidden"),
        (_repository, ".git/config is hidden"),
        (_old_answers, "answers.json.bak is the teacher's"),
        (_bank, "notes.yml is a file of questions/"),
        (_stored_mistakes, f"more/{MODULE}.yml is a file of mistakes/"),
        (_misspelt, "holds “BEGIN HIDDEN TEST” in the cell “adds”"),
        (_lower_case, "holds “begin_hidden-tests” in the cell “adds”"),
    ],
)
def test_what_learners_must_not_get_is_refused(
    a_course: Path, leave: Callable[[Path], None], named: str
) -> None:
    """Links, hidden files, banks, stored mistakes and tests behind a misspelt mark are named; what
    was released stays as it was."""
    before = {p: p.read_bytes() for p in outbound(a_course).rglob("*") if p.is_file()}
    leave(a_course)
    summary = release(a_course, [], Silent(), NOW)
    assert summary.exit_code == 1
    assert named in lines_with(summary, "attention")[0]
    assert {p: p.read_bytes() for p in outbound(a_course).rglob("*") if p.is_file()} == before


def test_a_file_that_nbgrader_leaves_out_is_no_leak(a_course: Path) -> None:
    """c.CourseDirectory.ignore is how a hidden file may stay where it is."""
    config = a_course / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.CourseDirectory.ignore = [".env"]\n')
    _environment(a_course)
    shutil.rmtree(a_course / "source" / MODULE / ".ipynb_checkpoints")
    assert release(a_course, [], Silent(), NOW).exit_code == 0


def test_a_mark_of_the_courses_own_is_known(a_course: Path) -> None:
    """Marks that nbgrader_config.py sets are looked for as nbgrader's are."""
    config = a_course / "nbgrader_config.py"
    own = 'c.ClearMarkScheme.end_mark_scheme_delimeter = "### SCHEMA FINIS"\n'
    config.write_text(config.read_text() + own)
    _check_says(a_course, "### schema finis")
    assert "schema finis" in lines_with(release(a_course, [], Silent(), NOW), "attention")[0]


def test_a_damaged_release_of_another_module_is_its_own_line(a_course: Path) -> None:
    """The others are released, and learners' panels keep what they knew of the damaged one."""
    course = a_course / "course.yml"
    course.write_text(course.read_text() + "  - {id: more, title: More}\n")
    write_notebook(a_course / "source" / "more" / "more.ipynb", source_notebook())
    assert release(a_course, [], Silent(), NOW).exit_code == 0
    steps = course_of(outbound(a_course)).modules[1].steps
    (a_course / "release" / "more" / "more.ipynb").write_text("{torn")
    (a_course / "source" / MODULE / "data.csv").write_text("new")
    summary = release(a_course, [MODULE], Silent(), NOW)
    assert [(line.module, line.status) for line in summary.lines[:2]] == [
        (MODULE, "done"),
        ("more", "attention"),
    ]
    assert summary.lines[1].next == "Run `ownpace release more`."
    assert course_of(outbound(a_course)).modules[1].steps == steps
    assert release(a_course, ["more"], Silent(), NOW).exit_code == 0


def test_an_empty_source_is_the_teachers_to_mend(a_course: Path) -> None:
    """No learner is to be asked about it."""
    (a_course / "source" / MODULE / NOTEBOOK).write_text("")
    summary = release(a_course, [], Silent(), NOW)
    assert "is empty" in summary.lines[0].message
    assert "learner" not in summary.lines[0].next


def test_a_bad_question_bank_is_named_with_its_line(a_course: Path) -> None:
    """The other modules are released all the same."""
    (a_course / "questions" / f"{MODULE}.yml").write_text("quizzes: 3\n")
    summary = release(a_course, [], Silent(), NOW)
    assert f"questions/{MODULE}.yml" in lines_with(summary, "attention")[0]
