"""A course in full swing: dates, paths, a plan, questions to review, meetings and announcements."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from ownpace.course import Course, Module, Rules
from ownpace.course.model import Announcement, Attempts, Late, Meeting, Resource, Support
from ownpace.progress import Progress, Record
from ownpace.store.layout import CourseFolder
from ownpace.store.progress import write_progress
from ownpace.study.model import Habit, Plan, Session, Study
from tests.support.learner import Notebook, code, lesson, module, publish, save, worked

TITLES = (
    *("Adding", "Doubling", "Halving", "Sharing"),
    *("Measuring", "Estimating", "Rounding", "Going on"),
)
DAY = timedelta(days=1)
QUIZ = {
    "format": 1,
    "quizzes": {
        "recall": {
            "title": "Recall",
            "questions": [
                {"id": f"q{n}", "kind": "number", "text": "One and one?", "answer": 2}
                for n in range(5)
            ],
        }
    },
}


def a_busy_course(root: Path, now: datetime) -> Path:
    """A course folder in bundle mode: the first of eight modules is complete, the second begun and
    due in 20 hours, with 30 minutes of it planned for today."""
    made = busy_course(now)
    publish(root, made)
    save(root, "adding", worked(lesson(), passed=["right", "parts"]))
    (root / "adding" / "quiz.json").write_text(json.dumps(QUIZ))
    save(root, "doubling", reviewing(worked(lesson(), passed=["right"])))
    steps = {step.id for step in made.modules[0].steps}
    complete = Record(started=True, cleared=True, complete=True, done=frozenset(steps))
    finished = complete.model_copy(update={"finished": dict.fromkeys(sorted(steps), now)})
    folder = CourseFolder(root)
    write_progress(folder.progress, Progress(modules={"adding": finished}))
    folder.study.write_text(Study(plan=plan(now)).model_dump_json())
    return root


def busy_course(now: datetime) -> Course:
    late = Late(grace=DAY, per_day=0.1, floor=0.5)
    return Course(
        revision=1,
        id="busy-1",
        title="Numbers at your own pace",
        timezone="Asia/Tokyo",
        rules=Rules(attempts=Attempts(limit=3), late=late, pass_score=0.6),
        support=Support(
            email="help@example.org", forum="https://forum.example.org/new?title={module}%20{step}"
        ),
        announcements=(Announcement(on=now - DAY, text="The office hour moves to Thursday."),),
        meetings=(Meeting(at=now + 3 * DAY, title="Office hour", minutes=45),),
        modules=tuple(_module(number, now) for number in range(len(TITLES))),
    )


def reviewing(notebook: Notebook) -> Notebook:
    """The notebook with a cell in which questions come back."""
    text = "from ownpace import review\n\nreview()"
    return {**notebook, "cells": [*notebook["cells"], code("again", text)]}


def plan(now: datetime) -> Plan:
    habit = Habit(days=("monday", "thursday"), minutes=30, zone="UTC")
    return Plan(
        habit=habit,
        saved=now - 2 * DAY,
        left={"adding": 60, "doubling": 60},
        sessions=(Session(module="doubling", start=now, minutes=30),),
    )


def _module(number: int, now: datetime) -> Module:
    title = TITLES[number]
    about: dict[str, Any] = {"title": title, "minutes": 60, "summary": f"{title}, step by step."}
    if number:
        about["requires"] = (TITLES[number - 1].lower().replace(" ", "-"),)
    if number == 1:
        about |= {"due": now + timedelta(hours=20), "closes": now + 30 * DAY}
        about["resources"] = (Resource(kind="link", href="https://example.org", title="A tour"),)
    if number == 2:
        about |= {"path": "support", "optional": True, "requires": ("adding",)}
    if number == 3:
        about |= {"path": "stretch", "optional": True, "requires": ("adding",)}
    return module(title.lower().replace(" ", "-"), lesson()).model_copy(update=about)
