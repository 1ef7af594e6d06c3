"""``class-answers/<module>.json``: what a teacher reads, and decides, before anybody else sees it.

The teacher changes ``show`` and ``release``; all else is made here. An answer whose learner took
its leave back is gone at the next look. What comes after the decision waits for another one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Literal

from pydantic import Field

from ownpace.course.model import Id
from ownpace.errors import WorkError
from ownpace.models import Model
from ownpace.store.answers import ActivityId
from ownpace.store.class_answers import LIMIT, ClassAnswers, Open
from ownpace.store.files import locked, write_atomically
from ownpace.store.memory import DAMAGE, read_limited
from ownpace_graders.class_answers.gathering import Gathered


class Heard(Model):
    """One answer of somebody in the class."""

    show: bool = Field(description="false: it is withheld")
    text: str


class Paper(Model):
    """The whole file."""

    format: Literal[1] = 1
    course: Id
    module: Id
    release: bool | None = Field(
        default=None, description="true: the class sees it; null: nobody has decided yet"
    )
    sent: bool = Field(default=False, description="something went out once")
    answers: dict[ActivityId, dict[Open, tuple[Heard, ...]]] = Field(default_factory=dict)

    def count(self) -> int:
        """Answers there are, shown or not."""
        return sum(1 for _ in self._all())

    def shown(self) -> int:
        """Answers that the class sees."""
        return sum(heard.show for heard in self._all()) if self.release else 0

    def _all(self) -> Iterator[Heard]:
        yield from (h for one in self.answers.values() for heard in one.values() for h in heard)


def paper_path(root: Path, module: str) -> Path:
    return root / "class-answers" / f"{module}.json"


def revise_paper(root: Path, course: str, module: str, gathered: Gathered) -> tuple[Paper, int]:
    """Bring the file up to date with what is ``gathered``; it, and how many answers are new since
    the decision. There is no file while there is nothing to decide. Raises ``WorkError``."""
    path = paper_path(root, module)
    if not gathered and not path.exists():
        return Paper(course=course, module=module), 0
    path.parent.mkdir(exist_ok=True)
    with locked(path.parent / ".lock"):
        before = _read(path) if path.exists() else Paper(course=course, module=module)
        known = _known(before)
        answers: dict[str, dict[Open, tuple[Heard, ...]]] = {}
        for question, texts in gathered.items():
            heard = (_heard(text, known.get((*question, text)), before) for text in texts)
            answers.setdefault(question.activity, {})[question.name] = tuple(heard)
        after = before.model_copy(update={"answers": answers})
        if after != before or not path.exists():
            _save(path, after)
    fresh = [(*q, text) for q, texts in gathered.items() for text in texts]
    return after, sum(one not in known for one in fresh)


def mark_sent(root: Path, paper: Paper) -> None:
    """Remember that something went out, whatever else was changed meanwhile. Raises
    ``WorkError``."""
    path = paper_path(root, paper.module)
    if not paper.sent:
        with locked(path.parent / ".lock"):
            _save(path, _read(path).model_copy(update={"sent": True}))


def to_send(paper: Paper) -> ClassAnswers:
    """What the class may see of it: nothing, unless its teacher says so."""
    shown = {
        activity: {name: tuple(h.text for h in heard if h.show) for name, heard in one.items()}
        for activity, one in paper.answers.items()
    }
    answers = shown if paper.release else {}
    return ClassAnswers(course=paper.course, module=paper.module, answers=answers)


def _heard(text: str, show: bool | None, before: Paper) -> Heard:
    """A text that is new waits, where the others are out already."""
    return Heard(show=before.release is None if show is None else show, text=text)


def _known(paper: Paper) -> Mapping[tuple[str, str, str], bool]:
    return {
        (activity, name, heard.text): heard.show
        for activity, one in paper.answers.items()
        for name, every in one.items()
        for heard in every
    }


def _save(path: Path, paper: Paper) -> None:
    write_atomically(path, paper.model_dump_json(indent=1) + "\n")


def _read(path: Path) -> Paper:
    try:
        return Paper.model_validate_json(read_limited(path, LIMIT))
    except DAMAGE as problem:
        raise WorkError(
            f"class-answers/{path.name} cannot be read: nothing of it was sent or changed.",
            hint="Mend it, or delete it to have it made anew.",
        ) from problem
