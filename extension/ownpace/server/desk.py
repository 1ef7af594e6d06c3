"""The desk: where one learner works on one course.

It knows the course folder, what is recorded of the work there, and the channel that work leaves by.
What a learner does at it is in ``ownpace.server.actions``.
"""

from __future__ import annotations

import secrets
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path

from ownpace.course.correcting import Update
from ownpace.course.extending import extended
from ownpace.course.model import Course, Module
from ownpace.errors import CourseError, ExchangeError, OwnpaceError, WorkError
from ownpace.learner import learner_id
from ownpace.progress import course_state, recorded
from ownpace.progress.model import CourseState, ModuleState, Progress, Record
from ownpace.server.channel import Channel
from ownpace.server.corrections import Corrections
from ownpace.server.inquiries import Inquiries, Listener
from ownpace.server.reviews import Reviews, Studied
from ownpace.server.wire import CourseChoice
from ownpace.store.attempts import names_in
from ownpace.store.backing_up import Gatherer
from ownpace.store.class_answers import ClassAnswers, read_class_answers
from ownpace.store.courses import Courses
from ownpace.store.evidence import Findings, Observer
from ownpace.store.files import holds, write_atomically
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import stamp_of
from ownpace.store.more_time import MoreTime, newest_more_time, own_more_time
from ownpace.store.progress import (
    DamagedProgress,
    make_folder,
    read_progress,
    set_aside,
    write_progress,
)
from ownpace.store.questions import AskedFile, read_asked
from ownpace.store.replies import Replies

#: The courses that a learner can choose from.
Choices = Callable[[], tuple[CourseChoice, ...]]


@dataclass(frozen=True)
class View:
    """What was found at one look: the course, with the dates that are this learner's own, the work,
    and what is recorded of it. ``damaged``
    when the record could not be understood, and is still where it was."""

    course: Course
    findings: Findings
    progress: Progress
    notices: tuple[OwnpaceError, ...] = ()
    damaged: bool = False
    inquiries: Inquiries = field(default_factory=Inquiries)
    studied: Studied = field(default_factory=Studied)
    updates: dict[str, Update] = field(default_factory=dict)
    more_time: MoreTime | None = None

    def module(self, module_id: str) -> Module:
        """Raises ``CourseError`` (``unknown-module``)."""
        module = self.course.module(module_id)
        if module is None:
            raise CourseError(
                "The course has no such module.",
                hint="Reload the panel: the course may have changed.",
                code="unknown-module",
            )
        return module

    def state(self, now: datetime) -> CourseState:
        more = self.more_time.more if self.more_time else {}
        return course_state(self.course, self.findings.evidence, self.progress, now, more)

    def state_of(self, module: Module, now: datetime) -> ModuleState:
        return next(state for state in self.state(now).modules if state.id == module.id)

    def recorded(self, now: datetime) -> Progress:
        """The progress that includes what was found."""
        return recorded(self.course, self.findings.evidence, self.progress, now)


