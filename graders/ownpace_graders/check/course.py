"""Check a course: its file, its question banks, its notebooks, and what they earn."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

from ownpace_graders.bridge import Classroom, open_classroom
from ownpace_graders.check.execution import Job, execute_all
from ownpace_graders.check.module import ModuleSource, faults, read_module
from ownpace_graders.check.trial import Trial, judged, prepare
from ownpace_graders.check.weight import weight_notes
from ownpace_graders.course_file import ModuleEntry, chosen, films_left_out, load
from ownpace_graders.lines import Line, Summary, Watch


def check(root: Path, modules: Sequence[str], watch: Watch) -> Summary:
    """Check ``modules`` (all, when none is named) of the course at ``root``.

    Nothing in the course's folder is changed: notebooks run as copies, two at a time. Raises
    CourseFileError where course.yml has problems, since all else hangs on it.
    """
    course = load(root)
    classroom = open_classroom(root)
    entries = chosen(course, modules)
    sources = [read_module(root, entry.id) for entry in entries]
    lines = [line for source in sources for line in faults(source)]
    faulty = {line.module for line in lines}
    sound = [source for source in sources if source.module not in faulty]
    notes = [(source.module, note) for source in sources for note in source.notes]
    notes += [(entry.id, note) for entry in entries for note in _notes(root, entry)]
    told = [Line(status="skipped", module=module, message=note) for module, note in notes]
    return Summary(command="check", lines=(*lines, *told, *_earned(classroom, sound, watch)))


def _notes(root: Path, entry: ModuleEntry) -> Iterator[str]:
    folder = root / "source" / entry.id
    for film in films_left_out(entry, folder):
        yield f"source/{entry.id}/{film} is not there: learners get its transcript."
    yield from weight_notes(entry, folder)


def _earned(classroom: Classroom, sources: Sequence[ModuleSource], watch: Watch) -> list[Line]:
    """A line for each module whose solution and blank were run, or cannot be."""
    trials: list[Trial] = []
    lines: list[Line] = []
    for source in sources:
        prepared = prepare(classroom, source)
        if isinstance(prepared, Line):
            lines.append(prepared)
        else:
            trials.append(prepared)
    _run(trials, watch)
    return [*lines, *(line for trial in trials for line in judged(trial))]


def _run(trials: Sequence[Trial], watch: Watch) -> None:
    jobs = [job for trial in trials for job in (trial.solution, trial.blank)]
    watch.start("Running notebooks", len(jobs))

    def finished(job: Job) -> None:
        watch.advance(Line(status="done", module=job.name, message="was run."))

    execute_all(jobs, finished)
