"""Grading a class in which nearly everything that goes wrong did."""

from __future__ import annotations

import copy
import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from datetime import timedelta
from pathlib import Path
from typing import Any

import nbformat
import pytest

from ownpace.errors import CommandError, OwnpaceError
from ownpace.results import ModuleResult
from ownpace_graders.bridge import CheckScore, ModuleScore, open_classroom, register, scores
from ownpace_graders.collect import collect
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.release import release
from tests.support.classes import rows
from tests.support.teacher import (
    HALF,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    as_bytes,
    bundle,
    essay,
    grading,
    hand_in,
    lines_with,
    make_course,
    source_notebook,
    worked,
    write_notebook,
)


def duplicated(notebook: Any) -> Any:
    """A learner copied a check to the end."""
    copied = copy.deepcopy(notebook["cells"][3])
    notebook["cells"].append(copied | {"id": "copy"})
    return notebook


def invented(notebook: Any) -> Any:
    """A learner made up a check worth a hundred points."""
    cell = copy.deepcopy(notebook["cells"][3])
    cell["id"] = "mine"
    cell["metadata"] = grading("check", "made-up", 100)
    notebook["cells"].append(cell)
    return notebook


def emptied(notebook: Any) -> Any:
    """Cells whose metadata a program damaged."""
    for name, about in (("none", {}), ("text", "nonsense"), ("list", {"grade_id": ["x"]})):
        cell = {"cell_type": "markdown", "id": name, "source": "?", "metadata": {"nbgrader": about}}
        notebook["cells"].append(cell)
    return notebook


def without_checks(notebook: Any) -> Any:
    """A learner deleted every check."""
    notebook["cells"] = notebook["cells"][:3]
    return notebook


def rewritten(notebook: Any) -> Any:
    """A learner deleted the graded cells, and wrote the work in one of their own."""
    own = {"cell_type": "code", "id": "own", "metadata": {}, "source": SOLVED}
    notebook["cells"] = [*notebook["cells"][:2], own | {"outputs": [], "execution_count": None}]
    return notebook


def unmarked(notebook: Any) -> Any:
    """A learner made a check an ordinary cell, worth nothing."""
    about = notebook["cells"][3]["metadata"]["nbgrader"]
    about.update(grade=False, locked=False, points=50)
    return notebook


def outdated(notebook: Any) -> Any:
    notebook["cells"][3]["metadata"]["nbgrader"]["schema_version"] = 2
    return notebook


CLASS: dict[str, Callable[[Any], Any]] = {
    "anna": lambda solved: solved,
    "copier": duplicated,
    "deleter": without_checks,
    "empty": lambda _: "",
    "forger": invented,
    "ghost": emptied,
    "new": lambda solved: solved | {"nbformat": 5},
    "old": lambda _: json.dumps({"nbformat": 3, "nbformat_minor": 0, "worksheets": []}),
    "outdated": outdated,
    "rewriter": rewritten,
    "torn": lambda solved: json.dumps(solved)[:-40],
    "unmarked": unmarked,
    "zoë": lambda solved: solved,
}

REFUSED = {
    "empty": "is empty",
    "new": "format 5",
    "old": "old format 3",
    "outdated": "older nbgrader",
    "torn": "is not JSON",
    "renamed": "but Copy.ipynb",
    "bare": f"holds no {NOTEBOOK}",
    "killer": "its code ended the kernel",
    "[a]nna": "'[a]nna' as a pattern",
}


@pytest.fixture(scope="module")
def a_graded_class(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Summary]:
    root = make_course(tmp_path_factory.mktemp("class") / "course")
    release(root, [], Silent(), NOW)
    released = root / "release" / MODULE
    for learner, change in CLASS.items():
        hand_in(root, learner, change(worked(released, SOLVED)))
    hand_in(root, "ben", worked(released, HALF))
    hand_in(root, "blank", json.loads((released / NOTEBOOK).read_text()))
    hand_in(root, "killer", worked(released, "import os\nos._exit(3)"))
    hand_in(root, "[a]nna", worked(released, HALF))
    renamed = hand_in(root, "renamed", worked(released, SOLVED))
    (renamed / NOTEBOOK).rename(renamed / "Copy.ipynb")
    (hand_in(root, "bare", "") / NOTEBOOK).unlink()
    (hand_in(root, "anna", worked(released, SOLVED)) / "extra.ipynb").write_text("not a notebook")
    return root, grade(root, [], Silent())


