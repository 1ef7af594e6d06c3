"""Grade cells that ask a quiz: finding them, and what stands in the place of their outputs."""

from __future__ import annotations

from typing import Any, NamedTuple

from ownpace.activities.asking import is_shuffled, laid_out
from ownpace.activities.bank import Bank, Quiz, asking_of
from ownpace.activities.page import quiz_page
from ownpace.activities.responses import seed_of, shown
from ownpace.course.outline import called_activities
from ownpace.errors import CourseError
from ownpace.store.answers import Value
from ownpace_graders.quizzes.scoring import Handed, score, submitted_value

#: In a cell's output: the page with key and explanations, for when the module is closed.
OPEN = "ownpace_open_page"


class Scored(NamedTuple):
    """What a quiz's grade cell earned, and the output that shows it."""

    points: float
    note: str
    output: dict[str, Any]


def asked_quiz(source: str) -> str | None:
    """The quiz that a cell's code asks, if it asks one."""
    return next((name for kind, name in called_activities(source) if kind == "quiz"), None)


def graded_quiz(bank: Bank | None, module: str, name: str) -> Quiz:
    """The graded quiz that a grade cell asks. Raises ``CourseError``."""
    found = bank.quizzes.get(name) if bank else None
    where = f"questions/{module}.yml"
    if found is None:
        raise CourseError(f"A grade cell asks the quiz “{name}”, which is not in {where}.")
    if not found.graded:
        raise CourseError(
            f"A grade cell asks the quiz “{name}”, which is practice in {where}.",
            hint=f"Write `graded: true` in it, or make the cell no grade cell; then run "
            f"`ownpace release {module}`.",
        )
    return found


def scored(quiz: Quiz, name: str, handed: Handed, points: float) -> Scored:
    """The score of one quiz out of ``points``, and its output: the number for whoever computes
    with it, and for people a page of the answers. The key is only in the open page."""
    value = submitted_value(handed, name)
    found = score(quiz, value)
    earned = min(points, round(found.share * points, 2)) if found.share < 1 else points
    note = found.note or handed.problem
    return Scored(earned, note, _output(quiz, value, earned, points))


def _output(quiz: Quiz, value: Value, earned: float, points: float) -> dict[str, Any]:
    asking = asking_of(quiz)
    if is_shuffled(asking):
        asking = laid_out(asking, seed_of(value) or 0)
    done = f"{earned:g} of {points:g} points"
    page, opened = (quiz_page(asking, shown(asking, key, value), done) for key in (None, quiz))
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": {"text/plain": repr(float(earned)), "text/html": page["text/html"]},
        "metadata": {OPEN: opened["text/html"]},
    }
