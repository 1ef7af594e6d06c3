"""What is kept of a learner's studying, and which questions could come back, not asked here."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from ownpace.course.model import Course, Module
from ownpace.errors import WorkError
from ownpace.progress.model import Progress, Record
from ownpace.store.layout import CourseFolder
from ownpace.store.memory import Remembered, Stamp, stamp_of
from ownpace.store.study import read_study
from ownpace.study.model import Card, Study
from ownpace.study.reviewing import Item, card_of

Stamps = tuple[Stamp | None, Stamp | None]


@dataclass(frozen=True)
class Studied:
    """``cards``: of each question of the completed modules, what is known of its memory.
    ``problems`` hide nothing else."""

    study: Study = field(default_factory=Study)
    cards: tuple[Card | None, ...] = ()
    problems: tuple[WorkError, ...] = ()


class Reviews:
    """Looks again and again; reads only where a module's questions or answers changed, since the
    panel asks often and a course may have thousands of questions."""

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._study = Remembered(lambda _: read_study(folder))
        self._items: dict[str, tuple[Stamps, tuple[Item, ...]]] = {}
        self._first: dict[Item, Card | None] = {}

    def look(self, course: Course, progress: Progress, wanted: bool) -> Studied:
        """Changes nothing on disk. The cards are looked for only where they are ``wanted``."""
        try:
            study = self._study(self._folder.study)
        except WorkError as problem:
            return Studied(problems=(problem,))
        items = self._of_course(course, progress) if wanted else ()
        return Studied(study, tuple(self._card(item, study) for item in items))

    def _of_course(self, course: Course, progress: Progress) -> Iterator[Item]:
        for module in course.modules:
            record = progress.modules.get(module.id, Record())
            if record.cleared or record.complete:
                yield from self._of_module(module)

    def _of_module(self, module: Module) -> tuple[Item, ...]:
        quiz = stamp_of(self._folder.quiz(module.id))
        if quiz is None:
            return ()
        stamps = (quiz, stamp_of(self._folder.answers(module.id)))
        known = self._items.get(module.id)
        if known is None or known[0] != stamps:
            # Reading questions loads what judges them: only where there are any to review.
            from ownpace.activities.recall import recalls_of

            read = tuple(recall.item for recall in recalls_of(self._folder, module))
            known = self._items[module.id] = (stamps, read)
        return known[1]

    def _card(self, item: Item, study: Study) -> Card | None:
        if item.id in study.cards:
            return card_of(item, study.cards)
        if item not in self._first:
            self._first[item] = card_of(item, {})
        return self._first[item]
