"""The four facets of a module, one promise a test."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from ownpace.course.model import Attempts, CompleteWhen, Late, Rules
from ownpace.progress import Evidence, Progress, course_state
from ownpace.progress.late import share_kept
from ownpace.progress.model import Attempt, ModuleState, Record
from tests.support.states import DAY, NOW, all_right, chain, course, module, step

HOUR = timedelta(hours=1)
STARTED = Evidence(fetched=True)


def only(state_of: object, **seen: Evidence) -> ModuleState:
    """The state of a course's only module."""
    made = course(module("m", **(state_of if isinstance(state_of, dict) else {})))
    return course_state(made, seen, Progress(), NOW).modules[0]


class TestAccess:
    def test_a_locked_module_says_what_unlocks_it(self) -> None:
        """The reason names the modules to complete first."""
        made = chain(module("welcome"), module("plan"))
        locked = course_state(made, {}, Progress(), NOW).modules[1].access
        assert locked.kind == "locked"
        assert locked.reason == "Complete “Welcome” first."
        assert locked.waits_for == ("welcome",)

    def test_a_module_that_opens_later_says_when(self) -> None:
        """The date is in the course's zone, which is named."""
        access = only({"opens": NOW + 3 * DAY}).access
        assert (access.kind, access.reason) == (
            "locked",
            "Opens Monday 18 January 2027, 12:00 (UTC).",
        )

    def test_in_free_order_everything_is_open(self) -> None:
        """Without requirements nothing waits."""
        state = course_state(course(module("a"), module("b")), {}, Progress(), NOW)
        assert [m.access.kind for m in state.modules] == ["open", "open"]

    def test_what_was_started_stays_open(self) -> None:
        """A requirement added mid-term does not lock a module that somebody works on."""
        made = chain(module("a"), module("b"))
        state = course_state(made, {"b": STARTED}, Progress(), NOW)
        assert state.modules[1].access.kind == "open"

    def test_after_it_closes_nothing_counts_and_nobody_is_blocked(self) -> None:
        """A closed module says so, and what requires it opens."""
        made = chain(module("a", closes=NOW - HOUR), module("b"))
        first, second = course_state(made, {}, Progress(), NOW).modules
        assert first.access.kind == "closed"
        assert first.time.kind == "closed"
        assert "nothing more counts" in first.access.reason
        assert second.access.kind == "open"

    def test_a_module_not_released_yet_is_locked(self) -> None:
        """The learner is told whom it waits for."""
        assert "not released" in only({"released": False}).access.reason

    def test_nobody_waits_for_a_grade(self) -> None:
        """A module that completes by score unlocks the next once it is handed in."""
        rule = CompleteWhen(steps=True, score=0.6)
        made = chain(module("a", complete_when=rule), module("b"))
        seen = all_right(made.modules[0])
        seen = seen.model_copy(update={"attempts": (Attempt(at=NOW),)})
        first, second = course_state(made, {"a": seen}, Progress(), NOW).modules
        assert first.work.kind == "in progress"
        assert second.access.kind == "open"

    def test_an_optional_module_blocks_nobody(self) -> None:
        """Only what is required is waited for."""
        made = course(module("a"), module("side", optional=True), module("b", requires=("a",)))
        state = course_state(made, {"a": all_right(made.modules[0])}, Progress(), NOW)
        assert state.modules[2].access.kind == "open"
        assert state.modules_total == 2

    def test_a_support_module_is_offered_by_a_low_score(self) -> None:
        """Offered, not forced: it is marked, and the rest stays as it was."""
        made = course(module("a"), module("help", optional=True, requires=("a",), offer_below=0.6))
        for score, offered in ((0.5, True), (0.6, False), (None, False)):
            attempt = Attempt(at=NOW, score=score, max_score=1)
            seen = all_right(made.modules[0]).model_copy(update={"attempts": (attempt,)})
            state = course_state(made, {"a": seen}, Progress(), NOW)
            assert state.modules[1].offered is offered

    def test_a_support_module_may_help_with_a_later_one(self) -> None:
        """It is open from the first on, and offered for the scores of those that it names."""
        help_ = module("help", optional=True, requires=("a",), offer_below=0.6)
        help_ = help_.model_copy(update={"offer_after": ("a", "b")})
        made = course(module("a"), help_, module("b", requires=("a",)))
        low = (Attempt(at=NOW, score=0.5, max_score=1),)
        seen = {"a": all_right(made.modules[0]), "b": Evidence(fetched=True, attempts=low)}
        shown = course_state(made, seen, Progress(), NOW).modules[1]
        assert (shown.access.kind, shown.offered) == ("open", True)
        assert not course_state(made, {"a": seen["a"]}, Progress(), NOW).modules[1].offered

    def test_an_offer_stands_as_long_as_it_can_be_taken(self) -> None:
        """Neither a module that is complete nor one that has closed is suggested any more."""
        poor = (Attempt(at=NOW, score=0.1, max_score=1),)
        for changes, share in (({}, 1), ({"closes": NOW - DAY}, 0)):
            helpful = module("help", optional=True, requires=("a",), offer_below=0.6, **changes)
            made = course(module("a"), helpful)
            first = all_right(made.modules[0]).model_copy(update={"attempts": poor})
            seen = {"a": first} | ({"help": all_right(made.modules[1])} if share else {})
            assert not course_state(made, seen, Progress(), NOW).modules[1].offered


