"""A course with an exchange and an inbox, as a watcher finds it."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.arriving import Class
from tests.support.teacher import NOW, copy_of, make_course


@pytest.fixture(scope="session")
def a_released_class(tmp_path_factory: pytest.TempPathFactory) -> Class:
    base = tmp_path_factory.mktemp("watch")
    root = make_course(base / "course", exchange=base / "exchange")
    release(root, [], Silent(), NOW)
    return Class(root)


@pytest.fixture
def a_class(a_released_class: Class, tmp_path: Path) -> Class:
    """A copy with an exchange of its own, and an empty inbox."""
    found = Class(copy_of(a_released_class.root, tmp_path / "copy"))
    found.inbox.mkdir()
    return found
