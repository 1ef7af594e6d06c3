"""One server, with one small course in bundle mode, for each module of tests."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from tests.support.learner import publish, small_course
from tests.support.serving import Server, running_server


@pytest.fixture(scope="module")
def server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = publish(tmp_path_factory.mktemp("place") / "course", small_course())
    with running_server(folder, tmp_path_factory.mktemp("home")) as running:
        yield running
