"""Makes ``answers.csv``: what twelve imaginary learners answered, and how sure they were.

Run ``python make_answers.py`` in this folder. The same numbers come out each time.
"""

import csv
from pathlib import Path
from random import Random

TOPICS = ("planning", "forgetting", "practice", "attention")
EACH = 5  #: questions about each topic
SURE = (20, 40, 60, 80, 100)  #: percent, as learners could say it

#: How often each learner is right in the long run (percent), and by how much they feel more sure
#: than that.
LEARNERS = {
    "Amara": (75, 0),
    "Bao": (55, 20),
    "Chidi": (70, 10),
    "Dalia": (85, -20),
    "Elif": (60, 15),
    "Farid": (50, 30),
    "Goran": (65, 5),
    "Hana": (80, 5),
    "Ines": (45, 20),
    "Jun": (70, -5),
    "Kofi": (60, 10),
    "Leila": (65, 20),
}


def rows(random: Random) -> list[tuple[str, str, int, int]]:
    """Learner, topic, how sure (percent), and 1 for a right answer or 0."""
    return [
        (learner, topic, *answer(random, skill, excess))
        for learner, (skill, excess) in LEARNERS.items()
        for topic in TOPICS
        for _ in range(EACH)
    ]


def answer(random: Random, skill: float, excess: float) -> tuple[int, int]:
    """One question: it may be easy or hard, and the feeling follows that only in part."""
    chance = skill + random.gauss(0, 20)
    right = 100 * random.random() < chance
    feeling = chance + excess + random.gauss(0, 15)
    return min(SURE, key=lambda sure: abs(sure - feeling)), int(right)


def write(path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(("learner", "topic", "sure", "right"))
        writer.writerows(rows(Random(2026)))


if __name__ == "__main__":
    write(Path(__file__).with_name("answers.csv"))
