"""The report of a term, counted from its script: every figure, by other means than the kit's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from statistics import median
from typing import Any

from tests.support.term.calendar import LONDON, WEEKS, Week, last_second
from tests.support.term.failing import failing_checks, failing_questions
from tests.support.term.learners import LEARNERS, Learner
from tests.support.term.material import COURSE, POINTS, TITLE, WEIGHTS, parts_in
from tests.support.term.plan import SITTINGS, HandIn, sitting_of
from tests.support.term.queue import PROMISE, Numbers, open_questions, waiting
from tests.support.term.signs import signs_of
from tests.support.term.worth import Marks, Pair, answers_of


def counted_report(sitting: int, numbers: Numbers) -> dict[str, Any]:
    """What ``ownpace report --json`` should say at the end of a sitting, times and spans as Python
    has them. ``numbers`` are those by which the teacher was told to answer questions."""
    marks, now = Marks(sitting), SITTINGS[sitting]
    found = marks.pairs()
    learners = [_learner(one, found, marks) for one in sorted(LEARNERS, key=lambda one: one.id)]
    entries = {(row["id"], one["module"]): one for row in learners for one in row["modules"]}
    return {
        "format": 1,
        "course": COURSE,
        "title": TITLE,
        "at": now,
        "timezone": LONDON,
        "language": "en",
        "anonymous": False,
        "feedback_within": PROMISE,
        "roster_problem": "",
        "modules": [_module(week, learners) for week in WEEKS],
        "learners": learners,
        "checks": failing_checks(found.values()),
        "questions": failing_questions(found.values()),
        "waiting": waiting(found, entries, sitting, numbers),
    }


def _entry(pair: Pair, marks: Marks) -> dict[str, Any]:
    newest, shown, best = pair.newest, pair.shown, pair.best
    wrong = [sure and share < 1 for _, share, sure in answers_of(shown)]
    late = bool(pair.counting) and shown.at > marks.due(shown.learner.id, shown.week)
    return {
        "module": newest.module,
        "attempts": len(pair.all),
        "uncounted": pair.uncounted,
        "newest": newest.at,
        "counted": shown.at if pair.counting else None,
        "score": best and best.score,
        "max_score": best and sum(POINTS[part] for part in parts_in(newest.module)),
        "late_penalty": best.penalty if best else 0.0,
        "late": late,
        "outdated": bool(pair.counting and best and best.penalty) and not late,
        "graded": pair.is_settled,
        "needs_manual_grade": best is not None and best.waits,
        "problem": _problem(newest),
        "feedback": pair.is_settled and sitting_of(newest.at) < len(SITTINGS) - 1,
        "sure": shown.work.confident,
        "sure_and_wrong": sum(wrong),
    }


def _problem(one: HandIn) -> str:
    if not one.work.broken:
        return ""
    next_ = "Ask the learner to save it in JupyterLab and hand it in again."
    return f"{one.module}.ipynb is not a notebook: it is not JSON. {next_}"


def _learner(
    learner: Learner, found: Mapping[tuple[str, str], Pair], marks: Marks
) -> dict[str, Any]:
    now, me = SITTINGS[marks.sitting], learner.id
    mine = [found[me, week.module] for week in WEEKS if (me, week.module) in found]
    entries = [_entry(pair, marks) for pair in mine]
    counting = {pair.newest.module for pair in mine if pair.counting}
    owed = [week for week in WEEKS if week.module not in counting]
    closed = [week.module for week in owed if marks.closes(me, week) < now]
    left = [week for week in owed if week.module not in closed]
    more = {week.module: marks.more_time(me, week) for week in WEEKS}
    last = max((one.at for pair in mine for one in pair.all), default=None)
    asked = [one.at for one in open_questions(marks.sitting) if one.learner == learner]
    row = {
        "id": learner.id,
        "first_name": learner.first,
        "last_name": learner.last,
        "email": learner.mail,
        "lms_id": learner.number,
        "modules": entries,
        "at": left[0].module if left else "",
        "share": _share(entries, closed),
        "attempts": sum(entry["attempts"] for entry in entries),
        "late": [entry["module"] for entry in entries if entry["late"]],
        "missing": [week.module for week in owed if marks.due(me, week) < now],
        "last": last,
        "days_since": (now - last).days if last else None,
        "open_questions": len(asked),
        "more_time": {module: span for module, span in more.items() if span},
    }
    return row | {"may_need_help": signs_of(row, left, min(asked, default=None), now)}


def _share(entries: Iterable[Mapping[str, Any]], lost: Sequence[str]) -> float | None:
    """The mean of what is final, as modules weigh; what closed without work is nothing."""
    known = {
        entry["module"]: entry["score"] / entry["max_score"]
        for entry in entries
        if entry["score"] is not None and not entry["needs_manual_grade"]
    }
    shares = dict.fromkeys(lost, 0.0) | known
    if not shares:
        return None
    return sum(WEIGHTS[m] * one for m, one in shares.items()) / sum(WEIGHTS[m] for m in shares)


def _module(week: Week, learners: Iterable[Mapping[str, Any]]) -> dict[str, Any]:
    rows = list(learners)
    entries = [e for row in rows for e in row["modules"] if e["module"] == week.module]
    shares = [e["score"] / e["max_score"] for e in entries if e["score"] is not None]
    sure = [e["sure"] for e in entries if e["sure"]]
    return {
        "id": week.module,
        "title": week.module.title(),
        "due": last_second(week.due),
        "closes": last_second(week.closes),
        "optional": False,
        "max_score": sum(POINTS[part] for part in parts_in(week.module)),
        "weight": WEIGHTS[week.module],
        "handed_in": sum(e["counted"] is not None for e in entries),
        "late": sum(e["late"] for e in entries),
        "missing": sum(week.module in row["missing"] for row in rows),
        "attempts": sum(e["attempts"] for e in entries),
        "middle": median(shares) if shares else None,
        "sure": float(median(sure)) if sure else None,
    }
