"""What stands in the place of a graded quiz's output: its score, and its answers on a page."""

from __future__ import annotations

from typing import Any, NamedTuple

from ownpace.activities.asking import is_shuffled, laid_out
from ownpace.activities.bank import Quiz, asking_of
from ownpace.activities.page import quiz_page
from ownpace.activities.responses import seed_of, shown
from ownpace.store.answers import Value
from ownpace_graders.quizzes.scoring import Handed, score, submitted_value

#: In an output's metadata: the page with verdicts and explanations, for a module that is closed.
OPEN_PAGE = "ownpace_open_page"


class Scored(NamedTuple):
    """What a quiz's grade cell earned; ``note`` is for the teacher, and ``undecided`` asks for a
    person."""

    points: float
    note: str
    undecided: bool
    output: dict[str, Any]


def scored(quiz: Quiz, name: str, handed: Handed, points: float) -> Scored:
    """The score of the quiz ``name`` out of ``points``, to two decimals, and its output."""
    value = submitted_value(handed, name)
    found = score(quiz, value)
    earned = points if found.share == 1 else min(points, round(found.share * points, 2))
    output = _output(quiz, value, earned, points)
    return Scored(earned, found.note or handed.problem, bool(found.note), output)


def _output(quiz: Quiz, value: Value, earned: float, points: float) -> dict[str, Any]:
    """The number for nbgrader, and for people the answers with the total: no key stands there
    unless the open page takes its place."""
    asking = asking_of(quiz)
    if is_shuffled(asking):
        asking = laid_out(asking, seed_of(value) or 0)
    total = f"{earned:g} of {points:g} points"
    closed, opened = (quiz_page(asking, shown(asking, key, value), total) for key in (None, quiz))
    return {
        "output_type": "execute_result",
        "execution_count": None,
        "data": {"text/plain": str(float(earned)), "text/html": closed["text/html"]},
        "metadata": {OPEN_PAGE: opened["text/html"]},
    }
