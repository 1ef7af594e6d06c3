"""Makes ``questions.csv`` and ``replies.csv``: the forum of an imaginary course.

Run ``python make_forum.py`` in this folder. The same numbers come out each time.
"""

import csv
from collections.abc import Iterable
from pathlib import Path
from random import Random

#: How readily each person helps others.
PEOPLE = {
    "Amara": 9,
    "Bao": 1,
    "Chidi": 2,
    "Dalia": 6,
    "Elif": 1,
    "Farid": 1,
    "Goran": 2,
    "Hana": 1,
    "Ines": 3,
    "Jun": 1,
    "Kofi": 4,
    "Leila": 1,
    "Mateo": 1,
    "Nia": 0,
    "Omar": 1,
    "Priya": 2,
}
MODULES = ("plan", "forgetting", "practice", "attention", "calibration")
QUESTIONS = 60

#: By whether a question said what was tried: the chances of 0, 1, 2 and 3 replies (percent), and
#: how many hours a reply takes on average.
HELPED = {"yes": ((5, 50, 30, 15), 9), "no": ((40, 45, 15, 0), 26)}


def questions(random: Random) -> list[tuple[str, str, str, str]]:
    """Id, who asked, about which module, and whether it said what was tried."""
    return [
        (
            f"q{number:02}",
            random.choice(list(PEOPLE)),
            random.choice(MODULES),
            random.choice(("yes", "no")),
        )
        for number in range(1, QUESTIONS + 1)
    ]


def replies(random: Random, question: str, asker: str, tried: str) -> list[tuple[str, str, float]]:
    """Id of the question, who replied, and after how many hours; nobody replies to themselves."""
    chances, hours = HELPED[tried]
    (count,) = random.choices(range(len(chances)), chances)
    willing = {person: weight for person, weight in PEOPLE.items() if person != asker}
    waits = sorted(round(random.expovariate(1 / hours), 1) for _ in range(count))
    authors = random.choices(list(willing), list(willing.values()), k=count)
    return [
        (question, *reply)
        for reply in zip(authors, (round(wait, 1) for wait in waits), strict=True)
    ]


def write(folder: Path) -> None:
    random = Random(2027)
    asked = questions(random)
    _table(folder / "questions.csv", ("question", "asker", "module", "tried"), asked)
    given = [
        reply for name, asker, _, tried in asked for reply in replies(random, name, asker, tried)
    ]
    _table(folder / "replies.csv", ("question", "author", "hours"), given)


def _table(path: Path, columns: tuple[str, ...], rows: Iterable[tuple[object, ...]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(columns)
        writer.writerows(rows)


if __name__ == "__main__":
    write(Path(__file__).parent)
