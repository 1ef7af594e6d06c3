"""What `check` found as people read it: what is wrong first, with what to do; then the modules."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownpace_graders.lines import Measure

#: In this order, where all other commands end with what needs a person: here that is the result.
ORDER = ("attention", "skipped", "done")


def in_numbers(modules: tuple[Measure, ...]) -> Iterator[str]:
    """A line for each module that was run."""
    if modules:
        yield "In numbers (minutes: as course.yml says, and as estimated):"
    for one in modules:
        grade = f" (grade {one.grade:g})" if one.grade is not None else ""
        said = "–" if one.minutes is None else str(one.minutes)
        memory = f", {one.memory_mb} MB" if one.memory_mb else ""
        yield (
            f"  {one.module}: {one.words:,} words{grade}, {one.exercises} exercises, "
            f"{one.questions} questions, {one.figures} figures, {said} and {one.estimate:.0f} "
            f"minutes; runs {one.seconds:.1f} s{memory}"
        )
