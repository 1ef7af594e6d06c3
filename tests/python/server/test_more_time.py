"""More time that one learner has: it reaches that learner's panel, and nobody else's."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Iterator
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ownpace_graders.extend import Ask, extend
from ownpace_graders.feedback import send_more_time
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.inquiries import School, a_school, now
from tests.support.ruled import write_dates
from tests.support.teacher import ME, MODULE, make_course

DAYS = timedelta(days=3)


@pytest.fixture(scope="module", params=["exchange", "bundle"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp(request.param)
    exchange = base / "exchange" if request.param == "exchange" else None
    root = make_course(base / "course", exchange=exchange)
    due, closes = (f"{now() + timedelta(days=days):%Y-%m-%d}" for days in (2, 4))
    write_dates(root, due=due, closes=closes)
    release(root, [], Silent(), now())
    return root


@pytest.fixture
def school(course: Path, tmp_path: Path) -> Iterator[School]:
    mode = "exchange" if (course.parent / "exchange").exists() else "bundle"
    with a_school(course, tmp_path / "school", mode) as found:
        yield found


def learner(school: School) -> str:
    return ME if school.mode == "exchange" else "Ada"


def dates(school: School) -> tuple[datetime, datetime]:
    time = school.server.state(MODULE)["time"]
    return datetime.fromisoformat(time["due"]), datetime.fromisoformat(time["closes"])


def rules(school: School) -> list[str]:
    found: list[str] = school.server.get().json()["state"]["rules"]
    return found


def test_it_shows_in_the_learners_panel(school: School) -> None:
    """Due and closing dates, and the rule in words; also for a module not handed in yet."""
    school.ask("May I have more time?", learner="Ada")
    school.collect()
    before = dates(school)
    assert extend(school.root, Ask(learner(school), MODULE, days=3), now()).exit_code == 0
    school.bring_back()
    assert dates(school) == (before[0] + DAYS, before[1] + DAYS)
    assert [words for words in rules(school) if words.startswith("For you “Sums” is due ")]


def test_nobody_else_is_told(school: School) -> None:
    """Neither in course.json nor by a name that one could guess; the class's dates stay."""
    school.ask("May I?", learner="Ada")
    school.collect()
    before = dates(school)
    extend(school.root, Ask("somebody-else", MODULE, days=3), now())
    if school.mode == "exchange":
        shared = school.root.parent / "exchange"
        assert not [p for p in shared.rglob("*") if p.is_file() and b"259200" in p.read_bytes()]
        school.bring_back()
    else:  # even a zip file that went to the wrong address
        [zip_file] = (school.root / "outbox").glob("*/*.zip")
        assert school.server.post("feedback", content=zip_file.read_bytes()).status_code == 200
    assert dates(school) == before
    released = (school.root / "release" / MODULE / "course.json").read_text()
    assert "somebody-else" not in released


def test_before_anything_was_sent_it_is_a_file_to_send(school: School) -> None:
    """There is no secret yet to name it by in an exchange: the command says where the file is,
    which the learner opens in the panel, on a hub as well."""
    before = dates(school)
    extend(school.root, Ask(learner(school), MODULE, days=3), now())
    assert dates(school) == before
    school.bring_back()
    assert dates(school) == (before[0] + DAYS, before[1] + DAYS)
    [path] = (school.root / "outbox").glob("*/*.zip")
    assert path.parent.name == learner(school)
    with zipfile.ZipFile(path) as archive:
        told: dict[str, Any] = json.loads(archive.read("files/more-time.json"))
    assert told["more"] == {MODULE: "P3D"}


def test_time_taken_back_is_told_as_well(school: School) -> None:
    """By ``days: 0`` in the file, and the next feedback."""
    school.ask("May I?", learner="Ada")
    school.collect()
    before = dates(school)
    extend(school.root, Ask(learner(school), MODULE, days=3), now())
    school.bring_back()
    path = school.root / "extensions.yml"
    path.write_text(path.read_text().replace("days: 3", "days: 0"))
    later = (now() + timedelta(seconds=5)).timestamp()
    os.utime(path, (later, later))
    send_more_time(school.root)
    school.bring_back()
    assert dates(school) == before


@pytest.mark.parametrize(
    "content",
    [b"", b"[]", b"{", b'{"format": 2}', b"\xff" * 2_000_000, b'{"course": "small-1", "at": "x"}'],
)
def test_a_damaged_file_changes_nothing(school: School, content: bytes) -> None:
    """In the learner's folder, where anybody may have written it."""
    before = dates(school)
    (school.server.folder / ".ownpace" / "more-time.json").write_bytes(content)
    assert dates(school) == before


def test_a_link_out_of_the_folder_is_not_followed(school: School, tmp_path: Path) -> None:
    """To whatever it leads."""
    before = dates(school)
    outside = tmp_path / "outside.json"
    about = {"course": "small-1", "at": now().isoformat(), "more": {MODULE: "P9D"}}
    outside.write_text(json.dumps(about))
    (school.server.folder / ".ownpace" / "more-time.json").symlink_to(outside)
    assert dates(school) == before
