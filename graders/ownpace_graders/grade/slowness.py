"""Which cells of a module make its grading slow."""

from __future__ import annotations

from collections import Counter, defaultdict
from statistics import median

from ownpace.course.outline import grading, source
from ownpace_graders.execute import Ran
from ownpace_graders.lines import SlowCell

#: Seconds; what takes less is not worth a teacher's time.
SLOW = 0.5
SHOWN = 3


class Slowness:
    """Collects how long cells took, over all submissions of a module."""

    def __init__(self, module: str) -> None:
        self._module = module
        self._seconds: dict[tuple[str, str], list[float]] = defaultdict(list)
        self._runs: Counter[str] = Counter()

    def add(self, ran: Ran) -> None:
        notebook = ran.key.rpartition("/")[2]
        cells = ran.notebook.get("cells", [])
        self._runs[notebook] += 1
        for index, seconds in ran.cell_seconds.items():
            if index < len(cells):
                self._seconds[notebook, _name(cells[index])].append(seconds)

    def slowest(self) -> tuple[SlowCell, ...]:
        """Those whose median is slow, slowest first. What less than half of the submissions have
        is a learner's own cell, and no matter of the module."""
        found = [
            SlowCell(module=self._module, cell=name, seconds=median(times), longest=max(times))
            for (notebook, name), times in self._seconds.items()
            if 2 * len(times) >= self._runs[notebook]
        ]
        slow = [cell for cell in found if cell.seconds >= SLOW]
        return tuple(sorted(slow, key=lambda cell: -cell.seconds)[:SHOWN])


def _name(cell: dict[str, object]) -> str:
    """A graded cell's id; of other cells, how they begin."""
    first = source(cell).strip().partition("\n")[0]
    return str(grading(cell).get("grade_id") or f"`{first[:40]}`")
