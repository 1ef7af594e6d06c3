"""One submission on its way through the engine: what is handed over, and what came back."""

from __future__ import annotations

import json
import os
import secrets
import shutil
from collections.abc import Collection, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ownpace.errors import OwnpaceError, WorkError
from ownpace_graders.bridge import (
    Classroom,
    Marking,
    NotebookMarks,
    ReleasedModule,
    ReleasedNotebook,
    refused,
)
from ownpace_graders.execute import Ran, Task
from ownpace_graders.grade.work import OLD, Work, refuse_pattern, refuse_unreadable
from ownpace_graders.judge import (
    absent,
    grade_cells,
    judged,
    sanitize,
    settled,
    show_quizzes,
    stage,
    unusable,
    with_quizzes,
)
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.notebooks.reading import Notebook
from ownpace_graders.page import disarmed
from ownpace_graders.quizzes import Marker, Scored

#: How an execution ended that leaves nothing to judge; what else it may be is in ``Ran``.
_LOST = {"died", "over a limit", "not run"}


@dataclass
class Paper:
    """``staged`` becomes the submission's folder in ``autograded/``. A notebook is in one of
    ``waiting`` (sanitized), ``done`` (executed) and ``problems``."""

    work: Work
    submitted: Path
    staged: Path
    released: ReleasedModule
    rules: Marking
    waiting: dict[str, Notebook] = field(default_factory=dict)
    done: dict[str, Notebook] = field(default_factory=dict)
    marks: dict[str, NotebookMarks] = field(default_factory=dict)
    problems: dict[str, OwnpaceError] = field(default_factory=dict)
    flags: list[str] = field(default_factory=list)
    quizzes: dict[str, dict[str, Scored]] = field(default_factory=dict)

    def open(self, sources: dict[str, Path], marker: Marker) -> None:
        """Score the quizzes, stage the files beside them and read the notebooks. Raises
        ``OwnpaceError`` for a submission of which nothing can be executed."""
        refuse_pattern(self.work.learner)
        there = refuse_unreadable(self.submitted, self.released.files)
        self.quizzes = {
            notebook.name: marker.scored(self.submitted, grade_cells(notebook))
            for notebook in self.released.notebooks
        }
        try:
            stage(self.submitted, sources, self.staged, self.rules.ignore)
        except OSError as problem:
            message = f"{self.submitted} could not be copied."
            raise refused(message, problem) from problem
        self._read(there)
        self._refuse_if_all_failed()

    def tasks(self, names: Collection[str]) -> Iterator[Task]:
        """Those of ``names`` that wait to be executed."""
        for name in [name for name in self.waiting if name in names]:
            key = "/".join((*self.work, name))
            yield Task(key=key, notebook=self.waiting[name], folder=self.staged)

    def give_up(self, names: Collection[str], problem: OwnpaceError) -> None:
        """Those of ``names`` cannot be executed here."""
        for task in list(self.tasks(names)):
            name = task.key.rpartition("/")[2]
            del self.waiting[name]
            message = _about(f"{name}.ipynb", problem.message)
            self.problems[name] = WorkError(message, hint=problem.hint, code=problem.code)
            self.marks[name] = with_quizzes(unusable(self._released(name)), self.quizzes[name])

    def take(self, ran: Ran, language: dict[str, Any] | None) -> None:
        """Judge what came back of one notebook; ``language`` is None for our own Python."""
        name = ran.key.rpartition("/")[2]
        released = self._released(name)
        sanitized = self.waiting.pop(name)
        if ran.ended in _LOST:
            self.problems[name] = _lost(name, ran)
            self.marks[name] = with_quizzes(unusable(released), self.quizzes[name])
            return
        flags = [*ran.flags, *([ran.why] if ran.ended == "timed out" and ran.why else [])]
        self.flags += flags
        run = settled(sanitized, ran.notebook, self.rules, language)
        self.done[name] = show_quizzes(run, self.quizzes[name])
        self.marks[name] = with_quizzes(judged(run, released, flags), self.quizzes[name])

    def finish(self) -> None:
        """Write the executed notebooks into ``staged``, disarmed. Raises ``OwnpaceError`` if there
        are none, or they cannot be written."""
        self._refuse_if_all_failed()
        try:
            for name, notebook in self.done.items():
                shown = disarmed(notebook)
                text = json.dumps(shown, ensure_ascii=False, sort_keys=True)
                (self.staged / f"{name}.ipynb").write_text(f"{text}\n", "utf-8", "replace")
            _permit(self.staged, self.rules)
        except OSError as problem:
            message = f"{self.staged.parent} could not be written."
            raise refused(message, problem) from problem

    def publish(self, target: Path) -> None:
        """Put ``staged`` in the place of the former result. At every moment the new one or the
        former one is there, under its own name or as ``work.mend`` finds it."""
        former = target.with_name(f".{target.name}{OLD}")
        try:
            if target.exists():
                target.rename(former)
            self.staged.rename(target)
        except OSError as problem:
            raise refused(f"{target} could not be written.", problem) from problem
        shutil.rmtree(former, ignore_errors=True)

    def staged_at(self) -> datetime:
        """Stands for the time of arrival where nothing says it."""
        return datetime.fromtimestamp(self.staged.stat().st_mtime, UTC)

    def drop(self) -> None:
        """Remove what was staged, if it was not published."""
        shutil.rmtree(self.staged, ignore_errors=True)
        with suppress(OSError):
            self.staged.parent.rmdir()  # a learner's first folder, and nothing in it

    def _released(self, name: str) -> ReleasedNotebook:
        return next(notebook for notebook in self.released.notebooks if notebook.name == name)

    def _read(self, there: list[Path]) -> None:
        present = {path.stem: path for path in there}
        for notebook in self.released.notebooks:
            path = present.get(notebook.name)
            if path is None:
                self.marks[notebook.name] = absent(notebook)
                continue
            try:
                fields = self.rules.remove_metadata_fields
                self.waiting[notebook.name] = sanitize(read_notebook(path), notebook, fields)
            except OwnpaceError as problem:
                problem.message = _about(path.name, problem.message)
                self.problems[notebook.name] = problem
                self.marks[notebook.name] = with_quizzes(
                    unusable(notebook), self.quizzes[notebook.name]
                )

    def _refuse_if_all_failed(self) -> None:
        if self.problems and not (self.waiting or self.done):
            raise next(iter(self.problems.values()))


def new_paper(classroom: Classroom, work: Work, released: ReleasedModule, rules: Marking) -> Paper:
    target = classroom.folder("autograded", *work)
    staged = target.with_name(f".{target.name}.{secrets.token_hex(4)}")
    return Paper(work, classroom.folder("submitted", *work), staged, released, rules)


def _lost(name: str, ran: Ran) -> WorkError:
    reasons = {
        "died": "its code ended the kernel",
        "over a limit": "its code went over a limit",
        "not run": "it could not be executed",
    }
    code = "not-run" if ran.ended == "not run" else "execution"
    message = f"{name}.ipynb: {reasons[ran.ended]}" + (
        f" ({ran.why.rstrip('.')})." if ran.why else "."
    )
    return WorkError(message, hint="Open the submission, and grade by hand.", code=code)


def _about(name: str, message: str) -> str:
    return message if message.startswith(name) else f"{name}: {message}"


def _permit(staged: Path, rules: Marking) -> None:
    """nbgrader's permissions; those of folders only where a group shares them."""
    for folder, _, files in os.walk(staged):
        for name in files:
            os.chmod(os.path.join(folder, name), rules.permissions)
        if rules.groupshared:
            os.chmod(folder, (os.stat(folder).st_mode | 0o2770) & 0o2777)
