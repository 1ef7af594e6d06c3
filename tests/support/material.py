"""A small class as a report sees it, built without any disk."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from ownpace.course.model import Course
from ownpace_graders.bridge import CheckScore, ModuleScore, Student
from ownpace_graders.questions import AskedQuestion
from ownpace_graders.report import Material, Report, reckon
from ownpace_graders.report.material import Response, Spoken, Work

NOW = datetime(2027, 2, 10, 12, tzinfo=UTC)
DAY = timedelta(days=1)
MODULES = ("one", "two", "three", "four")
EVIL = "<img src=x onerror=alert(1)></td><script>alert(2)</script>$x$"


def a_course(**rules: Any) -> Course:
    """Four modules, due a week after the other: the last one in the future."""
    modules = [
        {"id": name, "title": name.capitalize(), "due": NOW - (3 - 1.5 * place) * 7 * DAY}
        for place, name in enumerate(MODULES)
    ]
    return Course.model_validate(
        {"revision": 1, "id": "c", "title": "A course", "rules": rules, "modules": modules}
    )


def graded(
    learner: str, module: str, score: float, *, at: datetime = NOW - DAY, **more: Any
) -> Work:
    """Work that earned ``score`` of 10 points in two checks."""
    checks = tuple(
        CheckScore(id=f"check-{n}", notebook=module, kind="check", score=part, points=5)
        for n, part in enumerate((min(score, 5), max(score - 5, 0)))
    )
    manual = more.pop("needs_manual_grade", False)
    given = ModuleScore(
        learner=learner,
        module=module,
        score=score,
        max_score=10,
        needs_manual_grade=manual,
        at=at,
        checks=checks,
    )
    plain = {"attempts": 1, "newest": at, "score": given, "feedback": True}
    return Work(learner, module, **plain | more)


def told(*, sure: int | None = None, right: int = 0, misjudged: int = 0) -> Spoken:
    """Answers to a quiz: so many right ones, and so many that were sure and wrong."""
    good = [Response("quiz", f"r{n}", f"Right {n}?", True, True) for n in range(right)]
    bad = [Response("quiz", f"w{n}", f"Wrong {n}?", False, True) for n in range(misjudged)]
    return Spoken(sure, (*good, *bad))


def question(learner: str, arrived: datetime, number: int = 1) -> AskedQuestion:
    return AskedQuestion(
        number=number,
        course="c",
        module="one",
        learner=learner,
        name=learner,
        came_by="bundle",
        arrived=arrived,
        id=f"{number:032x}",
        at=arrived,
        text="Why?",
    )


def material(*work: Work, **more: Any) -> Material:
    points = {one.module: one.score.max_score for one in work if one.score}
    plain: dict[str, Any] = {"course": a_course(), "modules": MODULES, "points": points}
    return Material(course_id="c", work=work, **plain | more)


def an_evil_report() -> Report:
    """In which names, titles and texts try to act where they are shown."""
    course = a_course(feedback_within="P2D")
    titled = tuple(m.model_copy(update={"title": EVIL}) for m in course.modules)
    spoken = told(sure=1, misjudged=3)
    spoken = spoken._replace(responses=tuple(r._replace(text=EVIL) for r in spoken.responses))
    found = material(
        graded(EVIL, "one", 4, at=NOW - 9 * DAY, feedback=False)._replace(spoken=spoken),
        graded("ben", "two", 9),
        students={EVIL: Student(EVIL, EVIL, EVIL)},
        course=course.model_copy(update={"title": EVIL, "modules": titled}),
        titles={("one", "check-0"): EVIL},
        asked=(question("ben", NOW - 3 * DAY),),
    )
    return reckon(found, NOW)
