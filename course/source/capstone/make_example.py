"""Makes ``example_log.csv`` and ``example_minutes.csv``: the log of an imaginary learner.

Run ``python make_example.py`` in this folder. The same numbers come out each time.
"""

import csv
from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import NamedTuple


class Part(NamedTuple):
    """A module: planned and real minutes (None: not noted down), the day of the course on which
    it was begun, how many questions its quizzes had, and the chance to be right at once."""

    planned: int
    real: int | None
    day: int
    questions: int
    chance: float


MODULES = {
    "welcome": Part(45, 40, 0, 9, 0.85),
    "plan": Part(60, 75, 5, 11, 0.75),
    "forgetting": Part(60, 95, 11, 13, 0.65),
    "practice": Part(60, 80, 19, 14, 0.6),
    "attention": Part(60, None, 27, 13, 0.7),
    "calibration": Part(70, 100, 33, 15, 0.6),
    "together": Part(70, 85, 40, 16, 0.75),
}
START = datetime(2027, 1, 11, tzinfo=UTC)
TOGETHER = 4  #: questions of one quiz, which share their time
HOURS = (8, 13, 18, 19, 20, 21, 22)
SURE = ("guessing", "unsure", "sure")


def rows(random: Random) -> Iterable[tuple[str, str, int, str, str]]:
    """Module, question, how many misses, how sure ("": not asked), and when."""
    for module, part in MODULES.items():
        day = part.day
        for number in range(part.questions):
            if number % TOGETHER == 0:
                at = START + timedelta(days=day, hours=random.choice(HOURS))
                at += timedelta(minutes=random.randrange(60))
                day += random.choice((0, 1, 1, 2))
            right = random.random() < part.chance - 0.1 * (at.hour >= 21)
            misses = 0 if right else random.choice((1, 1, 2))
            sure = "" if module == "welcome" else feeling(random, right)
            yield module, f"{module}-{number + 1:02}", misses, sure, f"{at:%Y-%m-%dT%H:%M:%S}"


def feeling(random: Random, right: bool) -> str:
    """The surer, the more often right, but not as often as one would like; some say nothing."""
    if random.random() < 0.1:
        return ""
    (sure,) = random.choices(SURE, (1, 3, 6) if right else (3, 4, 3))
    return sure


def write(folder: Path) -> None:
    log = rows(Random(12))
    _table(folder / "example_log.csv", ("module", "question", "misses", "sure", "at"), log)
    minutes = [
        (name, part.planned, "" if part.real is None else part.real)
        for name, part in MODULES.items()
    ]
    _table(folder / "example_minutes.csv", ("module", "planned", "real"), minutes)


def _table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    write(Path(__file__).parent)
