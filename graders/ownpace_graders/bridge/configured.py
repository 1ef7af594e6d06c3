"""Reading nbgrader's configuration as its converter would (imports nbgrader)."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbconvert.preprocessors import ClearMetadataPreprocessor
from nbgrader import preprocessors as steps
from traitlets.utils.importstring import import_item

from ownpace_graders.bridge import cures, disarming, lateness, quizzes
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.confinement import read_confinement
from ownpace_graders.bridge.converters import Grading
from ownpace_graders.bridge.marking import Marking
from ownpace_graders.bridge.register import Late

#: The steps that our engine does as well, in nbgrader's order.
_SANITIZE = (
    steps.ClearOutput,
    cures.DropDuplicates,
    steps.OverwriteKernelspec,
    cures.RestoreCells,
    steps.CheckCellMetadata,
)
_AUTOGRADE = (
    quizzes.ScoreQuizzes,
    cures.ExecuteQuietly,
    steps.IgnorePattern,
    ClearMetadataPreprocessor,
    steps.LimitOutput,
    quizzes.ShowScores,
    steps.SaveAutoGrades,
    lateness.ApplyLateRule,
    steps.CheckCellMetadata,
    disarming.Disarm,
)
#: Those a course may leave out or switch off.
_OPTIONAL = {
    steps.IgnorePattern,
    ClearMetadataPreprocessor,
    steps.LimitOutput,
    lateness.ApplyLateRule,
    steps.CheckCellMetadata,
}
#: Settings of the execution that are ours too, or that mean nothing without a kernel's sockets.
_EXECUTION = {
    *("timeout", "interrupt_on_timeout", "raise_on_iopub_timeout", "iopub_timeout"),
    *("startup_timeout", "record_timing", "execute_retries", "shell_timeout_interval"),
}


class _Configured:
    """The converter with its steps, each with the settings it would have."""

    def __init__(self, classroom: Classroom) -> None:
        self.converter = Grading(coursedir=classroom.coursedir, parent=classroom.app)
        self._exporter = NotebookExporter(parent=self.converter, config=self.converter.config)
        self.sanitize = [_kind(step) for step in self.converter.sanitize_preprocessors]
        self.autograde = [_kind(step) for step in self.converter.autograde_preprocessors]

    def step(self, kind: Any) -> Any:
        return kind(parent=self._exporter)

    def works(self, kind: Any) -> bool:
        return kind in (*self.sanitize, *self.autograde) and bool(self.step(kind).enabled)


def read_marking(classroom: Classroom) -> Marking:
    course = _Configured(classroom)
    custom = next(_customs(course), "")
    if custom:
        return Marking(custom=custom)
    execution, limit = course.step(cures.ExecuteQuietly), course.step(steps.LimitOutput)
    limits = course.works(steps.LimitOutput)
    pattern = course.step(steps.IgnorePattern).pattern
    converter, coursedir = course.converter, classroom.coursedir
    hiding = course.step(steps.ClearHiddenTests)
    return Marking(
        timeout=_seconds(execution.timeout),
        interrupt_on_timeout=execution.interrupt_on_timeout,
        max_lines=limit.max_lines if limits else -1,
        max_traceback=limit.max_traceback if limits else -1,
        ignore_pattern=pattern if course.works(steps.IgnorePattern) else "",
        remove_metadata_fields=frozenset(course.step(steps.ClearOutput).remove_metadata_fields),
        exclude_overwriting={k: tuple(v) for k, v in converter.exclude_overwriting.items()},
        ignore=tuple(coursedir.ignore),
        left_out=frozenset(filter(None, coursedir.student_id_exclude.split(","))),
        permissions=int(str(converter.permissions), 8),
        groupshared=coursedir.groupshared,
        create_student=converter.create_student,
        hidden=(hiding.begin_test_delimeter, hiding.end_test_delimeter),
        confinement=read_confinement(classroom.app.config),
    )


def late_rule(classroom: Classroom) -> Late | None:
    """The configured rule; ``None`` where the course applies none."""
    course = _Configured(classroom)
    if not course.works(lateness.ApplyLateRule):
        return None
    step = course.step(lateness.ApplyLateRule)
    penalty: Late = step.penalty
    return penalty


def _customs(course: _Configured) -> Iterator[str]:
    """What only nbgrader's own converter can do."""
    yield from _unknown(course, course.sanitize, _SANITIZE)
    yield from _unknown(course, course.autograde, _AUTOGRADE)
    converter = course.converter
    for hook in ("pre_convert_hook", "post_convert_hook"):
        if getattr(converter, hook):
            yield f"a {hook}"
    if converter.exporter_class is not NotebookExporter:
        yield f"the exporter {converter.exporter_class.__name__}"
    if converter.coursedir.notebook_id != "*":
        yield "CourseDirectory.notebook_id"
    if course.works(ClearMetadataPreprocessor):
        yield "ClearMetadataPreprocessor.enabled"
    for section in ("Execute", "ExecutePreprocessor", "ExecuteQuietly", "NotebookClient"):
        for setting in sorted(set(converter.config[section]) - _EXECUTION):
            yield f"{section}.{setting}"


def _unknown(course: _Configured, there: list[Any], ours: tuple[Any, ...]) -> Iterator[str]:
    for kind in there:
        if kind not in ours:
            yield f"the step {kind.__name__}"
    needed = [kind for kind in ours if kind in there or kind not in _OPTIONAL]
    if there != needed:
        yield "another order of steps"
    for kind in there:
        if kind not in _OPTIONAL and not course.step(kind).enabled:
            yield f"{kind.__name__}.enabled"


def _kind(step: Any) -> Any:
    found = import_item(step) if isinstance(step, str) else step
    return found if isinstance(found, type) else type(found)


def _seconds(timeout: int | None) -> float | None:
    return float(timeout) if timeout and timeout > 0 else None
