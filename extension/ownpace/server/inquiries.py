"""What was asked about each module and what the teacher replied, as the files say now."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

from ownpace.course.model import Course, Module
from ownpace.errors import OwnpaceError, WorkError
from ownpace.server.channel import Channel
from ownpace.store.answers import read_answers
from ownpace.store.layout import CourseFolder, refuse_escape
from ownpace.store.memory import Remembered, stamp_of
from ownpace.store.questions import (
    AskedFile,
    Question,
    QuestionState,
    asked_in,
    question_states,
    read_asked,
)
from ownpace.store.replies import Replies, Reply, newest, read_replies


@dataclass
class Inquiries:
    """Of each module that has any: the questions in its notebook, and the replies. ``problems``
    hide no other file."""

    asked: AskedFile = field(default_factory=AskedFile)
    in_notebook: dict[str, tuple[Question, ...]] = field(default_factory=dict)
    replies: dict[str, tuple[Reply, ...]] = field(default_factory=dict)
    problems: list[OwnpaceError] = field(default_factory=list)
    damaged: bool = False

    def states(self) -> Mapping[str, tuple[QuestionState, ...]]:
        """What is shown of each module that has a question."""
        modules = self.asked.modules.keys() | self.in_notebook.keys() | self.replies.keys()
        return {name: self.states_of(name) for name in sorted(modules)}

    def states_of(self, module: str) -> tuple[QuestionState, ...]:
        return question_states(
            self.asked.of(module), self.in_notebook.get(module, ()), self.replies.get(module, ())
        )


class Listener:
    """Looks for questions and replies again and again; reads only what changed."""

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._asked = Remembered(read_asked)
        self._in_notebook = Remembered(_asked_in)
        self._replies = Remembered(read_replies)

    def look(self, course: Course, channel: Channel) -> Inquiries:
        """Changes nothing on disk."""
        found = Inquiries()
        try:
            found.asked = self._asked(self._folder.asked)
        except WorkError as problem:
            found.problems.append(problem)
            found.damaged = True
        for module in course.modules:
            if found.asked.of(module.id) or self._has_files(module):
                self._module(course, module, channel, found)
        return found

    def _has_files(self, module: Module) -> bool:
        places = (self._folder.answers(module.id), self._folder.replies(module.id))
        return any(stamp_of(place) for place in places)

    def _module(self, course: Course, module: Module, channel: Channel, found: Inquiries) -> None:
        try:
            refuse_escape(self._folder, self._folder.answers(module.id))
            refuse_escape(self._folder, self._folder.replies(module.id))
            questions = self._in_notebook(self._folder.answers(module.id))
        except WorkError:
            return  # the module's own problem says so
        if questions:
            found.in_notebook[module.id] = questions
        files = [self._read(place, found) for place in self._places(module, channel, found)]
        mine = (f for f in files if f and (f.course, f.module) == (course.id, module.id))
        replies = newest(reply for file in mine for reply in file.replies)
        if replies:
            found.replies[module.id] = replies

    def _read(self, place: Path, found: Inquiries) -> Replies | None:
        try:
            return self._replies(place)
        except WorkError as problem:
            found.problems.append(problem)
            return None

    def _places(self, module: Module, channel: Channel, found: Inquiries) -> list[Path]:
        own = self._folder.replies(module.id)
        here = [own] if stamp_of(own) else []
        is_asked = found.asked.of(module.id) or found.in_notebook.get(module.id)
        return [*here, *(channel.replies(module, found.asked.reply_to) if is_asked else ())]


def _asked_in(path: Path) -> tuple[Question, ...]:
    return asked_in(read_answers(path))
