"""Which cells of a module make its grading slow."""

from __future__ import annotations

from collections import defaultdict
from statistics import median

from ownpace.course.outline import grading, source
from ownpace_graders.execute import Ran

#: Seconds; what takes less is not worth a teacher's time.
SLOW = 0.5
SHOWN = 3


class Slowness:
    """Collects how long cells took, over all submissions of a module."""

    def __init__(self) -> None:
        self._seconds: dict[str, list[float]] = defaultdict(list)

    def add(self, ran: Ran) -> None:
        cells = ran.notebook.get("cells", [])
        for index, seconds in ran.cell_seconds.items():
            if seconds >= SLOW / 10 and index < len(cells):
                self._seconds[_name(cells[index])].append(seconds)

    def summary(self) -> str:
        """The slowest cells by their median; empty where none is slow."""
        medians = {name: median(times) for name, times in self._seconds.items()}
        slow = sorted(((s, n) for n, s in medians.items() if s >= SLOW), reverse=True)
        return ", ".join(f"{name} ({seconds:.1f} s)" for seconds, name in slow[:SHOWN])


def _name(cell: dict[str, object]) -> str:
    """A graded cell's id; of other cells, how they begin."""
    first = source(cell).strip().partition("\n")[0]
    return str(grading(cell).get("grade_id") or f"`{first[:40]}`")
