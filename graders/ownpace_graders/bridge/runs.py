"""nbgrader's conversions as plain functions; each raises ``NotDone`` with the reason it failed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import chdir, contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.settings import AUTOGRADE, FEEDBACK, PAGE, SANITIZE
from ownpace_graders.bridge.work import explained, explanation
from ownpace_graders.page import Facts


def generate_assignment(classroom: Classroom, module: str, directory: str) -> Path:
    """Strip ``source/<module>`` into the step directory named ``directory`` and record its checks
    in the gradebook. Returns the module's folder there."""
    from ownpace_graders.bridge.converters import Releasing

    with _chosen(classroom, ".", module, release_directory=directory):
        _convert(Releasing, classroom, "The module")
    return classroom.folder_named(directory, ".", module)


def autograde(classroom: Classroom, learner: str, module: str) -> None:
    """Execute and score ``submitted/<learner>/<module>`` into ``autograded/``, which must not hold
    it yet, and into the gradebook."""
    from ownpace_graders.bridge.converters import Grading

    with _chosen(classroom, learner, module):
        _convert(Grading, classroom, "The submission")


def generate_feedback(
    classroom: Classroom,
    learner: str,
    module: str,
    facts: Facts | None = None,
    reveal: bool = False,
) -> None:
    """Write the pages of ``feedback/<learner>/<module>`` with nbgrader's own converter: with what
    was handed in, but for learners' own pages. They must not be there yet. ``facts`` are what they
    say (by default what the course directory tells); ``reveal``: hidden checks are shown."""
    from ownpace_graders.bridge.converters import Reporting

    with _chosen(classroom, learner, module):
        _convert(partial(Reporting, facts=facts, reveal=reveal), classroom, "The graded work")


def judge(notebook: Mapping[str, Any]) -> dict[str, tuple[float | None, float]]:
    """Score and points of every graded cell of an *executed* notebook, by nbgrader's rules: an
    error or anything on stderr is 0, a number is partial credit, ``None`` is for a person."""
    import nbformat
    from nbgrader.utils import determine_grade, is_grade

    cells = nbformat.from_dict(notebook).cells
    with explained("A check"):
        return {c.metadata.nbgrader.grade_id: determine_grade(c) for c in cells if is_grade(c)}


def stripped(classroom: Classroom, source: Mapping[str, Any]) -> dict[str, Any]:
    """What learners would get of a source notebook, without touching files or the gradebook."""
    import nbformat
    from nbconvert.exporters import NotebookExporter

    from ownpace_graders.bridge.converters import Releasing

    releasing = Releasing(coursedir=classroom.coursedir, parent=classroom.app)
    exporter = NotebookExporter(parent=releasing, config=releasing.config)
    for step in releasing.preprocessors:
        if "RecordCells" not in str(step):  # it records the checks in the gradebook
            exporter.register_preprocessor(step)
    # As nbgrader does: its configuration names files from there.
    with explained("The source notebook"), chdir(classroom.root):
        text, _ = exporter.from_notebook_node(nbformat.from_dict(source))
    return dict(nbformat.reads(text, as_version=4))


def lacking_steps(classroom: Classroom) -> tuple[str, ...]:
    """Our steps that the course's configuration leaves out, by class: nbgrader's own commands and
    formgrader work without them; ours always take them."""
    from nbgrader.converters import Autograde, GenerateFeedback

    of_course = {"coursedir": classroom.coursedir, "parent": classroom.app}
    with explained("nbgrader_config.py"):
        grading, feedback = Autograde(**of_course), GenerateFeedback(**of_course)
    there = (
        *(*grading.sanitize_preprocessors, *grading.autograde_preprocessors),
        *(*feedback.preprocessors, feedback.exporter_class),
    )
    names = {step.rpartition(".")[2] if isinstance(step, str) else step.__name__ for step in there}
    ours = (step for step in (*SANITIZE, *AUTOGRADE, *FEEDBACK, PAGE) if "ownpace" in step)
    return tuple(name for name in (one.rpartition(".")[2] for one in ours) if name not in names)


@contextmanager
def _chosen(classroom: Classroom, learner: str, module: str, **more: str) -> Iterator[None]:
    """The course directory narrowed to one learner's module."""
    coursedir = classroom.coursedir
    wanted = {"student_id": learner, "assignment_id": module, **more}
    before = {name: getattr(coursedir, name) for name in wanted}
    try:
        for name, value in wanted.items():
            setattr(coursedir, name, value)
        yield
    finally:
        for name, value in before.items():
            setattr(coursedir, name, value)


def _convert(converter: Any, classroom: Classroom, what: str) -> None:
    with explained(what):
        work = converter(coursedir=classroom.coursedir, parent=classroom.app)
        try:
            work.start()
        except Exception as problem:
            raise explanation(what, work.cause or problem) from problem
