"""Of several attempts the one counts that the course says, in the gradebook and everywhere else."""

from __future__ import annotations

import json
import shutil
from collections.abc import Mapping
from datetime import datetime, timedelta
from pathlib import Path

import nbformat
import pytest

from ownpace_graders.bridge import ModuleScore, open_classroom, scores
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.collect import attempts_of, collect
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.release import release
from ownpace_graders.report import report
from tests.support.ruled import write_dates
from tests.support.teacher import (
    HALF,
    ME,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    copy_of,
    essay,
    inbound,
    lines_with,
    make_course,
    worked,
)

HOUR = timedelta(hours=1)
#: What each earns of 3 points.
POINTS = {SOLVED: 3.0, HALF: 0.5}
AFTER = NOW + timedelta(days=9)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("best")
    return a_course(base)


def a_course(base: Path, with_essay: bool = False) -> Path:
    root = make_course(base / "course", exchange=base / "exchange")
    if with_essay:
        path = root / "source" / MODULE / NOTEBOOK
        notebook = nbformat.read(path, as_version=4)
        notebook.cells.append(essay())
        nbformat.write(notebook, path)
    release(root, [], Silent(), NOW)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    return copy_of(released, tmp_path / "copy")


def submit(root: Path, code: str, hour: float, answer: str = "") -> datetime:
    """Hand in by the exchange, and collect."""
    at = NOW + hour * HOUR
    notebook = worked(root / "release" / MODULE, code)
    for cell in notebook["cells"]:
        if cell["metadata"].get("nbgrader", {}).get("grade_id") == "why" and answer:
            cell["source"] = answer
    inbound(root.parent / "exchange", ME, notebook, at=at)
    return at


def run(root: Path, *, force: bool = False) -> Summary:
    assert not lines_with(collect(root, [], Silent(), AFTER), "attention")
    return grade(root, [], Silent(), force=force)


def counted(root: Path) -> ModuleScore:
    """What the gradebook says, which ``submitted/`` and ``autograded/`` have to agree with."""
    [score] = scores(open_classroom(root))
    for stage in ("submitted", "autograded"):
        stamp = (root / stage / ME / MODULE / "timestamp.txt").read_text()
        assert datetime.fromisoformat(stamp) == score.at
    return score


def solution(root: Path, stage: str) -> str:
    notebook = json.loads((root / stage / ME / MODULE / NOTEBOOK).read_text())
    cells = {c["metadata"].get("nbgrader", {}).get("grade_id"): c for c in notebook["cells"]}
    return "".join(cells["add"]["source"])


def give(root: Path, points: Mapping[str, float]) -> None:
    """Grade by hand what is in the gradebook, as formgrader does."""
    with gradebook(open_classroom(root)) as book:
        for cell, score in points.items():
            mark = book.find_grade(cell, MODULE, MODULE, ME)
            mark.manual_score, mark.needs_manual_grade = score, False
        book.db.commit()


@pytest.mark.parametrize("codes", [(SOLVED, HALF), (HALF, SOLVED), (HALF, SOLVED, HALF)])
@pytest.mark.parametrize("together", [True, False])
def test_the_best_attempt_counts(root: Path, codes: tuple[str, ...], together: bool) -> None:
    """Whether each was graded when it came or all at once; with its files in every place, and the
    result of each beside it."""
    times = {}
    for hour, code in enumerate(codes):
        times[code] = submit(root, code, hour)
        if not together:
            run(root)
    summary = run(root)
    assert summary.exit_code == 0
    score = counted(root)
    assert (score.score, score.at) == (3, times[SOLVED])
    assert solution(root, "submitted") == solution(root, "autograded") == SOLVED
    results = [
        json.loads((folder / "result.json").read_text())["score"]
        for folder, _ in attempts_of(open_classroom(root), ME, MODULE)
    ]
    assert results == [POINTS[code] for code in codes]


def test_it_is_said_which_one_counts(root: Path) -> None:
    """Once the newest is not it."""
    submit(root, SOLVED, 0)
    run(root)
    submit(root, HALF, 1)
    assert f"{ME}: Attempt 1 of 2 counts: 3 of 3 points." in lines_with(run(root), "done")


def test_nothing_is_done_twice(root: Path) -> None:
    """A second run changes no file, and collecting again puts nothing back."""
    for hour, code in enumerate((SOLVED, HALF)):
        submit(root, code, hour)
    run(root)
    before = {p: p.stat().st_mtime_ns for p in root.rglob("*.ipynb")}
    run(root)
    assert {p: p.stat().st_mtime_ns for p in root.rglob("*.ipynb")} == before
    assert counted(root).score == 3


