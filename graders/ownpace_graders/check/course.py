"""Check a course: its file, its question banks, its notebooks, and what they earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby
from pathlib import Path

from ownpace_graders.bridge import Classroom, marking, open_classroom
from ownpace_graders.check.material.module import ModuleSource, faults, read_module
from ownpace_graders.check.material.notes import notes_of
from ownpace_graders.check.measures import together
from ownpace_graders.check.minutes import minutes_fault
from ownpace_graders.check.online import Answer, fetch_all
from ownpace_graders.check.telling import attention, note
from ownpace_graders.check.trial.execution import Job, execute_all
from ownpace_graders.check.trial.result import Result, judged
from ownpace_graders.check.trial.trials import Trial, prepare
from ownpace_graders.check.writing.faults import writing_faults
from ownpace_graders.check.writing.links import addresses
from ownpace_graders.check.writing.markdown import parts
from ownpace_graders.check.writing.prose import PLAIN
from ownpace_graders.course_file import chosen, load
from ownpace_graders.lines import Line, Measure, Summary, Watch
from ownpace_graders.rules import read_rules


@dataclass(frozen=True)
class Options:
    """``jobs``: how many notebooks run at once (None: one for each processor). ``online``: ask
    every web address."""

    jobs: int | None = None
    online: bool = False


def check(
    root: Path, modules: Sequence[str], watch: Watch, options: Options | None = None
) -> Summary:
    """Check ``modules`` (all, when none is named) of the course at ``root``.

    Nothing in the course's folder is changed: notebooks run as copies, a few at a time. Raises
    CourseFileError where course.yml or extensions.yml has problems: all else hangs on them.
    """
    options = options or Options()
    course, classroom = load(root), open_classroom(root)
    read_rules(root)  # extensions.yml
    entries = chosen(course, modules)
    sources = [one for entry in entries for one in read_module(root, entry, course.language)]
    lines = [line for source in sources for line in faults(source)]
    faulty = {line.module for line in lines}
    sound = [source for source in sources if source.module not in faulty]
    lines += [attention(source, fault) for source in sound for fault in writing_faults(source)]
    lines += [note(source, said) for source in sources for said in notes_of(source)]
    results = _tried(classroom, sound, watch, options.jobs)
    lines += [line for result in results for line in result.lines]
    measures = tuple(_measured(results))
    lines += [line for measure, source in measures for line in _told(measure, source)]
    lines += _online(sound, watch) if options.online else []
    modules_ = tuple(measure for measure, _ in measures)
    return Summary(command="check", lines=tuple(_in_order(lines)), modules=modules_)


def _in_order(lines: list[Line]) -> list[Line]:
    """What is wrong first, then what to know, then what is well; each in the order of modules."""
    return sorted(lines, key=lambda line: ("attention", "skipped", "done").index(line.status))


def _measured(results: Sequence[Result]) -> Iterator[tuple[Measure, ModuleSource]]:
    """Of each module all of whose notebooks were run, with the main one."""
    for _, group in groupby(results, key=lambda result: result.source.module):
        family = list(group)
        parts = [result.measure for result in family if result.measure]
        if len(parts) == len(family):
            yield together(parts), family[0].source


def _told(measure: Measure, source: ModuleSource) -> Iterator[Line]:
    source = replace(source, family=())  # it is about all of them
    if fault := minutes_fault(measure.estimate, source.entry):
        yield attention(source, fault)
    if (measure.grade or 0) > PLAIN:
        message = f"its prose reads as for grade {measure.grade:g}; aim at {PLAIN} or less."
        yield note(source, message)


def _tried(
    classroom: Classroom, sources: Sequence[ModuleSource], watch: Watch, jobs: int | None
) -> list[Result]:
    """Every module's solution, blank, half and mistakes, run and judged."""
    prepared = [prepare(classroom, source) for source in sources]
    trials = [trial for trial in prepared if isinstance(trial, Trial)]
    _run([job for trial in trials for job in trial.jobs()], watch, jobs)
    memory = marking(classroom).confinement.limits["memory_mb"] if trials else 0
    return [
        judged(found, memory) if isinstance(found, Trial) else Result(source, tuple(found))
        for source, found in zip(sources, prepared, strict=True)
    ]


def _run(jobs: Sequence[Job], watch: Watch, at_once: int | None) -> None:
    watch.start("Running notebooks", len(jobs))

    def finished(job: Job) -> None:
        watch.advance(Line(status="done", module=job.name, message="was run."))

    execute_all(jobs, finished, at_once)


def _online(sources: Sequence[ModuleSource], watch: Watch) -> list[Line]:
    """A line for each address that does not answer, with the first module that names it."""
    asked: dict[str, ModuleSource] = {}
    for source in sources:
        for address in addresses(parts(source.notebook or {"cells": []}), source.entry):
            asked.setdefault(address, source)
    watch.start("Asking web addresses", len(asked))

    def finished(answer: Answer) -> None:
        watch.advance(Line(status="done", message=answer.address))

    lines = []
    for answer in fetch_all(list(asked), finished):
        source = asked[answer.address]
        if answer.fault:
            lines.append(attention(source, f"{answer.address} {answer.fault}."))
        elif answer.note:
            lines.append(note(source, f"{answer.address} {answer.note}."))
    return lines
