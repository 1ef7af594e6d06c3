"""Where in a course folder a learner's own files are, and what each of them must be.

A path that comes from elsewhere (a zip file, a browser) is believed only if it names one of these
places, and its content only if it is what belongs there.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from typing import Literal, NamedTuple

from ownpace.course.model import Course
from ownpace.errors import ArchiveError, OwnpaceError, WorkError
from ownpace.progress.model import Progress
from ownpace.store.answers import parse_answers
from ownpace.store.attempts import moment_of
from ownpace.store.bundle import open_bundle
from ownpace.store.feedback import is_page
from ownpace.store.kept import LARGEST
from ownpace.store.layout import ANSWERS_FILE, FEEDBACK, HANDED_IN, MORE_TIME_FILE, OWN
from ownpace.store.memory import DAMAGE
from ownpace.store.more_time import parse_more_time
from ownpace.store.notebooks import parse_notebook
from ownpace.store.own_files import may_be_work
from ownpace.store.questions import parse_asked
from ownpace.store.replies import REPLIES_FILE, parse_replies
from ownpace.store.study import parse_study

#: The part of a backup that belongs to no module. No module can be called so.
RECORDS = OWN
PROGRESS = f"{OWN}/progress.json"

Kind = Literal["work", "feedback", "handed in", "record"]
_TIME = r"-\d{4}-\d\d-\d\dT\d\d-\d\d-\d\d\.zip"
_RECORDS: dict[str, tuple[str, Callable[[bytes], object]]] = {
    PROGRESS: ("what you have done, and your name", Progress.model_validate_json),
    f"{OWN}/study.json": ("your study plan and reviews", parse_study),
    f"{OWN}/asked.json": ("the questions you asked", parse_asked),
    f"{OWN}/{MORE_TIME_FILE}": ("how much more time you have", parse_more_time),
}
RECORD_FILES = tuple(_RECORDS)


class Place(NamedTuple):
    """``part`` is a module's id, or ``RECORDS``; ``name`` is the path below the module's folder."""

    part: str
    kind: Kind
    name: str

    @property
    def words(self) -> str:
        """What a learner calls it."""
        return _RECORDS[self.name][0] if self.kind == "record" else self.name


def place_of(path: str, course: Course) -> Place | None:
    """The place that ``path`` names, if it is one of a learner's own."""
    folder, _, name = path.partition("/")
    if path in _RECORDS:
        return Place(RECORDS, "record", path)
    if folder == HANDED_IN:
        module = next((m for m in course.modules if is_bundle_of(m.id, name)), None)
        return Place(module.id, "handed in", path) if module else None
    if not name or course.module(folder) is None:
        return None
    if _is_feedback(name):
        return Place(folder, "feedback", name)
    return Place(folder, "work", name) if may_be_work(name) else None


def is_bundle_of(module: str, name: str) -> bool:
    """Whether *Submit* or *Ask* gives a zip file of this module such a name."""
    return re.fullmatch(rf"{re.escape(module)}(~question)?{_TIME}", name) is not None


def refuse_unfit(place: Place, content: bytes, course: Course) -> None:
    """Raise ``OwnpaceError`` unless ``content`` is what belongs at ``place``."""
    try:
        _read(place, content, course)
    except OwnpaceError:
        raise
    except DAMAGE as problem:
        raise _unfit(place) from problem


def _read(place: Place, content: bytes, course: Course) -> None:
    if place.kind == "record" or (place.kind, place.name) == ("work", ANSWERS_FILE):
        if len(content) > LARGEST:
            raise _unfit(place)
        (parse_answers if place.kind == "work" else _RECORDS[place.name][1])(content)
    elif place.kind == "work" and place.name.endswith(".ipynb"):
        parse_notebook(content, place.name)
    elif place.kind == "handed in":
        _refuse_unfit_bundle(place, content, course)
    elif place.name.endswith(REPLIES_FILE) and place.kind == "feedback":
        replies = parse_replies(content)
        if (replies.course, replies.module) != (course.id, place.part):
            raise _unfit(place)


def _refuse_unfit_bundle(place: Place, content: bytes, course: Course) -> None:
    kind: Literal["question", "submission"] = "question" if "~" in place.name else "submission"
    with open_bundle(BytesIO(content), kind) as bundle:
        if (bundle.manifest.course, bundle.manifest.module) != (course.id, place.part):
            raise ArchiveError(f"{place.name} is for another module.", code="bundle-altered")


def _is_feedback(name: str) -> bool:
    folder, _, rest = name.partition("/")
    attempt, _, page = rest.partition("/")
    if folder != FEEDBACK:
        return False
    is_known = is_page(page) and "/" not in page and moment_of(attempt) is not None
    return is_known or rest == REPLIES_FILE


def _unfit(place: Place) -> WorkError:
    return WorkError(f"{place.name} cannot be understood.", code="unfit")
