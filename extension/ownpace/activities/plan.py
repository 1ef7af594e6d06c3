"""``plan``: when to study, laid over the calendar of the course."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from datetime import UTC, datetime
from typing import Any

import traitlets

from ownpace.activities import place
from ownpace.activities.coursework import Coursework, find_coursework
from ownpace.activities.habits import read_goal, read_habit
from ownpace.activities.page import Bundle
from ownpace.activities.saving import Saving
from ownpace.activities.study_pages import plan_page
from ownpace.activities.studying import Studying
from ownpace.activities.widget import Activity, script, style, told
from ownpace.course.model import Course
from ownpace.errors import ActivityError
from ownpace.study.ics import calendar_file
from ownpace.study.model import Plan, Study
from ownpace.study.outlook import Outlook, new_plan, outlook


@told
def plan(name: str) -> PlanWidget:
    """Ask for the days, the minutes and the goal of a learner's weeks, and lay what is left of the
    course over them. When the cell is run again, what is left then is laid anew. The plan stays on
    the learner's machine; only that one was saved is handed in.

    >>> plan("my-weeks")  # doctest: +SKIP
    """
    work = find_coursework(place.FOLDER)
    return PlanWidget(work, Saving(place.FOLDER, name, "plan"), datetime.now(UTC))


class PlanWidget(Activity):
    """The front end sends what its form holds; ``laid``, or ``refused`` and why, answers it."""

    _esm = script("plan.js")
    _css = style("study.css")

    form = traitlets.Dict(help="what the form holds, as last saved").tag(sync=True)
    laid = traitlets.Dict(help="what follows from it; empty until a plan is saved").tag(sync=True)
    refused = traitlets.Dict(help="a field of the form, and what is wrong with it").tag(sync=True)

    def __init__(self, work: Coursework, saving: Saving, now: datetime) -> None:
        self._work, self._saving = work, saving
        self._studying = Studying(work.folder, now)
        super().__init__(**self._shown(now))

    def page(self) -> Bundle:
        return plan_page(self._work.course, bool(self._saving.saved_at))

    def receive(self, content: Mapping[str, Any]) -> None:
        self.answer(content, datetime.now(UTC))

    def answer(self, form: Mapping[str, Any], now: datetime) -> None:
        """Save the plan and show what follows from it, or say what is wrong with the form."""
        try:
            habit = read_habit(form, self._work.course.timezone)
            goal = read_goal(form)
        except ActivityError as problem:
            self.show(refused={"field": problem.code, "message": problem.message})
            return
        self._look_again()
        made = new_plan(self._work.course, self._work.progress, habit, goal, now)
        self._save(made, now)
        self.show(**self._shown(now))

    def _look_again(self) -> None:
        """More may be done, and dates may have changed, since the cell was run."""
        try:
            self._work = find_coursework(place.FOLDER)
        except ActivityError:
            return  # its files are gone meanwhile: what was found before must do

    def _save(self, made: Plan, now: datetime) -> None:
        def with_plan(study: Study) -> Study:
            return study.model_copy(update={"plan": made})

        self._studying.revise(with_plan, now)
        if self._studying.saved:
            self._saving.revise(lambda _: ({}, True))

    def _shown(self, now: datetime) -> dict[str, Any]:
        kept = self._studying.study.plan
        notices = (self._saving.notice, self._studying.notice)
        return {
            "form": _form(kept) if kept else {},
            "laid": self._laid(kept, now) if kept else {},
            "refused": {},
            "saved_at": kept.saved.isoformat() if kept and self._studying.saved else "",
            "notice": " ".join(notice for notice in notices if notice),
        }

    def _laid(self, kept: Plan, now: datetime) -> dict[str, Any]:
        course = self._work.course
        return _laid(course, outlook(course, self._work.progress, kept, now), now)


def _form(kept: Plan) -> dict[str, Any]:
    habit = kept.habit
    return {
        "days": list(habit.days),
        "minutes": str(habit.minutes),
        "at": f"{habit.at:%H:%M}",
        "goal": kept.goal,
    }


def _laid(course: Course, found: Outlook, now: datetime) -> dict[str, Any]:
    return {
        "summary": found.summary,
        "so_far": found.so_far,
        "problems": list(found.problems),
        "entries": [asdict(entry) | {"at": entry.at.isoformat()} for entry in found.entries],
        "zone": found.plan.habit.zone,
        "ics": calendar_file(course, found.plan, now).decode(),
    }