class Desk:
    """Reading here changes nothing on disk; only :meth:`save` writes."""

    def __init__(
        self,
        folder: CourseFolder,
        channel: Channel,
        *,
        server_path: str = "",
        course_id: str = "",
        check_timeout: int = 300,
        choices: Choices = tuple,
    ) -> None:
        self.folder = folder
        self.channel = channel
        self.server_path = server_path
        self.check_timeout = check_timeout
        self.choices = choices
        self.gatherer = Gatherer(folder)
        self._course_id = course_id
        self._courses = Courses()
        self._observer = Observer(folder)
        self._listener = Listener(folder)
        self._reviews = Reviews(folder)
        self._corrections = Corrections(folder, channel)
        self._told: list[OwnpaceError] = []

    def look(self) -> View:
        """Find the course and the work as they are now. Raises ``CourseError`` (``no-course``), or
        what is wrong with the exchange when that is why there is no course."""
        course = self._newest()
        if course is None:
            self.channel.ensure()
            raise _no_course()
        more = self._more_time(course)
        course = extended(course, more.more) if more else course
        findings = self._observer.look(course, self.channel.handed_in(course.id))
        progress, damage = self._progress()
        studied = self._reviews.look(course, progress, wanted=findings.review is not None)
        notices = (*self._told, *damage, *studied.problems, *self._missing_channel())
        inquiries = self._listener.look(course, self.channel)
        updates = self._corrections.look(course, findings.evidence)
        return View(
            course, findings, progress, notices, bool(damage), inquiries, studied, updates, more
        )

    def title(self) -> str:
        """The course's title; that of its folder while the course cannot be read."""
        course = self._newest()
        return course.title if course else self.folder.root.name

    def save(self, view: View, progress: Progress, now: datetime) -> View:
        """Make ``progress`` what is recorded, and return the view with it. A damaged record is set
        aside first, and the learner told."""
        refuse_escape(self.folder, self.folder.progress)
        if view.damaged:
            set_aside(self.folder.progress, now)
            self._told += [notice for notice in view.notices if _is_damage(notice)]
        progress = _with_disk(progress)
        if view.damaged or progress != view.progress:
            write_progress(self.folder.progress, progress)
        return replace(view, progress=progress, damaged=False)

    def record(self, now: datetime) -> View:
        """Look, record what the work shows for good, and keep what came beside the feedback."""
        view = self.look()
        self._keep_replies(view)
        self._keep_class_answers(view, now)
        if view.more_time is not None:
            self.put_more_time(view.more_time)
        return self.save(view, view.recorded(now), now)

    def save_asked(self, asked: AskedFile) -> None:
        """Make ``asked`` what is recorded of questions. Raises ``WorkError``."""
        refuse_escape(self.folder, self.folder.asked)
        make_folder(self.folder.asked.parent)
        write_atomically(self.folder.asked, asked.model_dump_json(indent=1) + "\n")

    def set_asked_aside(self, now: datetime) -> None:
        """Rename a record of questions that cannot be read, so that nothing in it is lost."""
        refuse_escape(self.folder, self.folder.asked)
        set_aside(self.folder.asked, now)

    def learner(self, progress: Progress) -> str | None:
        """The name or id that a hand-in carries, once it is known."""
        return self.channel.learner or _usable(progress.learner)

    def on_server(self, path: Path) -> str:
        """A path in the course folder as the panel opens it: from the server's root."""
        relative = self.folder.relative(path)
        return f"{self.server_path}/{relative}" if self.server_path else relative

    def _keep_replies(self, view: View) -> None:
        """Copy what an exchange holds beside the feedback, where the notebook's activity looks."""
        for module, replies in view.inquiries.replies.items():
            path = self.folder.replies(module)
            file = Replies(course=view.course.id, module=module, replies=replies)
            self._put(module, path, file.model_dump_json(indent=1).encode() + b"\n")

    def _keep_class_answers(self, view: View, now: datetime) -> None:
        """The same of what others wrote: first once a module has closed, and from then on as the
        teacher has it. What cannot be read is passed over: what was there before stays."""
        for module in view.course.modules:
            is_closed = module.closes is not None and now > module.closes
            kept = stamp_of(self.folder.class_answers(module.id)) is not None
            there = self.channel.class_answers(module) if is_closed or kept else None
            if there:
                with suppress(WorkError):
                    found = read_class_answers(there)
                    if (found.course, found.module) == (view.course.id, module.id):
                        self.put_class_answers(found)

    def put_class_answers(self, found: ClassAnswers) -> None:
        """Keep them where the activities look."""
        path = self.folder.class_answers(found.module)
        self._put(found.module, path, found.model_dump_json(indent=1).encode() + b"\n")

    def put_more_time(self, more: MoreTime) -> None:
        """Keep it where the next look, and the activities, find it, unless a newer one is there."""
        path = self.folder.more_time
        refuse_escape(self.folder, path)
        before = newest_more_time(more.course, [path])
        content = more.model_dump_json(indent=1) + "\n"
        if (before is None or before.at <= more.at) and not holds(path, content.encode()):
            make_folder(path.parent)
            write_atomically(path, content)

    def _more_time(self, course: Course) -> MoreTime | None:
        """What the teacher gave this learner, by whichever way it came."""
        key = ""
        with suppress(WorkError):  # the questions' own problem says so
            refuse_escape(self.folder, self.folder.asked)
            key = read_asked(self.folder.asked).reply_to
        return newest_more_time(
            course.id, [*own_more_time(self.folder), *self.channel.more_time(key)]
        )

    def _put(self, module: str, path: Path, content: bytes) -> None:
        """Put a file beside the feedback of a module that was started, unless it is there."""
        if self.folder.module(module).is_dir() and not holds(path, content):
            refuse_escape(self.folder, path)
            make_folder(path.parent)
            write_atomically(path, content)

    def _newest(self) -> Course | None:
        return self._courses.newest(self.channel.copies(), self._course_id, self._taken())

    def _taken(self) -> Iterator[Path]:
        for name in names_in(self.folder.root):
            if not name.startswith("."):  # a file among the folders holds no course.json
                yield self.folder.course_file(name)

    def _progress(self) -> tuple[Progress, tuple[OwnpaceError, ...]]:
        try:
            return read_progress(self.folder.progress), ()
        except DamagedProgress as problem:
            return Progress(), (problem,)

    def _missing_channel(self) -> tuple[OwnpaceError, ...]:
        try:
            self.channel.ensure()
        except ExchangeError as problem:
            return (problem,)
        return ()


def _with_disk(progress: Progress) -> Progress:
    """``progress`` with a name for the disk it is on: an empty one, as each session on Binder
    begins with, gets another."""
    return progress.model_copy(update={"disk": progress.disk or secrets.token_hex(16)})


def _usable(name: str | None) -> str | None:
    """A name that was typed, unless the teacher's side would refuse it: then it is asked again."""
    with suppress(WorkError):
        return name if name and learner_id(name) else None
    return None


def _is_damage(notice: OwnpaceError) -> bool:
    return isinstance(notice, DamagedProgress)


def cleared(progress: Progress, module_id: str) -> Progress:
    """``progress`` without what is recorded of one module."""
    kept = {name: record for name, record in progress.modules.items() if name != module_id}
    return progress.model_copy(update={"modules": kept})


def ticked(progress: Progress, module_id: str, step_id: str) -> Progress:
    """``progress`` with a step that the learner says is done."""
    record = progress.modules.get(module_id, Record())
    grown = record.model_copy(update={"ticked": record.ticked | {step_id}})
    return progress.model_copy(update={"modules": {**progress.modules, module_id: grown}})


def _no_course() -> CourseError:
    return CourseError(
        "There is no course in this folder.",
        hint="Start the server in the course's folder, the one that holds course.json.",
        code="no-course",
    )
