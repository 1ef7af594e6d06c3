"""A term, played: what learners hand in, and what the teacher types."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from tests.support.courses import write_module
from tests.support.term.book import Book, read_book
from tests.support.term.calendar import WEEKS, moment
from tests.support.term.desk import Desk
from tests.support.term.handins import Post
from tests.support.term.learners import LEARNERS
from tests.support.term.material import MISTAKEN, source, write_course
from tests.support.term.plan import (
    ANSWERS_UNTIL,
    CORRECTED,
    EXTENSIONS,
    LAST_GRADED,
    OVERLOOKED,
    SITTINGS,
    UNREAD,
    WORK,
    hand_ins,
    questions,
    sitting_of,
)
from tests.support.term.working import WORTH

MARKS = {WORTH.format(one.essay): one.essay for one in WORK.values() if one.essay is not None}


Numbers = dict[tuple[str, str, str], int]  #: of questions, by learner, module and text


@dataclass
class Term:
    """A term that is over: its course's folder, the report at the end of each sitting, the last
    spreadsheet, the gradebook, by which number each question was answered or is open, and what was
    typed each time."""

    root: Path
    reports: list[Any] = field(default_factory=list)
    sheet: str = ""
    book: Book = field(default_factory=dict)
    numbers: Numbers = field(default_factory=dict)
    typed: list[list[str]] = field(default_factory=list)


def play(place: Path) -> Term:
    """All of it; what was typed before the first week stands first."""
    term = Term(write_course(place / "course", LEARNERS))
    desk = Desk(term.root)
    desk.ownpace("release", at=moment(WEEKS[0].opens, "00:00"), fine=(0,))
    desk.nbgrader("db", "student", "import", "class.csv")
    post = Post(term.root)
    term.typed.append(desk.cleared())
    for number, at in enumerate(SITTINGS):
        found = [one for one in hand_ins() if sitting_of(one.at) == number]
        post.bring(found, at - timedelta(minutes=30))
        for one in questions():
            if one.alone and sitting_of(one.at) == number:
                post.ask(one)
        _last(desk, term, at) if at == SITTINGS[-1] else _sit(desk, term, number)
        term.typed.append(desk.cleared())
    term.book = read_book(term.root)
    return term


def change_to_last(term: Term) -> Book:
    """Let the last attempt count instead of the best, grade what is left, and read the gradebook
    again."""
    path, desk = term.root / "course.yml", Desk(term.root)
    path.write_text(path.read_text("utf-8").replace("keep: best", "keep: last"), "utf-8")
    _grade(desk, SITTINGS[-1])
    return read_book(term.root)


def _sit(desk: Desk, term: Term, number: int) -> None:
    at = SITTINGS[number]
    desk.ownpace("collect", at=at)
    desk.ownpace("collect", "--inbox", "../inbox", at=at)
    for one in EXTENSIONS:
        if one.sitting == number:
            words = (one.learner, one.module, one.option, one.value)
            desk.ownpace("extend", *filter(None, words), at=at)
    _grade(desk, at)
    desk.ownpace("feedback", at=at)
    if number == CORRECTED:
        _correct(desk, at)
    desk.ownpace("questions", at=at)
    _answer(desk, term, number)
    desk.ownpace("report", at=at)
    term.reports.append(desk.look(at))


def _last(desk: Desk, term: Term, at: datetime) -> None:
    """Programs of their own, as from a teacher's shell."""
    desk.ownpace_process("collect", at=at)
    desk.ownpace_process("collect", "--inbox", "../inbox", at=at)
    desk.ownpace_process("grade", *LAST_GRADED, at=at)
    desk.ownpace("questions", at=at)
    _answer(desk, term, len(SITTINGS))
    desk.ownpace("report", "--waiting", at=at)
    said = desk.ownpace_process("report", "--json", "--csv", "figures.csv", at=at)
    term.reports.append(json.loads(said.out))
    term.sheet = (term.root / "figures.csv").read_text("utf-8")
    desk.ownpace("report", "--canvas", "canvas.csv", "--moodle", "moodle.csv", at=at)


def _grade(desk: Desk, at: datetime) -> None:
    """By command, then by hand what waits for a person, until nothing new does."""
    desk.ownpace("grade", at=at)
    while desk.read_essays(MARKS, UNREAD):
        desk.ownpace("grade", at=at)


def _correct(desk: Desk, at: datetime) -> None:
    """As docs/teacher.md says, once somebody has seen that right work failed."""
    write_module(desk.root, MISTAKEN, source(MISTAKEN, corrected=True))
    desk.ownpace("release", MISTAKEN, "--why", "The total of -1, 1 and 5 is 5.", at=at)
    desk.ownpace("grade", MISTAKEN, "--force", at=at)
    desk.ownpace("feedback", MISTAKEN, at=at)


def _answer(desk: Desk, term: Term, number: int) -> None:
    """While there is time; a question's number is that of its file."""
    for path in sorted((desk.root / "asked").glob("*.json")):
        asked = json.loads(path.read_text("utf-8"))
        term.numbers[asked["learner"], asked["module"], asked["text"]] = asked["number"]
        is_seen = (asked["learner"], asked["module"]) not in OVERLOOKED
        if number < ANSWERS_UNTIL and is_seen and not asked["replies"]:
            words = (path.stem, "Read the hint of the first check.")
            desk.ownpace("answer", *words, at=SITTINGS[number])
