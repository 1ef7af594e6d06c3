"""What the panel shows of a learner's studying, from one look at the desk."""

from __future__ import annotations

from datetime import datetime

from ownpace.progress.model import CourseState
from ownpace.server.desk import View
from ownpace.server.wire import Studying, Where
from ownpace.study.reminding import reminders
from ownpace.study.reviewing import waiting
from ownpace.study.tasks import minutes_left
from ownpace.study.week import done_in, planned_today, this_week
from ownpace.study.words import week_in_words


def studying(view: View, state: CourseState, now: datetime) -> Studying:
    """Touches no disk."""
    plan, review = view.studied.study.plan, view.findings.review
    # Without a plan nothing is reckoned: a course may have 200 modules.
    progress = view.recorded(now) if plan else view.progress
    week = this_week(plan, done_in(view.course, progress), now) if plan else None
    today = planned_today(plan, minutes_left(view.course, progress), now) if plan else ()
    return Studying(
        week=week_in_words(week.planned, week.done) if week else "",
        to_review=waiting(view.studied.cards, now) if review else 0,
        review=Where(module=review[0], cell=review[1]) if review else None,
        reminders=reminders(state, today, now),
    )
