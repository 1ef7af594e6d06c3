"""How long a module takes, estimated from what is in it.

Estimates, not measurements: what learners say in a check-in is better. Reading: 175 words a minute,
the slow end of what most adults read (Brysbaert, M. (2019). How many words do we read per minute?
*Journal of Memory and Language*, 109, 104047: 238 on average, most 175 to 300), since modules teach
and many read in a second language. The others are ours, for beginners.
"""

from __future__ import annotations

from dataclasses import dataclass

from ownpace_graders.course_file import ModuleEntry

WORDS_A_MINUTE = 175
#: Minutes for each.
CELL, FIGURE, EXERCISE, QUESTION = 1.0, 3.0, 5.0, 1.0
ACTIVITY = {
    "ask": 1.0,
    "checkin": 2.0,
    "checklist": 2.0,
    "note": 1.0,
    "plan": 5.0,
    "reflect": 3.0,
    "review": 10.0,
}
#: How far the minutes in course.yml may be from the estimate, as a share of them.
NEAR = 0.3


@dataclass(frozen=True)
class Contents:
    """How much there is of everything; ``cells`` are those to run and read, ``activities`` by
    name (``video`` and ``quiz`` count by their minutes and questions)."""

    words: int
    cells: int
    figures: int
    exercises: int
    questions: int
    activities: tuple[str, ...] = ()


def estimated(contents: Contents, entry: ModuleEntry) -> float:
    """Minutes, films of course.yml included."""
    films = sum(resource.minutes or 0 for resource in entry.resources if resource.video)
    return (
        contents.words / WORDS_A_MINUTE
        + CELL * contents.cells
        + FIGURE * contents.figures
        + EXERCISE * contents.exercises
        + QUESTION * contents.questions
        + sum(ACTIVITY.get(name, 0) for name in contents.activities)
        + films
    )


def minutes_fault(minutes: float, entry: ModuleEntry) -> str:
    """What is wrong with the minutes that course.yml promises; "" if it promises none."""
    if entry.minutes is None or abs(minutes - entry.minutes) <= NEAR * entry.minutes:
        return ""
    return (
        f"course.yml says {entry.minutes} minutes, and it looks like {minutes:.0f}: change "
        "`minutes`, or what is in the module."
    )
