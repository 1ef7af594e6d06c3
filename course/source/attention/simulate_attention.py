"""Makes the two tables of the module *attention*: ``python simulate_attention.py``, in its folder.

Nobody was studied. The rules below are all that is in the tables, and you may change them.
"""

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

HERE = Path(__file__).parent
SEED = 2026

#: Interruptions an hour, and how long a session takes on average (minutes), by time of day.
TIMES = {"morning": (1.0, 40), "afternoon": (2.0, 50), "evening": (3.0, 60)}
EXERCISES_AN_HOUR = 9  #: whatever the time of day, and however many interruptions
STRAIN, STRAIN_EACH = 2.0, 0.6  #: felt strain without interruptions, and more for each

SCORE, SPREAD = 60.0, 8.0
PICTURES = 7.0  #: more points for everybody who is taught with pictures
MATCHED = 3.0  #: more points for whoever is taught as they prefer
PEOPLE = 40  #: in each of the four groups


def sessions() -> Iterable[Sequence[object]]:
    """An imaginary learner's log of 60 sessions on 30 days."""
    rng = np.random.default_rng(SEED)
    yield "day", "time", "minutes", "interruptions", "exercises", "strain"
    for number in range(60):
        time = str(rng.choice(list(TIMES)))
        an_hour, usual = TIMES[time]
        minutes = int(5 * round(rng.normal(usual, 15) / 5))
        minutes = min(max(minutes, 15), 100)
        interruptions = int(rng.poisson(an_hour * minutes / 60))
        exercises = int(rng.poisson(EXERCISES_AN_HOUR * minutes / 60))
        felt = STRAIN + STRAIN_EACH * interruptions + rng.normal(0, 0.7)
        strain = min(max(round(felt), 1), 7)
        yield number // 2 + 1, time, minutes, interruptions, exercises, strain


def styles() -> Iterable[Sequence[object]]:
    """160 imaginary people: what they prefer, how they were taught, and their score in a test."""
    rng = np.random.default_rng(SEED)
    yield "prefers", "taught", "score"
    for prefers in ("pictures", "words"):
        for taught in ("pictures", "words"):
            mean = SCORE + PICTURES * (taught == "pictures") + MATCHED * (taught == prefers)
            for score in rng.normal(mean, SPREAD, PEOPLE):
                yield prefers, taught, round(float(score), 1)


def write(folder: Path) -> None:
    """Write ``sessions.csv`` and ``styles.csv`` into ``folder``."""
    for name, rows in (("sessions", sessions()), ("styles", styles())):
        with (folder / f"{name}.csv").open("w", encoding="utf-8", newline="") as file:
            csv.writer(file, lineterminator="\n").writerows(rows)


if __name__ == "__main__":
    write(HERE)
