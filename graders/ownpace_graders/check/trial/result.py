"""What the runs of a module show."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from ownpace.course.outline import grading, source
from ownpace_graders.bridge import judge
from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.check.material.seen import error_in, said, seen, shown_by_widgets, warning_in
from ownpace_graders.check.measures import measured
from ownpace_graders.check.telling import attention, note
from ownpace_graders.check.trial.execution import Job
from ownpace_graders.check.trial.figures import Report, low_contrast, take_report, unmeasured
from ownpace_graders.check.trial.trials import Trial
from ownpace_graders.check.trial.versions import slip_id
from ownpace_graders.check.writing.markdown import place
from ownpace_graders.check.writing.pictures import drawn_pictures
from ownpace_graders.lines import Line, Measure
from ownpace_graders.quizzes import asked_quiz

SECONDS = 60  #: that a solution may run


@dataclass(frozen=True)
class Result:
    """``measure`` is None for a module that could not be run."""

    source: ModuleSource
    lines: tuple[Line, ...]
    measure: Measure | None = None


def judged(trial: Trial, memory_mb: float) -> Result:
    """Call it once, after the runs. ``memory_mb`` is what a submission may take."""
    trial.place.cleanup()
    failed = next((job.failure for job in trial.jobs() if job.failure), "")
    if failed:
        return Result(trial.source, (attention(trial.source, failed),))
    report = take_report(trial.solution.notebook)
    messages = [*_faults(trial), *_costs(trial.solution, report, memory_mb)]
    lines = [attention(trial.source, message) for message in messages]
    notes = unmeasured(report, trial.solution.notebook)
    lines += [note(trial.source, message) for message in notes]
    if not messages:
        said = f"{trial.source.label}{_praise(trial)}"
        lines.append(Line(status="done", module=trial.source.module, message=said))
    found = measured(trial.source, trial.solution.notebook, trial.solution.seconds, report)
    return Result(trial.source, tuple(lines), found)


def _faults(trial: Trial) -> Iterator[str]:
    notebook = trial.solution.notebook
    yield from _short(notebook)
    yield from _loud(notebook)
    yield from _given_away(trial.blank)
    yield from _not_between(trial)
    yield from _unexplained(trial)
    yield from drawn_pictures(notebook)


def _short(notebook: Any) -> Iterator[str]:
    """Where the solution earns less than everything, or fails."""
    marks = judge(notebook)
    for number, cell in enumerate(notebook["cells"], start=1):
        grade_id = str(grading(cell).get("grade_id"))
        score, points = marks.get(grade_id, (None, 0))
        if asked_quiz(source(cell)):
            continue  # scored from the answers, of which a notebook has none
        if grade_id in marks and score is not None and score < points:
            yield f"The solution earns {score:g} of {points:g} at “{grade_id}”: {seen(cell)}."
        elif grade_id not in marks and error_in(cell):
            yield f"The solution fails in cell {number}: {error_in(cell)}."


def _loud(notebook: Any) -> Iterator[str]:
    """Where it warns. In a check that has cost its points already."""
    for number, cell in enumerate(notebook["cells"], start=1):
        told = warning_in(cell) if cell.get("cell_type") == "code" else ""
        if told and not grading(cell).get("grade"):
            yield f"The solution writes “{told}” to stderr (cell {place(cell, number)})."
    for output in (output for shown in shown_by_widgets(notebook) for output in shown):
        if output.get("output_type") == "error":
            yield f"A figure to move fails: {output.get('ename')}: {output.get('evalue')}."


def _given_away(blank: Job) -> Iterator[str]:
    """Where the blank earns something."""
    for grade_id, (score, points) in judge(blank.notebook).items():
        if score:
            yield f"The blank earns {score:g} of {points:g} at “{grade_id}” for no work."


def _not_between(trial: Trial) -> Iterator[str]:
    """Where half of the exercises earn nothing, or all that the solution does."""
    if trial.half is None:
        return
    half, whole = _earned(trial.half), _earned(trial.solution)
    if not 0 < half < whole:
        yield (
            f"Half of the exercises solved earn {half:g} of {whole:g} points, and should earn a "
            "part: some check passes before its own exercise is solved."
        )


def _unexplained(trial: Trial) -> Iterator[str]:
    """Stored mistakes that do not get their message, or their score."""
    if trial.slips is None:
        return
    marks = judge(trial.slips.notebook)
    cells = {grading(cell).get("grade_id"): cell for cell in trial.slips.notebook["cells"]}
    for number, mistake in enumerate(trial.source.mistakes):
        if slip_id(number) not in cells:
            continue  # of an exercise in another notebook
        told = f"Mistake {number + 1} of mistakes/{trial.source.module}.yml"
        about = f"at “{mistake.check}”"
        words, score = said(cells[slip_id(number)]), marks[slip_id(number)][0]
        if mistake.message not in words:
            yield f"{told} reads {about}: “{words.strip()}”, without “{mistake.message}”."
        elif score is None or abs(score - mistake.score) > 1e-9:
            yield f"{told} earns {score} {about}, and {mistake.score:g} was said."


def _costs(solution: Job, report: Report, memory_mb: float) -> Iterator[str]:
    yield from low_contrast(report, solution.notebook)
    if solution.seconds > SECONDS:
        yield f"The solution runs for {solution.seconds:.0f} seconds; {SECONDS} are the most."
    if report.memory_mb > memory_mb:
        yield (
            f"The solution takes {report.memory_mb:.0f} MB of memory, and a submission may take "
            f"{memory_mb:.0f} (c.Confinement.memory_mb)."
        )


def _earned(job: Job) -> float:
    return sum(score or 0 for score, _ in judge(job.notebook).values())


def _praise(trial: Trial) -> str:
    points = sum(most for _, most in judge(trial.solution.notebook).values())
    half = f", half of it {_earned(trial.half):g}" if trial.half else ""
    cells = trial.slips.notebook["cells"] if trial.slips else []
    ids = {grading(cell).get("grade_id") for cell in cells}
    count = sum(slip_id(number) in ids for number in range(len(trial.source.mistakes)))
    told = f"; stored mistakes that get their messages: {count}" if count else ""
    return f"the solution earns {points:g} of {points:g} points, the blank none{half}{told}."
