"""Collecting: every hand-in is kept, and nothing is taken twice."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager
from datetime import datetime
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.files import locked
from ownpace_graders.bridge import Classroom, open_classroom
from ownpace_graders.collect.asked import asked_with_work, question_line
from ownpace_graders.collect.delivering import Known
from ownpace_graders.collect.exchange import arrivals, strays, take_arrival, take_question
from ownpace_graders.collect.inbox import zips
from ownpace_graders.collect.naming import Arrival
from ownpace_graders.collect.outcome import Outcome, kept, outcome, read_problem, refusal
from ownpace_graders.collect.receiving import Receiver
from ownpace_graders.collect.roster import ROSTER
from ownpace_graders.collect.submitted import put_newest
from ownpace_graders.lines import Line, Summary, Watch
from ownpace_graders.questions import Archive

LOCK = ".ownpace.collect.lock"


def collect(
    root: Path,
    modules: Sequence[str],
    watch: Watch,
    now: datetime,
    inbox: Path | None = None,
    roster: Path | None = None,
) -> Summary:
    """Take in the hand-ins of ``modules`` (all, if none is named) from the exchange, or all that is
    in the folder ``inbox``: bundles, downloads of learning platforms, folders and notebooks, of
    learners whom ``roster`` (by default the course's roster.csv) names. One module that is named
    is then the one of notebooks that are called otherwise.

    All of a learner's hand-ins are kept in ``attempts/``; the newest that counts by the rules of
    the course is put in ``submitted/`` for grading. Questions are kept in ``asked/``: they are no
    attempts. What is refused, and what does not count, is named in the summary. Works in every
    nbgrader course directory, one run at a time. Raises ``CommandError``
    when there is nowhere to collect from.
    """
    classroom = open_classroom(root)
    wanted, known = classroom.chosen(modules), classroom.chosen([])
    with collecting(classroom):
        archive = Archive(classroom.root)
        if inbox is None:
            lines = list(_from_exchange(classroom, archive, wanted, watch, now))
            lines += [] if modules else strays(classroom)
        else:
            who = Known(classroom.root, roster).read()
            only = modules[0] if len(modules) == 1 else ""
            receiver = Receiver(classroom, who, now, only)
            outcomes = list(_from_inbox(inbox, watch, receiver))
            lines = [one.line for one in outcomes]
            lines += [] if who else _named_so(outcomes)
        lines += asked_with_work(classroom, archive, known)
        return Summary(command="collect", lines=(*lines, *put_all_newest(classroom, known, now)))


def collecting(classroom: Classroom) -> AbstractContextManager[None]:
    """Held while hand-ins are taken: two at once would keep the same one twice."""
    return locked(classroom.root / LOCK)


def take_from_exchange(
    classroom: Classroom, archive: Archive, folder: Path, arrival: Arrival, now: datetime
) -> Outcome:
    """Keep one hand-in of the exchange, whatever stands in it."""
    about = {"module": arrival.module, "learner": arrival.learner}

    def take() -> Outcome:
        if arrival.is_question:
            new = take_question(classroom, archive, folder, arrival, now)
            return Outcome(question_line(new, **about), None)
        return kept(classroom, take_arrival(classroom, folder, arrival, now))

    return outcome(take, folder.name, about)


def put_all_newest(classroom: Classroom, known: Collection[str], now: datetime) -> Iterator[Line]:
    """Put the attempts that count in ``submitted/``; only what could not be put is said."""
    for folder in sorted(classroom.attempts.glob("*/*")):
        if folder.name in known:
            line = put(classroom, folder.parent.name, folder.name, now)
            yield from (line,) if line else ()


def put(classroom: Classroom, learner: str, module: str, now: datetime) -> Line | None:
    """Put the attempt that counts in ``submitted/``; a line if it could not be put there."""
    about = {"module": module, "learner": learner}
    try:
        put_newest(classroom, learner, module, now)
    except WorkError as problem:
        return refusal(problem.message, problem, about)
    except OSError as problem:
        message = "Earlier work in submitted/ could not be kept."
        return refusal(message, read_problem(problem), about)
    return None


def _from_exchange(
    classroom: Classroom, archive: Archive, wanted: Collection[str], watch: Watch, now: datetime
) -> Iterator[Line]:
    found = [(f, arrival) for f, arrival in arrivals(classroom) if arrival.module in wanted]
    watch.start("hand-ins", len(found))
    for folder, arrival in found:
        watch.begin(arrival.learner)
        line = take_from_exchange(classroom, archive, folder, arrival, now).line
        watch.advance(line)
        yield line


def _named_so(outcomes: Iterable[Outcome]) -> Iterator[Line]:
    """Once, where names of folders and files became ids. In a bundle learners name themselves."""
    if any(
        o.attempt and o.attempt.came_by == "inbox" and o.line.status == "done" for o in outcomes
    ):
        yield Line(
            status="skipped",
            message="There is no roster: names were taken as they are, for learners' ids.",
            next=f"If these are not their ids, put {ROSTER} beside course.yml before you grade, "
            "and collect again (docs/teacher.md, “Work in from anywhere”).",
        )


def _from_inbox(inbox: Path, watch: Watch, receiver: Receiver) -> Iterator[Outcome]:
    found = zips(inbox)
    watch.start("zip files", len(found))
    for path in found:
        watch.begin(path.name)
        found_in_it = list(receiver.from_zip(path))
        watch.advance(found_in_it[-1].line)
        yield from found_in_it
    yield from receiver.from_folder(inbox)