@pytest.fixture
def a_small_class(tmp_path: Path, a_graded_class: tuple[Path, Summary]) -> Path:
    """A course of which only Anna and Ben are graded, to be changed."""
    root = tmp_path / "course"
    shutil.copytree(a_graded_class[0], root)
    for folder in (root / "submitted").iterdir():
        if folder.name not in ("anna", "ben"):
            shutil.rmtree(folder)
    return root


def found(root: Path, learner: str) -> ModuleScore | None:
    known = scores(open_classroom(root), [MODULE], [learner])
    return known[0] if known else None


@pytest.mark.parametrize(
    ("learner", "score"),
    [
        ("anna", 3),
        ("ben", 0.5),
        ("blank", 0),
        ("copier", 3),
        ("deleter", 3),
        ("forger", 3),
        ("ghost", 3),
        ("rewriter", 3),
        ("unmarked", 3),
        ("zoë", 3),
    ],
)
def test_work_that_can_be_read_is_graded(
    a_graded_class: tuple[Path, Summary], learner: str, score: float
) -> None:
    """Whatever a learner did to the graded cells, the released ones are what is graded."""
    graded = found(a_graded_class[0], learner)
    assert graded is not None
    assert (graded.score, graded.max_score, graded.needs_manual_grade) == (score, 3, False)


@pytest.mark.parametrize("learner", sorted(REFUSED))
def test_work_that_cannot_be_graded_is_named_with_the_reason(
    a_graded_class: tuple[Path, Summary], learner: str
) -> None:
    """One bad notebook never stops a run, and leaves no score that would look like one."""
    root, summary = a_graded_class
    line = next(line for line in summary.lines if line.learner == learner)
    assert line.status == "attention"
    assert REFUSED[learner] in line.message
    assert line.next
    assert line.message.count(learner) <= 1
    assert found(root, learner) is None
    assert not (root / "autograded" / learner / MODULE).exists()


def test_the_exit_code_says_that_a_person_is_needed(a_graded_class: tuple[Path, Summary]) -> None:
    """Scripts see it."""
    assert a_graded_class[1].exit_code == 1


def test_scores_of_checks_are_read_as_plain_models(a_graded_class: tuple[Path, Summary]) -> None:
    """Reports need no nbgrader."""
    graded = found(a_graded_class[0], "ben")
    assert graded is not None
    assert graded.at == NOW
    assert graded.checks == (
        CheckScore(id="adds", notebook=MODULE, kind="check", score=0, points=2),
        CheckScore(id="partly", notebook=MODULE, kind="check", score=0.5, points=1),
    )


def test_what_is_graded_is_not_graded_again(a_small_class: Path) -> None:
    """Only what is newer than its grade is executed; --force does the rest."""
    graded = a_small_class / "autograded" / "anna" / MODULE / NOTEBOOK
    before = graded.stat().st_ino
    assert [line.status for line in grade(a_small_class, [], Silent()).lines] == ["skipped"] * 2
    assert graded.stat().st_ino == before
    forced = grade(a_small_class, [], Silent(), learners=["anna"], force=True)
    assert lines_with(forced, "done") == ["anna: 3 of 3 points."]
    assert graded.stat().st_ino != before


def test_newer_work_replaces_the_grade(a_small_class: Path) -> None:
    """The newest hand-in counts."""
    released = a_small_class / "release" / MODULE
    hand_in(a_small_class, "ben", worked(released, SOLVED), at=NOW + timedelta(hours=1))
    summary = grade(a_small_class, [], Silent())
    assert lines_with(summary, "done") == ["ben: 3 of 3 points."]


