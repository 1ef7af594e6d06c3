"""A module that its teacher corrects after learners began it."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.course.model import Correction
from ownpace.course.outline import source
from ownpace.errors import CourseError
from ownpace.server import actions
from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.server.wire import Updated, Updating
from ownpace.store.layout import CourseFolder
from tests.support.learner import (
    FIRST,
    Notebook,
    grading_cell,
    lesson,
    publish,
    publish_again,
    save,
    small_course,
    worked,
)

HOUR = timedelta(hours=1)
NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
BETTER = "assert add(2, 2) == 4"


@pytest.fixture
def desk(tmp_path: Path) -> Desk:
    """The first module begun and worked on; its data changed as well by the learner."""
    folder = CourseFolder(publish(tmp_path / "course", small_course()))
    made = Desk(folder, BundleChannel(folder))
    actions.start(made, FIRST, NOW)
    save(folder.root, FIRST, worked(lesson()))
    return made


def better() -> Notebook:
    notebook = lesson()
    grading_cell(notebook, "right")["source"] = BETTER
    return notebook


def correct(desk: Desk, notebook: Notebook, data: bytes = b"1,2\n") -> None:
    publish_again(desk.folder.root, notebook, data)


def told(desk: Desk) -> list[tuple[str, str]]:
    update = panel(desk, desk.look(), NOW).updates.get(FIRST)
    return [(piece.kind, piece.name) for piece in update.pieces] if update else []


def test_the_learner_is_told_why(desk: Desk) -> None:
    """What was said since the module was begun, until it is brought in; then only what is new."""
    first, second = (Correction(at=NOW + n * HOUR, why=f"Because {n}.") for n in (1, 2))
    publish_again(desk.folder.root, better(), why=[first])
    assert reasons(desk) == [first]
    update(desk)
    assert told(desk) == []
    publish_again(desk.folder.root, lesson(), why=[first, second])
    assert reasons(desk) == [second]


def reasons(desk: Desk) -> list[Correction]:
    return [*panel(desk, desk.look(), NOW).updates[FIRST].why]


def update(desk: Desk, bring_in: bool = True) -> Updated:
    return actions.update(desk, FIRST, Updating(bring_in=bring_in), NOW)


def mine(desk: Desk) -> Notebook:
    found: Notebook = json.loads((desk.folder.module(FIRST) / f"{FIRST}.ipynb").read_bytes())
    return found


def test_the_learner_is_told_which_pieces_changed(desk: Desk) -> None:
    """By name; nothing is touched until they say so, and own work is no correction."""
    assert told(desk) == []
    before = (desk.folder.module(FIRST) / f"{FIRST}.ipynb").read_bytes()
    correct(desk, better(), data=b"3,4\n")
    assert told(desk) == [("changed", "the check “Adds two numbers”"), ("changed", "data.csv")]
    assert (desk.folder.module(FIRST) / f"{FIRST}.ipynb").read_bytes() == before


def test_bringing_it_in_keeps_the_work_and_a_copy(desk: Desk) -> None:
    """The new check is there beside what the learner wrote, the former work is in ``kept/``, and
    there is nothing more to tell."""
    correct(desk, better(), data=b"3,4\n")
    before = (desk.folder.module(FIRST) / f"{FIRST}.ipynb").read_bytes()
    done = update(desk)
    assert source(grading_cell(mine(desk), "right")) == BETTER
    assert source(grading_cell(mine(desk), "work")) == "def add(a, b):\n    return a + b"
    assert (desk.folder.module(FIRST) / "data.csv").read_bytes() == b"3,4\n"
    assert done.kept is not None
    assert (desk.folder.root / done.kept / f"{FIRST}.ipynb").read_bytes() == before
    assert told(desk) == []


def test_a_file_that_the_learner_changed_keeps_its_name(desk: Desk) -> None:
    """The new one stands beside it."""
    own = desk.folder.module(FIRST) / "data.csv"
    own.write_bytes(b"mine")
    correct(desk, lesson(), data=b"3,4\n")
    update(desk)
    assert own.read_bytes() == b"mine"
    assert own.with_name("data-updated.csv").read_bytes() == b"3,4\n"


def test_going_on_without_is_remembered(desk: Desk) -> None:
    """Until the teacher changes something else; nothing is copied or changed."""
    correct(desk, better())
    before = (desk.folder.module(FIRST) / f"{FIRST}.ipynb").read_bytes()
    assert update(desk, bring_in=False).kept is None
    assert told(desk) == []
    assert (desk.folder.module(FIRST) / f"{FIRST}.ipynb").read_bytes() == before
    correct(desk, better(), data=b"5\n")
    assert ("changed", "data.csv") in told(desk)


def test_starting_over_takes_the_newest(desk: Desk) -> None:
    """And tells of nothing afterwards."""
    correct(desk, better())
    actions.start_over(desk, FIRST, NOW)
    assert told(desk) == []


def test_feedback_and_answers_stay(desk: Desk) -> None:
    """They are neither copied away nor lost."""
    page = desk.folder.feedback(FIRST) / "2027-01-01T00-00-00" / f"{FIRST}.html"
    page.parent.mkdir(parents=True)
    page.write_text("<p>Well done.</p>")
    desk.folder.answers(FIRST).write_text('{"format": 1, "answers": {}}')
    correct(desk, better())
    update(desk)
    assert page.is_file()
    assert desk.folder.answers(FIRST).is_file()


@pytest.mark.parametrize("content", [b"", b"{", b"[" * 100_000, b'{"format": 2}'])
def test_a_damaged_memory_tells_nothing(desk: Desk, content: bytes) -> None:
    """What cannot be compared is not told; the panel is drawn."""
    correct(desk, better())
    desk.folder.begun(FIRST).write_bytes(content)
    assert told(desk) == []


def test_a_module_that_was_not_begun_has_nothing_to_update(desk: Desk) -> None:
    """It is refused, and nothing is left behind."""
    with pytest.raises(CourseError) as refused:
        actions.update(desk, "doubling", Updating(bring_in=True), NOW)
    assert refused.value.code == "not-started"
    assert not (desk.folder.root / "kept").exists()
