"""What holds for every course and every learner."""

from __future__ import annotations

import random
from functools import reduce

from hypothesis import given
from hypothesis import strategies as st

from ownpace.course import Course
from ownpace.progress import CourseState, Evidence, Progress, course_state, recorded
from ownpace.progress.model import Record
from tests.support.states import DAY, NOW, all_right, chain, evidence_of, histories, module

History = tuple[Course, list[dict[str, Evidence]]]


def after(course: Course, moments: list[dict[str, Evidence]]) -> Progress:
    return reduce(lambda progress, seen: recorded(course, seen, progress, NOW), moments, Progress())


def opened(state: CourseState) -> set[str]:
    return {m.id for m in state.modules if m.access.kind == "open"}


def together(one: Evidence, other: Evidence) -> Evidence:
    return Evidence(
        fetched=one.fetched or other.fetched,
        touched=one.touched or other.touched,
        passed=one.passed | other.passed,
        answered=one.answered | other.answered,
        attempts=one.attempts + other.attempts,
    )


@given(histories(), st.data())
def test_doing_more_never_locks_anything(history: History, data: st.DataObject) -> None:
    """Whatever a learner does next, what was open stays open."""
    course, moments = history
    progress, seen = after(course, moments), moments[-1]
    more = {m.id: together(seen[m.id], data.draw(evidence_of(m))) for m in course.modules}
    before = course_state(course, seen, progress, NOW)
    assert opened(before) <= opened(course_state(course, more, progress, NOW))


@given(histories())
def test_running_a_cell_again_never_locks_anything(history: History) -> None:
    """Once recorded, checks that fail on a second run, or vanish, change neither locks, nor done
    steps, nor completion."""
    course, moments = history
    seen = moments[-1]
    progress = after(course, moments)
    fails = {k: e.model_copy(update={"passed": frozenset()}) for k, e in seen.items()}
    before = course_state(course, seen, progress, NOW)
    again = course_state(course, fails, recorded(course, fails, progress, NOW), NOW)
    assert opened(before) <= opened(again)
    for old, new in zip(before.modules, again.modules, strict=True):
        assert {s.id for s in old.steps if s.done} <= {s.id for s in new.steps if s.done}
        assert old.work.kind != "complete" or new.work.kind == "complete"


@given(histories(), st.randoms(use_true_random=False))
def test_no_order_of_events_loses_completion(history: History, rng: random.Random) -> None:
    """However the same moments are ordered, the same checks, answers and steps are recorded, and
    no module that is complete at some moment is incomplete at the end."""
    course, moments = history
    shuffled = rng.sample(moments, len(moments))
    one, other = after(course, moments), after(course, shuffled)
    for module_id in one.modules:
        a, b = one.modules[module_id], other.modules[module_id]
        assert (a.started, a.passed, a.answered, a.done) == (
            b.started,
            b.passed,
            b.answered,
            b.done,
        )
    for cut in range(1, len(shuffled) + 1):
        past = after(course, shuffled[:cut])
        assert complete(past) <= complete(other)


def complete(progress: Progress) -> set[str]:
    return {module_id for module_id, record in progress.modules.items() if record.complete}


@given(histories())
def test_recording_twice_records_nothing_new(history: History) -> None:
    """Recording is idempotent, and what is computed without recording is what recording gives."""
    course, moments = history
    progress = after(course, moments)
    assert recorded(course, moments[-1], progress, NOW + DAY) == progress
    state = course_state(course, moments[-1], progress, NOW)
    assert state == course_state(course, moments[-1], recorded(course, {}, progress, NOW), NOW)


@given(st.integers(1, 8), st.data())
def test_sequential_opens_exactly_the_chain(length: int, data: st.DataObject) -> None:
    """Under `sequential`, with k modules complete from the first, exactly the k + 1 first are
    open."""
    made = chain(*(module(f"m{n}") for n in range(length)))
    k = data.draw(st.integers(0, length))
    seen = {m.id: all_right(m) for m in made.modules[:k]}
    state = course_state(made, seen, Progress(), NOW)
    assert [m.access.kind == "open" for m in state.modules] == [n <= k for n in range(length)]


@given(histories())
def test_the_sum_is_between_nothing_and_all(history: History) -> None:
    """The share done is between 0 and 1, and 1 only when every required module is complete or has
    all its steps done."""
    course, moments = history
    state = course_state(course, moments[-1], after(course, moments), NOW)
    assert 0 <= state.fraction <= 1
    assert state.modules_complete <= state.modules_total
    unfinished = [
        m
        for m in state.modules
        if not m.optional and m.work.kind != "complete" and not all(s.done for s in m.steps)
    ]
    assert (state.fraction < 1) or not unfinished


def test_when_a_step_was_finished_is_kept() -> None:
    """The first time that it was seen done; steps from a record that knew no dates have none."""
    one, other = module("one"), module("other")
    made, step = chain(one, other), one.steps[0].id
    old = Progress.model_validate_json('{"format":1,"modules":{"other":{"done":["other-step"]}}}')
    seen = {"one": all_right(one), "other": all_right(other)}
    progress = recorded(made, seen, recorded(made, seen, old, NOW), NOW + DAY)
    assert progress.modules["one"].finished == {step: NOW}
    assert progress.modules["other"].finished == {}
    assert progress.format == 2


def test_a_record_of_a_module_that_left_the_course_is_kept() -> None:
    """Nothing recorded is dropped when the course file changes."""
    old = Progress(modules={"gone": Record(started=True)})
    assert recorded(chain(module("new")), {}, old, NOW).modules["gone"].started
