"""The course of a term: eight small modules, their questions, its rules, and a list of learners."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from pathlib import Path
from typing import Any

from nbformat.v4 import new_code_cell, new_markdown_cell

from tests.support.courses import check, notebook, solution, write, write_module
from tests.support.term.calendar import LONDON, WEEKS
from tests.support.term.learners import Learner

COURSE = "term-1"
TITLE = "A term"
#: Modules that ask a quiz for points, that a person reads a part of, whose check is wrong at first.
QUIZZES = ("counting", "guessing")
ESSAYS = ("writing", "telling")
MISTAKEN = "measuring"
PRACTICE = "adding"
FIRST, SECOND, ESSAY, QUIZ = "first", "second", "essay", "quiz"
#: What each can earn.
POINTS = {FIRST: 2.0, SECOND: 3.0, ESSAY: 5.0, QUIZ: 4.0}
WEIGHTS = {week.module: 2.0 if week.module == "ending" else 1.0 for week in WEEKS}
TITLES = {FIRST: "Adds up", SECOND: "Finds the largest", QUIZ: "A quiz for points"}

ROOT = """\
title: {title}
id: {course}
timezone: {zone}
order: free
rules:
  attempts: {{limit: 4, keep: {keep}}}
  late: {{grace: 6h, per_day: 10%, floor: 50%}}
  pass: 60%
  feedback_within: 2 days
modules:
"""
CONFIG = """\
import os

from ownpace_graders.bridge import configure

c = get_config()  # noqa: F821 - given by traitlets
configure(c, __file__)
here = os.path.dirname(os.path.abspath(__file__))
c.Exchange.root = os.path.join(os.path.dirname(here), "exchange")
c.Exchange.cache = os.path.join(os.path.dirname(here), "cache")
c.ExchangeCollect.check_owner = False  # everybody is one user of this system
"""
BANK = """\
quizzes:
  {name}:
    title: {title}
    graded: {graded}
    confidence: true
    questions:
      - id: one
        kind: single
        text: What is two and two?
        options:
          - {{text: Four, right: true, why: It is.}}
          - {{text: Five, why: That is one more.}}
      - id: many
        kind: multiple
        text: Which are even?
        options:
          - {{text: Two, right: true, why: It is.}}
          - {{text: Three, why: It is odd.}}
          - {{text: Four, right: true, why: It is.}}
          - {{text: Five, why: It is odd.}}
"""
_RIGHT = "assert total([-1, 1, 5]) == 5"
_MISTAKE = "assert total([-1, 1, 5]) == 7"
_SECOND = "3 if largest([-2, -1]) == -1 else 1 if largest([1, 3]) == 3 else 0"


def parts_in(module: str) -> tuple[str, ...]:
    """What of a module earns points."""
    quiz, essay = (QUIZ,) * (module in QUIZZES), (ESSAY,) * (module in ESSAYS)
    return (FIRST, SECOND, *quiz, *essay)


def write_course(root: Path, learners: Iterable[Learner], keep: str = "best") -> Path:
    """The course's folder, and the exchange beside it."""
    exchange = root.parent / "exchange"
    exchange.mkdir(parents=True)
    exchange.chmod(0o777)
    write(root, ROOT.format(title=TITLE, course=COURSE, zone=LONDON, keep=keep) + _modules())
    write(root, CONFIG, name="nbgrader_config.py")
    write(root, _roster(learners), name="roster.csv")
    write(root, _class_list(learners), name="class.csv")
    for week in WEEKS:
        write_module(root, week.module, source(week.module))
        if week.module in (*QUIZZES, PRACTICE):
            graded = str(week.module in QUIZZES).lower()
            bank = BANK.format(name=week.module, title=TITLES[QUIZ], graded=graded)
            write(root, bank, name=f"questions/{week.module}.yml")
    return root


def source(module: str, corrected: bool = False) -> Any:
    """The teacher's notebook. One module's hidden check is wrong until it is ``corrected``."""
    hidden = _MISTAKE if module == MISTAKEN and not corrected else _RIGHT
    return notebook(
        solution(FIRST, _solved("total", "sum(numbers)")),
        _titled(check(f"{FIRST}-check", _hiding("assert total([1, 2]) == 3", hidden), 2), FIRST),
        solution(SECOND, _solved("largest", "max(numbers)")),
        _titled(check(f"{SECOND}-check", _SECOND, 3), SECOND),
        *_own(module),
        new_code_cell('from ownpace import checkin\n\ncheckin("went")', id="checkin"),
    )


def _own(module: str) -> Iterable[Any]:
    """What only some modules have."""
    asked = f'from ownpace import quiz\n\nquiz("{module}")'
    if module == PRACTICE:
        yield new_code_cell(asked, id="practice")
    if module in QUIZZES:
        yield _titled(check(f"{QUIZ}-check", asked, 4), QUIZ)
    if module in ESSAYS:
        about = {"schema_version": 3, "task": False, "grade_id": ESSAY, "points": 5}
        about |= {"grade": True, "solution": True, "locked": False}
        yield new_markdown_cell("Why?", id=ESSAY, metadata={"nbgrader": about})
    yield new_code_cell('from ownpace import ask\n\nask("doubts")', id="asking")


def _titled(cell: Any, part: str) -> Any:
    cell.metadata["ownpace"] = {"title": TITLES[part]}
    return cell


def _solved(name: str, value: str) -> str:
    body = f"    ### BEGIN SOLUTION\n    return {value}\n    ### END SOLUTION"
    return f"def {name}(numbers):\n{body}"


def _hiding(visible: str, hidden: str) -> str:
    return f"{visible}\n### BEGIN HIDDEN TESTS\n{hidden}\n### END HIDDEN TESTS"


def _modules() -> str:
    lines = (
        f"  - {{id: {week.module}, title: {week.module.title()}, opens: {week.opens}, "
        f"due: {week.due}, closes: {week.closes}, weight: {WEIGHTS[week.module]:g}}}\n"
        for week in WEEKS
    )
    return "".join(lines)


def _roster(learners: Iterable[Learner]) -> str:
    """For what comes by the platforms: Moodle's number is called Identifier, Canvas's ID."""
    rows = [("learner", "full name", "email", "identifier", "canvas user id")]
    for one in learners:
        number = {"moodle": (one.number, ""), "canvas": ("", one.number)}.get(one.way, ("", ""))
        rows.append((one.id, one.name, one.mail, *number))
    return _as_csv(rows)


def _class_list(learners: Iterable[Learner]) -> str:
    """For ``nbgrader db student import``."""
    rows = [("id", "first_name", "last_name", "email", "lms_user_id")]
    rows += [(one.id, one.first, one.last, one.mail, one.number) for one in learners]
    return _as_csv(rows)


def _as_csv(rows: Iterable[Iterable[str]]) -> str:
    text = StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue()
