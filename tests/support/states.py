"""Courses and evidence to try the state on, and the hypothesis strategies that make them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import strategies as st

from ownpace.course import Check, Course, Module, Step
from ownpace.course.model import CompleteWhen
from ownpace.progress.model import Attempt, Evidence

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
DAY = timedelta(days=1)


def check(check_id: str) -> Check:
    return Check(id=check_id, title=check_id, points=1, checksum="0")


def step(step_id: str, *, checks: int = 0, activities: int = 0) -> Step:
    return Step(
        id=step_id,
        title=step_id.title(),
        checks=tuple(check(f"{step_id}-check-{n}") for n in range(checks)),
        activities=tuple(f"{step_id}-activity-{n}" for n in range(activities)),
    )


def module(module_id: str, **changes: object) -> Module:
    """A released module of one step with one check, unless ``changes`` say otherwise."""
    plain = {
        "id": module_id,
        "title": module_id.title(),
        "released": True,
        "steps": (step(f"{module_id}-step", checks=1),),
    }
    return Module.model_validate({**plain, **changes})


def chain(*modules: Module) -> Course:
    """A sequential course: each module requires the one before, as compiling resolves it."""
    linked = [modules[0]]
    linked += [
        after.model_copy(update={"requires": after.requires or (before.id,)})
        for before, after in pairwise(modules)
    ]
    return course(*linked)


def course(*modules: Module, **changes: object) -> Course:
    return Course.model_validate(
        {"revision": 1, "id": "c", "title": "C", "modules": modules, **changes}
    )


def all_right(one: Module) -> Evidence:
    """Everything in a module passed, answered and handed in."""
    return Evidence(
        fetched=True,
        touched=True,
        passed=frozenset(c.id for s in one.steps for c in s.checks),
        answered=frozenset(a for s in one.steps for a in s.activities),
        attempts=(Attempt(at=NOW - DAY, score=1, max_score=1),),
    )


@st.composite
def courses(draw: st.DrawFn) -> Course:
    """Courses of up to five modules, sequential or with requirements that point backwards."""
    count = draw(st.integers(1, 5))
    modules: list[Module] = []
    for n in range(count):
        earlier = [m.id for m in modules]
        requires = draw(st.lists(st.sampled_from(earlier), unique=True)) if earlier else []
        modules.append(draw(_modules(f"m{n}", tuple(requires))))
    return course(*modules)


@st.composite
def _modules(draw: st.DrawFn, module_id: str, requires: tuple[str, ...]) -> Module:
    steps = tuple(
        step(f"{module_id}-{n}", checks=draw(st.integers(0, 2)), activities=draw(st.integers(0, 1)))
        for n in range(draw(st.integers(1, 3)))
    )
    rule = CompleteWhen(
        steps=draw(st.booleans()),
        checks=draw(st.none() | st.sampled_from([0.5, 1.0])),
        submitted=draw(st.booleans()),
        score=draw(st.none() | st.just(0.6)),
    )
    opens = draw(st.none() | st.just(NOW - DAY) | st.just(NOW + DAY))
    return module(
        module_id,
        requires=requires,
        steps=steps,
        complete_when=rule,
        opens=opens,
        optional=draw(st.booleans()),
        released=draw(st.sampled_from([True, True, True, False])),
    )


@st.composite
def evidence_of(draw: st.DrawFn, one: Module) -> Evidence:
    """Some of what a learner could have done in a module."""
    checks = [c.id for s in one.steps for c in s.checks]
    activities = [a for s in one.steps for a in s.activities]
    scores = st.none() | st.sampled_from([0.0, 0.5, 1.0])
    attempts = st.builds(
        lambda hours, score: Attempt(at=NOW - timedelta(hours=hours), score=score, max_score=1),
        st.integers(0, 100),
        scores,
    )
    return Evidence(
        fetched=draw(st.booleans()),
        touched=draw(st.booleans()),
        passed=frozenset(draw(st.lists(st.sampled_from(checks)))) if checks else frozenset(),
        answered=frozenset(draw(st.lists(st.sampled_from(activities))))
        if activities
        else frozenset(),
        attempts=tuple(draw(st.lists(attempts, max_size=2))),
    )


@st.composite
def histories(draw: st.DrawFn) -> tuple[Course, list[dict[str, Evidence]]]:
    """A course, and what its files showed at several moments, in any order."""
    made = draw(courses())
    moments = st.fixed_dictionaries({m.id: evidence_of(m) for m in made.modules})
    return made, draw(st.lists(moments, min_size=1, max_size=4))