def test_a_failed_regrading_loses_nothing(a_small_class: Path) -> None:
    """nbgrader deletes the old result before it starts; here scores, times and files stay."""
    graded = a_small_class / "autograded" / "anna" / MODULE
    before = found(a_small_class, "anna"), (graded / NOTEBOOK).read_bytes()
    killer = worked(a_small_class / "release" / MODULE, "import os\nos._exit(3)")
    hand_in(a_small_class, "anna", killer, at=NOW + timedelta(hours=1))
    summary = grade(a_small_class, [], Silent(), learners=["anna"])
    assert summary.lines[0].message.endswith("Its earlier result stays.")
    assert (found(a_small_class, "anna"), (graded / NOTEBOOK).read_bytes()) == before
    assert [p.name for p in graded.parent.iterdir()] == [MODULE]


def test_a_run_that_was_killed_is_taken_up_again(a_small_class: Path) -> None:
    """What an interrupted run had put aside comes back, and grading goes on."""
    place = a_small_class / "autograded" / "anna"
    (place / MODULE).rename(place / f".{MODULE}.kept")
    (place / MODULE).mkdir()
    hand_in(
        a_small_class,
        "anna",
        worked(a_small_class / "release" / MODULE, HALF),
        at=NOW + timedelta(hours=1),
    )
    summary = grade(a_small_class, [], Silent(), learners=["anna"], force=True)
    assert lines_with(summary, "done") == ["anna: 0.5 of 3 points."]
    assert [p.name for p in place.iterdir()] == [MODULE]


def test_a_submission_that_vanishes_is_named(a_small_class: Path) -> None:
    """A folder may go while a run is under way."""

    class Thief(Silent):
        def start(self, what: str, total: int) -> None:
            shutil.rmtree(a_small_class / "submitted" / "anna")

    summary = grade(a_small_class, [], Thief(), force=True)
    assert "is gone" in lines_with(summary, "attention")[0]
    assert lines_with(summary, "done") == ["ben: 0.5 of 3 points."]


def test_an_unreleased_module_is_named(a_small_class: Path) -> None:
    """Its checks are not in the gradebook yet: release it."""
    (a_small_class / "gradebook.db").unlink()
    summary = grade(a_small_class, [], Silent(), force=True)
    assert summary.lines[0].next == f"ownpace release {MODULE}"
    assert not (a_small_class / "gradebook.db").exists()
    (a_small_class / "course.yml").unlink()
    summary = grade(a_small_class, [], Silent(), force=True)
    assert summary.lines[0].next == f"nbgrader generate_assignment {MODULE}"


@pytest.mark.parametrize(
    ("modules", "learners", "words"),
    [(["summs"], None, "no module 'summs'"), ([], ["nobody"], "'nobody' has handed in nothing")],
)
def test_a_misspelt_name_is_refused(
    a_graded_class: tuple[Path, Summary],
    modules: list[str],
    learners: list[str] | None,
    words: str,
) -> None:
    """Nothing is graded."""
    with pytest.raises(CommandError, match=words):
        grade(a_graded_class[0], modules, Silent(), learners=learners)


def test_a_damaged_gradebook_ends_the_run(a_small_class: Path) -> None:
    """Nothing can be graded without it: one error, with a next step."""
    (a_small_class / "gradebook.db").write_bytes(b"no database" * 100)
    with pytest.raises(OwnpaceError, match="The gradebook"):
        grade(a_small_class, [], Silent(), force=True)
    assert (a_small_class / "autograded" / "anna" / MODULE / NOTEBOOK).is_file()


