"""What there is to grade, and what of it is new."""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import CommandError, WorkError
from ownpace.progress.words import count
from ownpace_graders.bridge import Classroom
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.lines import Line
from ownpace_graders.notebooks import names_in

#: What the former result is called while its successor takes its place.
OLD = ".old"
_PATTERN = set("*?[]")


class Work(NamedTuple):
    """One learner's newest work on one module."""

    learner: str
    module: str


def handed_in(
    classroom: Classroom, modules: Sequence[str], learners: Sequence[str]
) -> tuple[Work, ...]:
    """The work of ``modules`` and ``learners`` (of all, if none is named), by module and learner.
    Raises ``CommandError`` for a learner who handed in nothing."""
    work = tuple(
        Work(learner, module)
        for module in modules
        for learner in classroom.learners("submitted", module)
        if not learners or learner in learners
    )
    for learner in learners:
        if learner not in {one.learner for one in work}:
            raise CommandError(
                f"{learner!r} has handed in nothing of this.",
                hint="Run `ownpace collect` first, or correct the name.",
            )
    return work


def homeless(classroom: Classroom) -> Iterator[Line]:
    """A line for each module of which new work lies in ``submitted/``, and nothing else is there:
    it was removed, or has another name now."""
    known = classroom.chosen(())
    place = classroom.folder("submitted", "_", "_").parent.parent
    found = [Work(who, what) for who in names_in(place) for what in names_in(place / who)]
    found = [one for one in found if classroom.folder("submitted", *one) == place.joinpath(*one)]
    new = (one.module for one in found if one.module not in known and is_new(classroom, one))
    for module, number in sorted(Counter(new).items()):
        yield Line(
            status="attention",
            module=module,
            message=f"Not graded: {count(number, 'hand-in')}. Neither source/{module} nor "
            f"release/{module} is there.",
            next="Put one of them back; if the module has another id now, give it its old one "
            "(titles may change).",
            code="gone",
        )


def is_new(classroom: Classroom, work: Work) -> bool:
    """As nbgrader decides: nothing graded yet, or handed in later than what was."""
    graded = classroom.folder("autograded", *work)
    if not graded.exists():
        return True
    new = submitted_at(classroom.folder("submitted", *work))
    old = submitted_at(graded)
    return new is not None and old is not None and new > old


def mend(classroom: Classroom, work: Work) -> bool:
    """Put back what a run that was killed had moved aside, and remove what it had begun. Returns
    whether it was at this work, which then has to be graded again."""
    graded = classroom.folder("autograded", *work)
    left = _leftovers(graded)
    for path in list(left):
        if path.suffix == OLD and graded.exists():
            shutil.rmtree(path, ignore_errors=True)  # all was done but this
            left.remove(path)
        elif path.suffix in (OLD, ".kept"):
            shutil.rmtree(graded, ignore_errors=True)
            path.rename(graded)
        else:
            shutil.rmtree(path, ignore_errors=True)
    return bool(left)


def refuse_pattern(learner: str) -> None:
    """nbgrader's own commands would take the work of others for this learner's."""
    if _PATTERN & set(learner):
        raise WorkError(
            f"nbgrader reads the name {learner!r} as a pattern.",
            hint="Rename the folder to a name without * ? [ ] and run it again.",
        )


def refuse_unreadable(folder: Path, notebooks: Sequence[str]) -> list[Path]:
    """The notebooks of a hand-in. One that was left out earns nothing; if none of them is there, a
    person must look: raises ``WorkError``."""
    if not folder.is_dir():
        raise WorkError(f"{folder} is gone.", hint="Run `ownpace collect` again.")
    there = [folder / name for name in notebooks if (folder / name).is_file()]
    if not there:
        found = ", ".join(sorted(path.name for path in folder.glob("*.ipynb")))
        raise WorkError(
            f"It holds no {' or '.join(notebooks)}" + (f", but {found}." if found else "."),
            hint="Rename the notebook, or ask the learner to hand in again.",
        )
    return there


def _leftovers(graded: Path) -> list[Path]:
    if not graded.parent.is_dir():
        return []
    return sorted(p for p in graded.parent.iterdir() if p.name.startswith(f".{graded.name}."))
