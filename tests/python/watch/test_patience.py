"""A watcher tries again, tells once, and remembers what it owes."""

from __future__ import annotations

import json
import shutil
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace.store.files import Busy, locked
from ownpace_graders.grade.work import Work
from ownpace_graders.lines import Line, Status
from ownpace_graders.watch import Event
from ownpace_graders.watch.owed import Owed
from ownpace_graders.watch.steps import attempted
from ownpace_graders.watch.telling import Listener, Teller
from ownpace_graders.watch.turns import FIRST, LAST, Turns
from ownpace_graders.watch.waking import Waker

NOON = datetime(2027, 1, 20, 12, tzinfo=UTC)
ADA, BEN = Work("ada", "plan"), Work("ben", "plan")


def a_line(message: str, status: Status = "done") -> Line:
    return Line(status=status, message=message, learner="ada", module="plan")


@pytest.fixture
def events() -> list[Event]:
    return []


@pytest.fixture
def teller(events: list[Event]) -> Teller:
    return Teller(events.append, lambda: NOON)


def test_a_problem_is_told_once_while_it_lasts(teller: Teller, events: list[Event]) -> None:
    """Another one, or the same after it was over, is told."""
    for message in ("It is full.", "It is full.", "It is gone."):
        teller.tell("disk", a_line(message, "attention"))
    teller.tell("disk", a_line("Done."))
    teller.tell("disk", a_line("It is gone.", "attention"))
    told = [event.message for event in events]
    assert told == ["It is full.", "It is gone.", "Done.", "It is gone."]


def test_the_end_of_a_problem_is_told(teller: Teller, events: list[Event]) -> None:
    """But not that all is well where nothing was wrong."""
    teller.over("exchange", "It can be read again.")
    teller.tell("exchange", a_line("It is gone.", "attention"))
    teller.over("exchange", "It can be read again.")
    teller.over("exchange", "It can be read again.")
    assert [event.message for event in events] == ["It is gone.", "It can be read again."]


def test_an_event_has_its_time(teller: Teller, events: list[Event]) -> None:
    """And all that a line has, in one line of JSON."""
    Listener(teller).advance(a_line("3 of 3 points."))
    text = events[0].model_dump_json()
    assert "\n" not in text
    assert json.loads(text)["at"] == "2027-01-20T12:00:00Z"
    assert json.loads(text)["learner"] == "ada"


def test_what_was_left_as_it_was_is_not_told(teller: Teller, events: list[Event]) -> None:
    """But known to whoever asked."""
    listener = Listener(teller)
    listener.advance(a_line("Graded before.", "skipped"))
    assert events == []
    assert listener.lines[ADA].status == "skipped"


def test_a_remark_on_a_module_is_told_once(teller: Teller, events: list[Event]) -> None:
    remark = Line(status="done", module="plan", message="The kernel 'x' is not installed here.")
    teller.remark([remark])
    teller.remark([remark])
    assert len(events) == 1


@pytest.mark.parametrize(
    ("problem", "said", "next_"),
    [
        (CommandError("No.", hint="Yes."), "No.", "Yes."),
        (OSError(28, "No space left on device"), "The disk is full.", "Free some space"),
        (OSError(5, "Input/output error"), "Input/output error", "Run it again"),
        (ZeroDivisionError("division by zero"), "ZeroDivisionError: division by zero", "again"),
    ],
)
def test_whatever_fails_is_one_line_with_a_next_step(
    problem: Exception, said: str, next_: str, teller: Teller, events: list[Event]
) -> None:
    """Also a fault of ours: the watcher goes on."""

    def step() -> None:
        raise problem

    assert not attempted(step, "step", teller)
    assert said in events[0].message
    assert next_ in events[0].next


def test_being_stopped_is_no_failure(teller: Teller, events: list[Event]) -> None:
    def step() -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        attempted(step, "step", teller)
    assert events == []


def test_what_fails_waits_longer_each_time() -> None:
    """Twice as long, and never longer than the last; others do not wait for it."""
    turns, now, waits = Turns(), 0.0, []
    for _ in range(10):
        turns.failed("a", now)
        until = next(n for n in range(1000) if turns.is_due("a", now + n))
        waits.append(until)
        now += until
    assert waits[:3] == [FIRST, 2 * FIRST, 4 * FIRST]
    assert set(waits[-3:]) == {LAST}
    assert turns.is_due("b", 0)
    turns.over("a")
    assert "a" not in turns
    assert turns.is_due("a", now)


def test_what_is_owed_survives_the_watcher(tmp_path: Path) -> None:
    """And is settled once its feedback is out."""
    path = tmp_path / "owed.json"
    owed = Owed(path)
    owed.add([ADA, BEN, ADA])
    owed.save()
    later = Owed(path)
    assert list(later) == [ADA, BEN]
    later.settle(ADA)
    later.save()
    assert list(Owed(path)) == [BEN]


@pytest.mark.parametrize("content", ["", "{", '{"format": 2, "owed": []}', "\xff", "[]"])
def test_a_damaged_record_stops_nothing(tmp_path: Path, content: str) -> None:
    """What is new is found without it."""
    path = tmp_path / "owed.json"
    path.write_bytes(content.encode("latin-1"))
    assert list(Owed(path)) == []


def test_nobody_waits_for_a_lock_unasked(tmp_path: Path) -> None:
    """Who does not want to wait is told that it is held; afterwards it is free."""
    lock = tmp_path / "lock"
    with locked(lock), pytest.raises(Busy), locked(lock, wait=False):
        pass
    with locked(lock, wait=False):
        pass


def test_waiting_ends_when_something_arrives(tmp_path: Path) -> None:
    """Also in a place that vanished and is back; and at the end of the time where there is none."""
    place = tmp_path / "inbox"
    waker = Waker([place, tmp_path / "never"])
    assert not waker.wait(0.01)
    for name in ("a", "b"):
        place.mkdir()
        waker.wait(0.01)  # from here on the system tells of it
        (place / name).write_text("x")
        assert waker.wait(100)
        shutil.rmtree(place)
        waker.wait(0.01)