def test_a_gradebook_held_by_another_program_is_named(a_small_class: Path) -> None:
    """The next run does the work; nothing is lost."""
    config = a_small_class / "nbgrader_config.py"
    address = f"sqlite:///{a_small_class}/gradebook.db?timeout=0.1"
    config.write_text(f"{config.read_text()}c.CourseDirectory.db_url = {address!r}\n")
    before = found(a_small_class, "anna")
    newer = worked(a_small_class / "release" / MODULE, HALF)
    hand_in(a_small_class, "anna", newer, at=NOW + timedelta(hours=1))
    other = sqlite3.connect(a_small_class / "gradebook.db", isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    try:
        summary = grade(a_small_class, [], Silent(), learners=["anna"], force=True)
    finally:
        other.close()
    assert "gradebook is held by another program" in lines_with(summary, "attention")[0]
    assert found(a_small_class, "anna") == before


def test_a_gradebook_held_for_the_whole_run_costs_one_wait(
    a_small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first submission waits for it, the others do not once more; each is named with the next
    step, and when it is free, the next run leaves what an undisturbed one does."""
    waits: list[float] = []
    monkeypatch.setattr(register, "sleep", waits.append)
    undisturbed = rows(a_small_class)
    config = a_small_class / "nbgrader_config.py"
    address = f"sqlite:///{a_small_class}/gradebook.db?timeout=0.1"
    config.write_text(f"{config.read_text()}c.CourseDirectory.db_url = {address!r}\n")
    with held(a_small_class / "gradebook.db"):
        summary = grade(a_small_class, [], Silent(), force=True)
    assert [line.status for line in summary.lines] == ["attention"] * 2
    assert all("Close other programs that use gradebook.db" in line.next for line in summary.lines)
    assert waits == list(register.WAITS)
    assert rows(a_small_class) == undisturbed
    assert grade(a_small_class, [], Silent(), force=True).exit_code == 0
    assert rows(a_small_class) == undisturbed


def test_a_gradebook_that_is_let_go_of_is_waited_for(
    a_small_class: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Another program that writes for a moment costs nothing."""
    address = f"sqlite:///{a_small_class}/gradebook.db?timeout=0.1"
    config = a_small_class / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}c.CourseDirectory.db_url = {address!r}\n")
    with ExitStack() as stack:
        stack.enter_context(held(a_small_class / "gradebook.db"))
        monkeypatch.setattr(register, "sleep", lambda _: stack.close())
        assert grade(a_small_class, [], Silent(), force=True).exit_code == 0


def test_a_gradebook_nobody_else_may_read_ends_the_run(a_small_class: Path) -> None:
    """One error with the next step, and nothing is changed."""
    address = f"sqlite:///{a_small_class}/gradebook.db?timeout=0.1"
    config = a_small_class / "nbgrader_config.py"
    config.write_text(f"{config.read_text()}c.CourseDirectory.db_url = {address!r}\n")
    with held(a_small_class / "gradebook.db", "EXCLUSIVE"):
        with pytest.raises(OwnpaceError, match="The gradebook") as caught:
            grade(a_small_class, [], Silent(), force=True)
        assert "Close other programs" in caught.value.hint
    assert (a_small_class / "autograded" / "anna" / MODULE / NOTEBOOK).is_file()


@contextmanager
def held(book: Path, how: str = "IMMEDIATE") -> Iterator[None]:
    """Another process holds the gradebook."""
    code = (
        "import sqlite3, sys; book = sqlite3.connect(sys.argv[1], isolation_level=None);"
        f"book.execute('BEGIN {how}'); print('held', flush=True); sys.stdin.read()"
    )
    other = subprocess.Popen(
        [sys.executable, "-c", code, str(book)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdout is not None
    assert other.stdout.readline() == "held\n"
    try:
        yield
    finally:
        other.communicate()


def test_answers_for_a_person_are_said_to_wait(tmp_path: Path) -> None:
    """A plain nbgrader course, without course.yml: an answer that was written waits for a person,
    one that was not written earns nothing, one that was deleted neither."""
    root = make_course(tmp_path / "course", plain=True)
    notebook = source_notebook()
    notebook.cells.append(essay())
    write_notebook(root / "source" / MODULE / NOTEBOOK, notebook)
    released = _generate(root)
    written, silent, deleted = (worked(released, SOLVED) for _ in range(3))
    written["cells"][-1]["source"] = "Because."
    deleted["cells"].pop()
    for learner, work in (("anna", written), ("ben", silent), ("cleo", deleted)):
        hand_in(root, learner, work)
    summary = grade(root, [], Silent())
    assert summary.exit_code == 1
    assert lines_with(summary, "attention") == ["anna: 3 of 6 points. A part waits for a person."]
    assert lines_with(summary, "done") == ["ben: 3 of 6 points.", "cleo: 3 of 6 points."]
    assert summary.lines[0].next == "nbgrader formgrader"
    anna = found(root, "anna")
    assert anna is not None
    answer = next(check for check in anna.checks if check.kind == "answer")
    assert (answer.score, answer.needs_manual_grade) == (None, True)


def test_results_are_kept_beside_the_attempt(a_small_class: Path, tmp_path: Path) -> None:
    """Every attempt is archived with its result as versioned JSON."""
    work = worked(a_small_class / "release" / MODULE, HALF)
    bundle(tmp_path / "inbox" / "b.zip", "Ben K.", {NOTEBOOK: as_bytes(work)})
    os.utime(tmp_path / "inbox" / "b.zip", (NOW.timestamp(), NOW.timestamp()))
    collect(a_small_class, [], Silent(), NOW, inbox=tmp_path / "inbox")
    grade(a_small_class, [], Silent(), learners=["Ben-K."])
    [path] = (a_small_class / "attempts" / "Ben-K." / MODULE).glob("*/result.json")
    result = ModuleResult.model_validate_json(path.read_bytes())
    assert (result.module, result.at, result.score, result.max_score) == (MODULE, NOW, 0.5, 3)
    assert [(c.id, c.title, c.outcome, c.message) for c in result.checks] == [
        ("adds", "Adds two numbers", "failed", "Look at what add returns."),
        ("partly", "partly", "partial", ""),
    ]


def test_an_older_attempt_keeps_its_result(a_small_class: Path, tmp_path: Path) -> None:
    """When a newer one counts; each says when its own work arrived."""
    released, results = a_small_class / "release" / MODULE, []
    for hour, code in enumerate((HALF, SOLVED)):
        at = NOW + timedelta(hours=hour)
        path = bundle(
            tmp_path / "inbox" / f"{hour}.zip",
            "Ben K.",
            {NOTEBOOK: as_bytes(worked(released, code))},
        )
        os.utime(path, (at.timestamp(), at.timestamp()))
        collect(a_small_class, [], Silent(), at, inbox=tmp_path / "inbox")
        grade(a_small_class, [], Silent(), learners=["Ben-K."])
        kept = sorted((a_small_class / "attempts" / "Ben-K." / MODULE).glob("*/result.json"))
        results.append([path.read_bytes() for path in kept])
    assert results[0] == results[1][:1]
    read = [ModuleResult.model_validate_json(one) for one in results[1]]
    assert [(one.format, one.score, one.at - NOW) for one in read] == [
        (1, 0.5, timedelta()),
        (1, 3, timedelta(hours=1)),
    ]


def test_a_failure_is_kept_beside_the_attempt(a_small_class: Path, tmp_path: Path) -> None:
    """The reason that the run gave, until the work can be graded."""
    path = bundle(tmp_path / "inbox" / "b.zip", "Ben K.", {NOTEBOOK: b"{"})
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    collect(a_small_class, [], Silent(), NOW, inbox=tmp_path / "inbox")
    (line,) = grade(a_small_class, [], Silent(), ["Ben-K."]).lines
    [failure] = (a_small_class / "attempts" / "Ben-K." / MODULE).glob("*/failure.txt")
    assert failure.read_text("utf-8") == f"{line.message} {line.next}\n"
    work = worked(a_small_class / "release" / MODULE, SOLVED)
    (a_small_class / "submitted" / "Ben-K." / MODULE / NOTEBOOK).write_text(json.dumps(work))
    assert grade(a_small_class, [], Silent(), ["Ben-K."]).exit_code == 0
    assert not failure.exists()


def _generate(root: Path) -> Path:
    from ownpace_graders.bridge import generate_assignment

    return generate_assignment(open_classroom(root), MODULE, "release")


def test_autograded_notebooks_are_valid(a_graded_class: tuple[Path, Summary]) -> None:
    """What the cures put back is a notebook that formgrader reads."""
    for path in (a_graded_class[0] / "autograded").glob(f"*/{MODULE}/{NOTEBOOK}"):
        nbformat.validate(json.loads(path.read_text()))
