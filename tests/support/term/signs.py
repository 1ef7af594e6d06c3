"""Who may need help, by the table in docs/teacher.md, and in which words."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from tests.support.term.calendar import Week, moment

PASS = 0.6
SURE = {1: "not at all", 2: "a little"}


def signs_of(
    row: Mapping[str, Any], left: Sequence[Week], asked: datetime | None, now: datetime
) -> list[dict[str, str]]:
    """``left``: what can still be handed in; ``asked``: when the oldest open question came."""
    found = [*_missing(row, left, now), *_scores(row), *_late(row), *_answers(row)]
    if asked and now - asked > timedelta(days=2):
        days = (now - asked).days
        found.append(
            (
                "waits_for_a_reply",
                f"Asked {_count(days, 'day')} ago, and has no reply within 2 days.",
            )
        )
    return [{"rule": rule, "says": says} for rule, says in found]


def _missing(
    row: Mapping[str, Any], left: Sequence[Week], now: datetime
) -> Iterator[tuple[str, str]]:
    missing = row["missing"]
    due = f"{_and(missing)} {'is' if len(missing) == 1 else 'are'} past due"
    if missing and not row["modules"]:
        yield "nothing_handed_in", f"Nothing was handed in yet, and {due}."
    if len(missing) > 1 and row["modules"]:
        yield "modules_missing", f"{due} and not handed in."
    is_open = [week.module for week in left if moment(week.opens, "00:00") <= now]
    if row["last"] and row["days_since"] >= 14 and is_open:
        ago = _count(row["days_since"], "day")
        yield "gone_quiet", f"The last hand-in was {ago} ago, and {is_open[0]} is open."


def _scores(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    final = sorted(
        (e for e in row["modules"] if e["score"] is not None and not e["needs_manual_grade"]),
        key=lambda entry: entry["newest"],
    )
    newest = final[-2:]
    if len(newest) == 2 and all(_share(entry) < PASS for entry in newest):
        scores = _and([f"{entry['module']} ({_percent(entry)})" for entry in newest])
        yield "low_scores", f"The last 2 scores are under 60%: {scores}."
    stuck = [e for e in final if e["attempts"] >= 4 and _share(e) < PASS]
    if stuck:
        told = _and([f"{e['module']} ({e['attempts']} attempts, {_percent(e)})" for e in stuck])
        yield "many_attempts", f"Tries again and again without passing: {told}."


def _late(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    if len(row["late"]) >= 3:
        yield "often_late", f"Late in {len(row['late'])} modules: {_and(row['late'])}."


def _answers(row: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    told = sorted((e for e in row["modules"] if e["sure"]), key=lambda entry: entry["newest"])
    if told and told[-1]["sure"] <= 2:
        said, module = SURE[told[-1]["sure"]], told[-1]["module"]
        yield (
            "low_confidence",
            f"In the check-in of {module}: “{said}” sure to be able to explain it.",
        )
    wrong = [e for e in row["modules"] if e["sure_and_wrong"]]
    total = sum(entry["sure_and_wrong"] for entry in wrong)
    if total >= 3:
        where = _and([entry["module"] for entry in wrong])
        yield "sure_and_wrong", f"Was sure of {total} quiz answers that are wrong, in {where}."


def _share(entry: Mapping[str, Any]) -> float:
    return float(entry["score"] / entry["max_score"])


def _percent(entry: Mapping[str, Any]) -> str:
    return f"{round(100 * _share(entry), 1):g}%"


def _count(number: int, noun: str) -> str:
    return f"{number} {noun}{'' if number == 1 else 's'}"


def _and(names: Sequence[str]) -> str:
    return " and ".join(filter(None, (", ".join(names[:-1]), *names[-1:])))
