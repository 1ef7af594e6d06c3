"""The checks and the questions that most learners of a term missed, counted from its script."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from tests.support.term.material import ESSAY, POINTS, TITLES
from tests.support.term.worth import Pair, answers_of

TEXTS = {"one": "What is two and two?", "many": "Which are even?"}


def failing_checks(found: Iterable[Pair]) -> list[dict[str, Any]]:
    tried: Counter[tuple[str, str]] = Counter()
    failed: Counter[tuple[str, str]] = Counter()
    for best in (pair.best for pair in found if pair.best):
        for part, earned in best.parts.items():
            if part != ESSAY:
                tried[best.one.module, part] += 1
                failed[best.one.module, part] += (earned or 0) < POINTS[part]
    rows = [
        {
            "module": module,
            "id": f"{part}-check",
            "title": TITLES[part],
            "tried": tried[module, part],
            "failed": failed[module, part],
        }
        for module, part in tried
        if failed[module, part]
    ]
    return sorted(
        rows, key=lambda r: (-r["failed"] / r["tried"], -r["failed"], r["module"], r["id"])
    )


def failing_questions(found: Iterable[Pair]) -> list[dict[str, Any]]:
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for shown in (pair.shown for pair in found):
        for question, share, sure in answers_of(shown):
            about = {"module": shown.module, "quiz": shown.module, "id": question}
            about |= {"text": TEXTS[question], "answered": 0, "wrong": 0, "sure_and_wrong": 0}
            row = rows.setdefault((shown.module, question), about)
            row["answered"] += 1
            row["wrong"] += share < 1
            row["sure_and_wrong"] += sure and share < 1
    missed = [row for row in rows.values() if row["wrong"]]
    return sorted(missed, key=lambda row: _missed(row, "answered", "wrong"))


def _missed(row: Mapping[str, Any], tried: str, missed: str) -> tuple[Any, ...]:
    """What most of those who tried missed comes first, then what more people missed."""
    return -row[missed] / row[tried], -row[missed], row["module"], row["id"]
