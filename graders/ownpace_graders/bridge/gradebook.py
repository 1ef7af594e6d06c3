"""The gradebook, read as plain models, and kept safe around a piece of work that may fail."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, datetime
from itertools import groupby
from pathlib import Path
from typing import Any, Literal

from pydantic import AwareDatetime

from ownpace.models import Model
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.memory import Memory
from ownpace_graders.bridge.work import explained

Kind = Literal["check", "answer", "task"]


class CheckScore(Model):
    """One graded cell of one submission. ``score`` is null while nothing is known: a person's
    score wins over the automatic one, and extra credit is in it."""

    id: str
    notebook: str
    kind: Kind
    score: float | None
    points: float
    needs_manual_grade: bool = False


class ModuleScore(Model):
    """One learner's newest graded work on one module. ``score`` has the late penalty taken off."""

    learner: str
    module: str
    score: float | None
    max_score: float
    late_penalty: float = 0
    needs_manual_grade: bool = False
    at: AwareDatetime | None = None
    checks: tuple[CheckScore, ...] = ()


def scores(
    classroom: Classroom, modules: Sequence[str] = (), learners: Sequence[str] = ()
) -> tuple[ModuleScore, ...]:
    """Every submission in the gradebook (of ``modules`` and ``learners``, if any are named), by
    learner and module. Nothing is made where there is no gradebook yet."""
    if not has_gradebook(classroom):
        return ()
    from ownpace_graders.bridge.rows import grade_rows

    with explained("The gradebook"):
        rows = grade_rows(classroom, modules, learners)
    grouped = groupby(rows, key=lambda row: (row.learner, row.module))
    return tuple(module_score(list(group)) for _, group in grouped)


def notebooks_of(classroom: Classroom, module: str) -> tuple[str, ...]:
    """The file names of the notebooks that the gradebook knows of a module; none before it was
    released."""
    if not has_gradebook(classroom):
        return ()
    from ownpace_graders.bridge.rows import notebook_names

    with explained("The gradebook"):
        return tuple(f"{name}.ipynb" for name in notebook_names(classroom, module))


def has_gradebook(classroom: Classroom) -> bool:
    """Whether there is a gradebook; one on a server is taken to be there."""
    url = str(classroom.coursedir.db_url)
    kind, _, path = url.partition("?")[0].partition(":///")
    return kind != "sqlite" or Path(path).is_file()


@contextmanager
def remembered(classroom: Classroom, learner: str, module: str) -> Iterator[None]:
    """Put the gradebook's rows of one submission back as they were if the work within fails; a
    submission that was unknown before is unknown again."""
    from ownpace_graders.bridge import rows

    with explained("The gradebook"):
        before = rows.memory(classroom, learner, module)
    try:
        yield
    except BaseException:
        with explained("The gradebook"):
            rows.put_back(classroom, learner, module, before)
        raise


def memory_of(classroom: Classroom, learner: str, module: str) -> Memory | None:
    """All that the gradebook says of one submission; ``None`` if it knows of none."""
    from ownpace_graders.bridge import rows

    with explained("The gradebook"):
        return rows.memory(classroom, learner, module)


def put_memory_back(classroom: Classroom, learner: str, module: str, before: Memory) -> None:
    """Make the gradebook say of one submission what it said ``before``, a person's marks with it,
    in one transaction."""
    from ownpace_graders.bridge import rows

    with explained("The gradebook"):
        rows.put_back(classroom, learner, module, before)


def module_score(rows: Sequence[Any]) -> ModuleScore:
    """The score that the rows of one submission make (``rows.grade_rows``)."""
    checks = tuple(_check_score(row) for row in rows if row.check is not None)
    known = [c.score for c in checks if c.score is not None]
    penalties = {row.notebook: row.penalty or 0.0 for row in rows}
    penalty = sum(penalties.values())
    return ModuleScore(
        learner=rows[0].learner,
        module=rows[0].module,
        score=sum(known) - penalty if known else None,
        max_score=sum(c.points for c in checks),
        late_penalty=penalty,
        needs_manual_grade=any(c.needs_manual_grade for c in checks),
        at=_aware(rows[0].at),
        checks=checks,
    )


def _check_score(row: Any) -> CheckScore:
    given = row.manual if row.manual is not None else row.auto
    return CheckScore(
        id=row.check,
        notebook=row.notebook,
        kind=_kind(row),
        score=None if given is None else given + (row.extra or 0.0),
        points=row.points or 0.0,
        needs_manual_grade=bool(row.needs_manual),
    )


def _kind(row: Any) -> Kind:
    if row.type == "TaskCell":
        return "task"
    return "answer" if row.answer else "check"


def _aware(at: datetime | None) -> datetime | None:
    return None if at is None else at.replace(tzinfo=UTC)