class TestWork:
    def test_a_step_is_done_by_its_checks_and_activities(self) -> None:
        """Both are needed; either alone is in progress."""
        steps = (step("s", checks=2, activities=1),)
        checks, answer = frozenset({"s-check-0", "s-check-1"}), frozenset({"s-activity-0"})
        for passed, answered, done in (
            (checks, answer, True),
            (checks, frozenset[str](), False),
            (frozenset({"s-check-0"}), answer, False),
        ):
            seen = Evidence(fetched=True, passed=passed, answered=answered)
            state = only({"steps": steps}, m=seen)
            assert state.steps[0].done is done
            assert (state.work.kind == "complete") is done

    def test_a_step_without_either_is_done_when_ticked(self) -> None:
        """Only the learner can say that reading is done."""
        made = course(module("m", steps=(step("read"),)))
        progress = Progress(modules={"m": Record(started=True, ticked=frozenset({"read"}))})
        assert not course_state(made, {"m": STARTED}, Progress(), NOW).modules[0].steps[0].done
        assert course_state(made, {"m": STARTED}, progress, NOW).modules[0].work.kind == "complete"

    def test_what_is_missing_is_said_in_words(self) -> None:
        """Before handing in, a learner reads what is left."""
        steps = (step("draw", checks=2, activities=1), step("read"))
        rule = CompleteWhen(steps=True, submitted=True)
        seen = Evidence(fetched=True, passed=frozenset({"draw-check-0"}))
        state = only({"steps": steps, "complete_when": rule}, m=seen)
        assert state.work.missing == (
            "“Draw”: 1 check to pass and 1 answer to give.",
            "“Read”: tick it when you have read it.",
        )

    def test_a_share_of_the_checks_can_be_enough(self) -> None:
        """`checks: 50%` counts checks, not steps."""
        steps = (step("a", checks=2), step("b"))
        rule = CompleteWhen(checks=0.5)
        seen = Evidence(fetched=True, passed=frozenset({"a-check-0"}))
        state = only({"steps": steps, "complete_when": rule}, m=seen)
        assert state.work.kind == "complete"


class TestHandIn:
    def test_the_best_attempt_counts_unless_the_last_does(self) -> None:
        """`keep` decides the score; the newest attempt decides the rest."""
        attempts = (
            Attempt(at=NOW - DAY, score=8, max_score=10, feedback=("one.html",)),
            Attempt(at=NOW, score=5, max_score=10, feedback=("two.html",)),
        )
        seen = {"m": Evidence(fetched=True, attempts=attempts)}
        for keep, score in (("best", 8), ("last", 5)):
            rules = Rules(attempts=Attempts(keep=keep))  # type: ignore[arg-type]  # parametrised
            made = course(module("m"), rules=rules)
            state = course_state(made, seen, Progress(), NOW).modules[0]
            assert (state.hand_in.score, state.hand_in.attempts) == (score, 2)
            assert state.feedback == ("two.html", "one.html")

    @pytest.mark.parametrize(
        ("attempt", "kind"),
        [
            (Attempt(at=NOW), "handed in"),
            (Attempt(at=NOW, waiting=True), "feedback ready"),
            (Attempt(at=NOW, score=1, max_score=2, feedback=("a.html",)), "graded"),
            (
                Attempt(
                    at=NOW, score=1, max_score=2, needs_manual_grade=True, feedback=("a.html",)
                ),
                "feedback ready",
            ),
        ],
    )
    def test_what_came_back(self, attempt: Attempt, kind: str) -> None:
        """None, handed in, feedback ready, graded."""
        assert only({}, m=Evidence(fetched=True, attempts=(attempt,))).hand_in.kind == kind
        assert only({}).hand_in.kind == "none"


