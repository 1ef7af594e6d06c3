"""Gather a report from the gradebook and the archive of attempts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom, ModuleScore, open_classroom, scores
from ownpace_graders.collect.attempts import attempts_of, counting
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.course_file import COURSE_FILE, load
from ownpace_graders.grade.submission import FAILURE, LOG
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.printable import printable
from ownpace_graders.report.model import Entry, LearnerRow, ModuleColumn, Report


def report(root: Path, now: datetime) -> Report:
    """Who has handed in what, and what it earned; also in a course directory without course.yml.

    The order of learners and modules depends on nothing but the course. Raises OwnpaceError where
    the course or its gradebook cannot be read.
    """
    title, titles = _titles(root)
    classroom = open_classroom(root)
    known = {(score.learner, score.module): score for score in scores(classroom)}
    pairs = known.keys() | set(_archived(classroom)) | set(_submitted(classroom))
    modules = _in_order(titles, [*classroom.modules("source", "release"), *(m for _, m in pairs)])
    rows = {
        learner: tuple(
            _entry(classroom, learner, module, known.get((learner, module)))
            for module in modules
            if (learner, module) in pairs
        )
        for learner in sorted({learner for learner, _ in pairs})
    }
    return Report(
        course=classroom.course_id,
        title=title or classroom.course_id,
        at=now,
        modules=tuple(ModuleColumn(id=m, title=titles.get(m, m)) for m in modules),
        learners=tuple(LearnerRow(id=learner, modules=rows[learner]) for learner in rows),
    )


def _titles(root: Path) -> tuple[str, dict[str, str]]:
    """The titles of the course and of its modules, where there is a course.yml."""
    if not (root / COURSE_FILE).exists():
        return "", {}
    course = load(root)
    return course.title, {module.id: module.title for module in course.modules}


def _in_order(first: Iterable[str], others: Iterable[str]) -> tuple[str, ...]:
    """The modules of the course file in its order, then what else there is by name."""
    return tuple(dict.fromkeys((*first, *sorted(others))))


def _archived(classroom: Classroom) -> Iterator[tuple[str, str]]:
    for folder in classroom.attempts.glob("[!.]*/[!.]*"):
        if attempts_of(classroom, folder.parent.name, folder.name):
            yield folder.parent.name, folder.name


def _submitted(classroom: Classroom) -> Iterator[tuple[str, str]]:
    for module in classroom.modules("source", "release"):
        for learner in classroom.learners("submitted", module):
            yield learner, module


def _entry(classroom: Classroom, learner: str, module: str, score: ModuleScore | None) -> Entry:
    kept = attempts_of(classroom, learner, module)
    counts = counting(kept)
    folder = classroom.folder("submitted", learner, module)
    newest = counts[1].arrived if counts else submitted_at(folder)
    known = score is not None and (score.score is not None or score.needs_manual_grade)
    graded = known and score is not None and score.at == newest
    return Entry(
        module=module,
        attempts=len(kept) or int(folder.is_dir() or score is not None),
        newest=newest,
        score=score.score if score else None,
        max_score=score.max_score if score else None,
        graded=graded,
        needs_manual_grade=score is not None and score.needs_manual_grade,
        problem=_problem(folder, counts[0]) if counts and not graded else "",
    )


def _problem(submitted: Path, attempt: Path) -> str:
    """Why grading failed, if it has: as it said itself, or as the notebook says that stopped it."""
    log = attempt / LOG
    try:
        return printable((attempt / FAILURE).read_text(encoding="utf-8").strip())
    except OSError:
        if not log.exists():
            return ""
    for notebook in sorted(submitted.glob("*.ipynb")):
        try:
            read_notebook(notebook)
        except OwnpaceError as error:
            return printable(error.message)
    return printable(f"It could not be graded: see {log}.")