def test_the_last_counts_where_the_course_says_so(root: Path) -> None:
    """Also if that changes while the course runs, and back."""
    write_dates(root, "rules: {attempts: {keep: last}}\n")
    for hour, code in enumerate((SOLVED, HALF)):
        submit(root, code, hour)
        run(root)
    assert counted(root).score == 0.5
    write_dates(root)
    run(root)
    assert counted(root).score == 3
    write_dates(root, "rules: {attempts: {keep: last}}\n")
    run(root)
    assert counted(root).score == 0.5


def test_lateness_decides_which_is_best(root: Path) -> None:
    """A better one that came late can be worth less, and with more time worth more."""
    due = (NOW + HOUR / 2).strftime("%Y-%m-%dT%H:%M")
    write_dates(root, "rules: {late: {per_day: 90%}}\n", due=due)
    submit(root, HALF, 0)
    submit(root, SOLVED, 1)
    run(root)
    assert counted(root).score == 0.5
    (root / "extensions.yml").write_text(f"extensions:\n  - {{learner: {ME}, days: 1}}\n")
    run(root)
    assert counted(root).score == 3


def test_attempts_over_the_limit_do_not_count(root: Path) -> None:
    """They are kept, and named when they come."""
    write_dates(root, "rules: {attempts: {limit: 1}}\n")
    submit(root, HALF, 0)
    run(root)
    submit(root, SOLVED, 1)
    [told] = lines_with(collect(root, [], Silent(), AFTER), "attention")
    assert "over the limit of 1 attempt" in told
    grade(root, [], Silent())
    assert counted(root).score == 0.5
    write_dates(root, "rules: {attempts: {limit: 2}}\n")
    run(root)
    assert counted(root).score == 3


def test_what_comes_after_closing_counts_with_more_time(root: Path) -> None:
    """It is kept meanwhile."""
    write_dates(root, closes=NOW.strftime("%Y-%m-%d"))
    submit(root, SOLVED, 30)
    [told] = lines_with(collect(root, [], Silent(), AFTER), "attention")
    assert "after the module had closed for this learner" in told
    grade(root, [], Silent())
    assert scores(open_classroom(root)) == ()
    (root / "extensions.yml").write_text(f"extensions:\n  - {{learner: {ME}, days: 1}}\n")
    run(root)
    assert counted(root).score == 3


def test_what_a_person_gave_stays_with_its_attempt(tmp_path: Path) -> None:
    """Best is provisional while a person must grade: an attempt that could still win is in the
    gradebook, so that it can be graded, and the report says what counts so far; a person's marks
    and words come back with their attempt."""
    root = a_course(tmp_path, with_essay=True)
    first = submit(root, SOLVED, 0, "Because.")
    run(root)
    give(root, {"why": 0.4})
    second = submit(root, HALF, 1, "Because it is so.")
    run(root)
    assert counted(root).at == second
    [entry] = report(root, AFTER).learners[0].modules
    assert (entry.score, entry.counted, entry.needs_manual_grade) == (3.4, first, True)
    give(root, {"why": 1})
    run(root)
    score = counted(root)
    assert (score.at, score.score, score.needs_manual_grade) == (first, 3.4, False)
    assert {check.id: check.score for check in score.checks}["why"] == 0.4


def test_with_force_every_attempt_is_graded_again(root: Path) -> None:
    """As after a check was corrected: an older one may be the best now."""
    for hour, code in enumerate((SOLVED, HALF)):
        submit(root, code, hour)
    run(root)
    for folder, _ in attempts_of(open_classroom(root), ME, MODULE):
        (folder / "result.json").unlink()
    run(root, force=True)
    assert counted(root).score == 3
    kept = attempts_of(open_classroom(root), ME, MODULE)
    assert all((folder / "result.json").exists() for folder, _ in kept)


def test_a_run_that_is_stopped_between_is_gone_through_again(root: Path) -> None:
    """The gradebook has the best one, ``autograded/`` another, and nothing was kept of it yet."""
    for hour, code in enumerate((SOLVED, HALF)):
        submit(root, code, hour)
    run(root)
    [best, newest] = attempts_of(open_classroom(root), ME, MODULE)
    shutil.rmtree(root / "autograded" / ME / MODULE)
    shutil.copytree(newest[0] / "autograded", root / "autograded" / ME / MODULE)
    run(root)
    assert counted(root).at == best[1].arrived
