"""A module with several notebooks, none of which is called as the module."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from ownpace.course import Course
from ownpace.server import actions
from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.panel import panel
from ownpace.server.wire import Submission
from ownpace.store.archive import open_archive
from ownpace.store.bundle import Bundle
from ownpace.store.layout import CourseFolder
from tests.support.learner import FIRST, as_json, lesson, markdown, notebook, publish, small_course

NOW = datetime(2027, 1, 15, 12, tzinfo=UTC)
OTHER = as_json(notebook(markdown("more", "More of it.")))


def a_desk(root: Path) -> Desk:
    """Its first module has ``part2.ipynb``, with the steps, and ``part10.ipynb``."""
    course = small_course()
    first = course.modules[0]
    digests = {"part2.ipynb": as_json(lesson()), "part10.ipynb": OTHER, "data.csv": b"1,2\n"}
    files = {name: hashlib.sha256(data).hexdigest() for name, data in digests.items()}
    made = first.model_copy(update={"files": files})
    several = Course.model_validate(
        {**course.model_dump(), "modules": [made.model_dump(), course.modules[1].model_dump()]}
    )
    folder = CourseFolder(publish(root / "course", several))
    (folder.released / FIRST / "part10.ipynb").write_bytes(OTHER)
    return Desk(folder, BundleChannel(folder))


def test_the_first_one_is_opened_and_shown(tmp_path: Path) -> None:
    """Start opens it, and its steps are the panel's; the other is beside it."""
    desk = a_desk(tmp_path)
    started = actions.start(desk, FIRST, NOW)
    assert started.open.endswith(f"{FIRST}/part2.ipynb")
    assert started.panel.notebooks[FIRST] == started.open
    assert (desk.folder.module(FIRST) / "part10.ipynb").read_bytes() == OTHER
    shown = panel(desk, desk.look(), NOW).state.modules[0]
    assert len(shown.steps) == 3


def test_all_of_them_are_handed_in(tmp_path: Path) -> None:
    """Also one that is as it was released: a notebook that is missing was left out."""
    desk = a_desk(tmp_path)
    actions.start(desk, FIRST, NOW)
    actions.submit(desk, FIRST, Submission(learner="Ada"), NOW)
    [path] = desk.folder.handed_in.iterdir()
    with open_archive(path) as archive:
        assert {"part2.ipynb", "part10.ipynb"} <= set(Bundle(archive).names)
