"""Many submissions, a few workers: results as they come, and none held back."""

from __future__ import annotations

import queue
import threading
from collections.abc import Iterable, Iterator
from contextlib import suppress

from ownpace_graders.execute import staging
from ownpace_graders.execute.conversation import Conversation
from ownpace_graders.execute.crew import Crew, Team, Worker
from ownpace_graders.execute.model import Ran, Settings, Task
from ownpace_graders.execute.notebook import snapshots_needed
from ownpace_graders.execute.refusal import not_run


def execute(
    tasks: Iterable[Task],
    settings: Settings,
    jobs: int,
    confined: bool = True,
    crew: Crew | None = None,
) -> Iterator[Ran]:
    """Run each task's notebook in a fork of a warm worker; results in the order they are done.

    No more than ``jobs`` tasks are taken from ``tasks`` at a time, and no more results are held
    than are waited for. What a worker takes with it when it dies runs once more, alone of those.
    Raises ``CommandError`` (``cannot-confine``) where the machine cannot confine, unless told
    that it need not. Closing the generator ends everything. Workers come from ``crew``, if there
    is one, which then says whether they are confined.
    """
    crew = crew or Crew(confined)
    crew.check()
    yield from _Pool(tasks, settings, max(1, jobs), crew)


class _Pool:
    """Threads that each drive one worker, and take tasks under one lock."""

    def __init__(self, tasks: Iterable[Task], settings: Settings, jobs: int, crew: Crew) -> None:
        self.tasks = iter(tasks)
        self.lock, self.stopped = threading.Lock(), threading.Event()
        self.results: queue.Queue[Ran | BaseException | None] = queue.Queue(maxsize=jobs)
        self.team = crew.team(settings)
        self.threads = [
            threading.Thread(target=self._drive, args=(_Hand(self.team),), daemon=True)
            for _ in range(jobs)
        ]

    def __iter__(self) -> Iterator[Ran]:
        for thread in self.threads:
            thread.start()
        self.busy = len(self.threads)
        try:
            while self.busy:
                result = self.results.get()
                if isinstance(result, BaseException):
                    raise result
                self.busy -= result is None
                if result is not None:
                    yield result
        finally:
            self._end()

    def _end(self) -> None:
        if not self.busy:
            self.team.close()
        self.stopped.set()
        self.team.kill()
        while any(thread.is_alive() for thread in self.threads):
            with suppress(queue.Empty):
                self.results.get(timeout=0.05)
        self.team.close()

    def _take(self) -> Task | None:
        with self.lock:
            return None if self.stopped.is_set() else next(self.tasks, None)

    def _drive(self, hand: _Hand) -> None:
        try:
            while (task := self._take()) is not None:
                self.results.put(hand.run(task))
        except BaseException as error:
            # Whoever iterates must see it: the tasks may come from a generator that failed.
            self.results.put(error)
        finally:
            hand.close()
            self.results.put(None)
            # What a thread has started may die with it (bwrap asks for that), and others use it.
            self.stopped.wait()


class _Hand:
    """One worker at a time, asked for when there is something to do."""

    def __init__(self, team: Team) -> None:
        self.team, self.settings = team, team.settings
        self.worker: Worker | None = None

    def run(self, task: Task) -> Ran:
        try:
            data, told = staging.pack(task.folder, self.settings.limits.disk_mb << 20)
            ran = self._run(task, data)
            if ran.ended == "died" and self.worker is None:
                with self.team.again:  # it may have been another that ended the worker
                    ran = self._run(task, data)
        except OSError as error:
            self.close()
            return not_run(task, f"It could not be run ({error}).")
        return ran.model_copy(update={"flags": tuple(sorted({*ran.flags, *told}))})

    def _run(self, task: Task, data: bytes) -> Ran:
        worker = self.worker = self.worker or self.team.worker()
        lines = worker.bear(self.settings.limits, snapshots_needed(task, self.settings))
        try:
            return Conversation(task, self.settings, lines).hold(staging.parts(data))
        finally:
            lines.close()
            if not worker.rest():
                self.close()

    def close(self) -> None:
        if self.worker is not None:
            self.team.dismiss(self.worker)
            self.worker = None