class TestTime:
    def test_due_then_overdue_then_closed(self) -> None:
        """The same module, as time goes by."""
        made = course(module("m", opens=NOW, due=NOW + DAY, closes=NOW + 2 * DAY))
        kinds = [
            course_state(made, {}, Progress(), NOW + after).modules[0].time.kind
            for after in (-HOUR, HOUR, DAY, DAY + HOUR, 2 * DAY)
        ]
        assert kinds == ["not open yet", "due", "due", "overdue", "closed"]

    def test_lateness_is_told_in_what_it_costs_now(self) -> None:
        """The note is for this learner at this moment."""
        late = Late(grace=24 * HOUR, per_day=0.1, floor=0.5)
        made = course(module("m", due=NOW), rules=Rules(late=late))

        def note(after: timedelta) -> str:
            return course_state(made, {}, Progress(), NOW + after).modules[0].time.note

        assert note(HOUR) == "Handed in now, it still counts in full."
        assert note(25 * HOUR) == "Handed in now, it keeps 90% of the points it earns."
        assert note(30 * DAY) == "Handed in now, it keeps 50% of the points it earns."

    def test_what_lateness_will_cost_is_told_before_it_does(self) -> None:
        """Until when the work counts as it does now, and what comes then; nothing where it is for
        good."""
        late = Late(grace=24 * HOUR, per_day=0.1, floor=0.5)
        made = course(module("m", due=NOW), rules=Rules(late=late))

        def until(after: timedelta) -> datetime | None:
            return course_state(made, {}, Progress(), NOW + after).modules[0].time.until

        ahead = course_state(made, {}, Progress(), NOW - HOUR).modules[0].time
        assert (ahead.note, ahead.until) == (
            "Then it loses 10% of its points for each started day, down to 50% of them.",
            NOW + DAY,
        )
        assert [until(h * HOUR) for h in (1, 24, 25, 48, 49)] == [
            *(NOW + DAY, NOW + DAY, NOW + 2 * DAY, NOW + 2 * DAY, NOW + 3 * DAY)
        ]
        assert until(30 * DAY) is None

    def test_handed_in_is_not_overdue(self) -> None:
        """A met due date bothers nobody."""
        seen = Evidence(fetched=True, attempts=(Attempt(at=NOW - DAY),))
        assert only({"due": NOW - HOUR}, m=seen).time.kind == "none"

    def test_a_due_date_holds_across_daylight_saving(self) -> None:
        """The end of 28 March in London is an hour earlier in UTC than the day before's."""
        london = ZoneInfo("Europe/London")
        due = datetime(2027, 3, 28, 23, 59, 59, tzinfo=london).astimezone(UTC)
        made = course(module("m", due=due), timezone="Europe/London")
        before = datetime(2027, 3, 29, 0, 59, 59, tzinfo=ZoneInfo("Europe/Paris"))
        for now, kind in ((before, "due"), (before + timedelta(seconds=1), "overdue")):
            assert course_state(made, {}, Progress(), now).modules[0].time.kind == kind

    def test_the_next_due_date_is_of_something_that_can_be_done(self) -> None:
        """Neither locked, nor optional, nor done."""
        made = course(
            module("done", due=NOW + HOUR),
            module("side", due=NOW + HOUR, optional=True),
            module("later", due=NOW + 2 * DAY),
            module("soon", due=NOW + DAY),
            module("locked", due=NOW + HOUR, requires=("later",)),
        )
        seen = {"done": all_right(made.modules[0])}
        state = course_state(made, seen, Progress(), NOW)
        assert state.next_due is not None
        assert (state.next_due.module, state.next_due.at) == ("soon", NOW + DAY)


class TestContinue:
    def test_it_goes_on_where_the_learner_was(self) -> None:
        """What was begun comes before what is next; the first step not done is named."""
        steps = (step("one", checks=1), step("two"))
        made = course(module("a"), module("b", steps=steps))
        seen = {"b": Evidence(fetched=True, passed=frozenset({"one-check-0"}))}
        resume = course_state(made, seen, Progress(), NOW).resume
        assert resume is not None
        assert (resume.module, resume.step, resume.label) == ("b", "two", "Continue “B”")

    def test_at_the_end_there_is_nothing_to_continue(self) -> None:
        """A finished course says so by offering nothing."""
        made = chain(module("a"))
        state = course_state(made, {"a": all_right(made.modules[0])}, Progress(), NOW)
        assert state.resume is None
        assert state.fraction == 1


@pytest.mark.parametrize(
    ("hours", "kept"),
    [(0, 1.0), (24, 1.0), (24.01, 0.9), (48, 0.9), (48.01, 0.8), (24 * 6, 0.5), (24 * 60, 0.5)],
)
def test_late_work_loses_for_each_started_day(hours: float, kept: float) -> None:
    """Per started day after the grace, never under the floor."""
    late = Late(grace=24 * HOUR, per_day=0.1, floor=0.5)
    assert share_kept(timedelta(hours=hours), late) == pytest.approx(kept)


def test_rules_are_told_in_words() -> None:
    """What a learner reads comes from the values that hold."""
    rules = Rules(
        assessment="One notebook a module.",
        attempts=Attempts(limit=3),
        late=Late(grace=24 * HOUR, per_day=0.1, floor=0.5),
        pass_score=0.6,
        feedback_within=2 * DAY,
    )
    made = course(module("m", due=NOW, closes=NOW + DAY), rules=rules)
    assert course_state(made, {}, Progress(), NOW, {"m": 3 * DAY}).rules == (
        "One notebook a module.",
        "You can hand in a module up to 3 times; the best one counts.",
        "Late work loses 10% for each started day after a grace of 24 hours; "
        "you always keep 50% of what you earned.",
        "When a module has closed, you can still read and run it; nothing more counts.",
        "You pass with 60% of the points.",
        "Feedback comes within 2 days.",
        "For you “M” is due Friday 15 January 2027, 12:00 (UTC): 3 days later.",
    )
