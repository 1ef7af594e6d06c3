"""Collecting, grading and giving feedback for what is new, until stopped."""

from __future__ import annotations

import time
from collections.abc import Callable
from datetime import datetime
from functools import partial
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.bridge import Classroom, exchange_root, open_classroom
from ownpace_graders.collect import Outcome, asked_in_work, collecting, put, put_all_newest
from ownpace_graders.grade.work import Work
from ownpace_graders.lines import Line
from ownpace_graders.questions import Archive
from ownpace_graders.sandbox.probe import require
from ownpace_graders.watch.alone import alone
from ownpace_graders.watch.doors import Door, ExchangeDoor, HandIn, InboxDoor
from ownpace_graders.watch.grading import Choice, Grading
from ownpace_graders.watch.steps import attempted
from ownpace_graders.watch.telling import Event, Teller
from ownpace_graders.watch.turns import Turns
from ownpace_graders.watch.waking import Waker

#: Seconds between two looks at a place: when nothing happens, while something is being copied
#: there, and at what came into ``submitted/`` by another way.
LOOK, GLANCE, SEARCH = 2.0, 0.25, 300.0


def watch(
    root: Path, choice: Choice, show: Callable[[Event], None], clock: Callable[[], datetime]
) -> None:
    """Take in, grade and send feedback for what arrives in the exchange (where one is configured)
    and in ``choice.inbox``, and for what waits already. ``show`` gets each thing that is done, and
    each problem once; problems end nothing.

    Ends by ``KeyboardInterrupt`` only; killed at any instant, the next one goes on. Raises
    ``CommandError`` at once for what can never work: another watcher on this course, nowhere to
    collect from, a machine that cannot confine.
    """
    if not choice.unconfined:
        require()
    classroom = open_classroom(root)
    classroom.chosen(choice.modules)
    doors = _doors(classroom, choice)
    with alone(classroom.root):
        _Watcher(classroom, doors, choice, Teller(show, clock), clock).run()


def _doors(classroom: Classroom, choice: Choice) -> list[Door]:
    doors: list[Door] = []
    if exchange_root(classroom) is not None:
        doors.append(ExchangeDoor(classroom, choice.modules))
    if choice.inbox is not None:
        if not choice.inbox.is_dir():
            hint = "Name the folder that the work is put in."
            raise CommandError(f"{choice.inbox} is not a folder.", hint=hint)
        only = choice.modules[0] if len(choice.modules) == 1 else ""
        doors.append(InboxDoor(classroom, choice.inbox, choice.roster, only))
    if not doors:
        raise CommandError(
            "There is no nbgrader exchange on this machine.",
            hint="Watch a folder with --inbox DIR, or set c.Exchange.root in nbgrader_config.py.",
        )
    return doors


class _Watcher:
    def __init__(
        self,
        classroom: Classroom,
        doors: list[Door],
        choice: Choice,
        teller: Teller,
        clock: Callable[[], datetime],
    ) -> None:
        self._classroom, self._doors, self._teller, self._clock = classroom, doors, teller, clock
        self._grading = Grading(classroom, choice, teller, clock)
        self._turns = Turns()
        self._searched = float("-inf")

    def run(self) -> None:
        places = [door.place for door in self._doors]
        self._say(f"Watching {' and '.join(map(str, places))}. Ctrl-C ends it.")
        attempted(self._finish_collecting, "collect", self._teller)
        waker = Waker(places)
        while True:
            self._look(time.monotonic())
            waker.wait(GLANCE if any(door.restless for door in self._doors) else LOOK)

    def _look(self, now: float) -> None:
        if now >= self._searched + SEARCH:
            attempted(self._grading.find, "search", self._teller)
            for door in self._doors:
                attempted(partial(self._remark, door), ("strays", door.place), self._teller)
            self._searched = now
        for door in self._doors:
            self._open(door, now)
        attempted(lambda: self._grading.work_off(now), "grade", self._teller)

    def _remark(self, door: Door) -> None:
        self._teller.remark(door.strays())

    def _say(self, message: str) -> None:
        self._teller.tell("watch", Line(status="done", message=message))

    def _finish_collecting(self) -> None:
        """What was kept, and not put in its place, when the last one was killed."""
        with collecting(self._classroom):
            known = self._classroom.chosen(())
            self._teller.remark(put_all_newest(self._classroom, known, self._clock()))

    def _open(self, door: Door, now: float) -> None:
        def step() -> None:
            for hand_in in door.arrived(now):
                if self._turns.is_due(hand_in.key, now):
                    take = partial(self._take, door, hand_in, now)
                    attempted(take, ("take", door.place), self._teller)

        if attempted(step, door.place, self._teller):
            self._teller.over(door.place, f"{door.place} can be read again.")

    def _take(self, door: Door, hand_in: HandIn, now: float) -> None:
        """Keep what came, and grade what counts of it; what fails gets another turn."""
        self._turns.failed(hand_in.key, now)  # whatever happens from here on
        with collecting(self._classroom):
            ends = [self._end(door, hand_in, one) for one in hand_in.take(self._clock())]
        if all(ends):
            self._turns.over(hand_in.key)
            door.done(hand_in)

    def _end(self, door: Door, hand_in: HandIn, outcome: Outcome) -> bool:
        """Tell what became of one learner's hand-in, and owe its grade; whether that is all."""
        line, attempt, damaged, again = outcome
        known = hand_in.whole or not damaged
        if line.status != "skipped" and known:
            self._teller.tell((hand_in.key, line.message), line)
        if attempt is not None:
            return self._put(hand_in, Work(attempt.learner, attempt.module))
        # A question is taken; of what was refused only another content may end otherwise.
        return line.status != "attention" or (door.names_content and known and not again)

    def _put(self, hand_in: HandIn, work: Work) -> bool:
        archive = Archive(self._classroom.root)
        self._teller.remark(asked_in_work(self._classroom, archive, *work))
        problem = put(self._classroom, *work, self._clock())
        if problem is not None:
            self._teller.tell((hand_in.key, *work), problem)
            return False
        self._grading.owe(work)
        return True
