"""What others of the class wrote to the same open question: there once the module has closed."""

from __future__ import annotations

from collections.abc import Collection
from pathlib import Path

from ownpace.activities import place
from ownpace.errors import WorkError
from ownpace.store.layout import CourseFolder

Others = dict[str, list[str]]  #: texts by open question


def others(activity: str, own: Collection[str]) -> tuple[Others, str]:
    """The texts to each open question of an activity, without the learner's ``own``, and what kept
    them from being read (mostly nothing)."""
    path = CourseFolder(place.FOLDER.parent).class_answers(place.FOLDER.name)
    if not path.exists():
        return {}, ""
    try:
        return _others(path, activity, own), ""
    except WorkError as problem:
        return {}, str(problem)


def _others(path: Path, activity: str, own: Collection[str]) -> Others:
    # The course's models take long to make, and mostly there is no such file.
    from ownpace.store.class_answers import read_class_answers

    found = read_class_answers(path)
    if found.module != place.FOLDER.name:
        return {}
    by_question = found.answers.get(activity, {})
    return {name: [t for t in texts if t not in own] for name, texts in by_question.items()}
