"""What others wrote reaches the learner's notebook: by an exchange, and by bundles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ownpace.activities.checkin import CheckinWidget, checkin
from ownpace.store.answers import record_answer
from ownpace.store.bundle import open_bundle, write_bundle
from ownpace.store.class_answers import CLASS_FILE
from ownpace_graders.lines import Silent
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.support.inquiries import School, a_school
from tests.support.sharing import by_bundle, by_exchange, close, decide, shares, sharing_course
from tests.support.teacher import MODULE

OTHERS = {"anna": "What is a sum?", "ben": "Why plus?"}
PAST = "2026-01-05"


@pytest.fixture(scope="module", params=["exchange", "bundle"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp(request.param)
    exchange = base / "exchange" if request.param == "exchange" else None
    return sharing_course(base / "course", exchange=exchange, closes="")


@pytest.fixture
def school(course: Path, tmp_path: Path) -> Iterator[School]:
    """A learner and two others have handed in what they share."""
    mode = "exchange" if (course.parent / "exchange").exists() else "bundle"
    with a_school(course, tmp_path / "school", mode) as found:
        for learner, text in OTHERS.items():
            (by_exchange if mode == "exchange" else by_bundle)(found.root, learner, shares(text))
        mine = {"sure": 3, "unclear": "Mine.", "share": True}
        record_answer(found.server.folder / MODULE, "how", "checkin", mine, True)
        found.submit(learner="Ada Lovelace")
        found.collect()
        yield found


def closed(school: School) -> None:
    """The module closes, and its teacher lets the class see the answers."""
    close(school.root, PAST)
    release(school.root, [], Silent(), datetime.now(UTC))
    if school.mode == "bundle":
        publish(school.root, school.server.folder)
    assert school.feedback().exit_code == 1
    decide(school.root, True)
    assert school.feedback().exit_code == 0


def bring_back(school: School) -> None:
    """What the learner does: press *Feedback*, or open the zip file that came."""
    if school.mode == "exchange":
        school.server.post(f"modules/{MODULE}/feedback")
    else:
        path = school.root / "outbox" / "Ada-Lovelace" / f"{MODULE}.zip"
        reply = school.server.post("feedback", content=path.read_bytes())
        assert reply.status_code == 200, reply.text


def kept(school: School) -> Path:
    return school.server.folder / MODULE / "feedback" / CLASS_FILE


def test_others_show_beside_ones_own(school: School, monkeypatch: pytest.MonkeyPatch) -> None:
    """After the close, in the activity, without one's own; and they go again when the teacher takes
    them back."""
    closed(school)
    bring_back(school)
    monkeypatch.setattr("ownpace.activities.place.FOLDER", school.server.folder / MODULE)
    shown = checkin("how")
    assert isinstance(shown, CheckinWidget)
    assert set(shown.others["unclear"]) == set(OTHERS.values())
    decide(school.root, False)
    school.feedback()
    bring_back(school)
    again = checkin("how")
    assert isinstance(again, CheckinWidget)
    assert again.others == {}


def test_nothing_comes_before_the_close(school: School) -> None:
    """Neither made by the teacher's side, nor taken by the learner's from an exchange in which it
    lies too early."""
    school.feedback()
    assert not (school.root / "class-answers").exists()
    if school.mode == "exchange":
        place = school.root.parent / "exchange" / "small-1" / "feedback"
        place.mkdir(exist_ok=True)
        early = {"format": 1, "course": "small-1", "module": MODULE, "answers": {}}
        (place / f"{MODULE}~{CLASS_FILE}").write_text(json.dumps(early))
        school.server.post(f"modules/{MODULE}/feedback")
    assert not kept(school).exists()


def test_it_is_no_work(school: School) -> None:
    """What others wrote is not handed in."""
    kept(school).parent.mkdir(exist_ok=True)
    kept(school).write_text("{}")
    before = {p for p in (school.root / "attempts").rglob("*") if p.is_file()}
    school.submit(learner="Ada Lovelace")
    school.collect()
    new = {p for p in (school.root / "attempts").rglob("*") if p.is_file()} - before
    assert new
    assert not [p for p in new if p.name == CLASS_FILE]


def test_the_teachers_file_is_read_as_hostile(school: School) -> None:
    """A zip file with answers that are none, or of another module, is refused, and changes
    nothing."""
    closed(school)
    bring_back(school)
    before = kept(school).read_bytes()
    for content in (b"{", b'{"format":1,"course":"small-1","module":"other","answers":{}}'):
        if school.mode == "exchange":
            place = school.root.parent / "exchange" / "small-1" / "feedback"
            (place / f"{MODULE}~{CLASS_FILE}").write_bytes(content)
            school.server.post(f"modules/{MODULE}/feedback")
        else:
            reply = school.server.post("feedback", content=forged(school, content))
            assert reply.status_code in (409, 422), reply.text
        assert kept(school).read_bytes() == before


def forged(school: School, content: bytes) -> bytes:
    """The learner's own zip file, with other answers of the class in it."""
    path = school.root / "outbox" / "Ada-Lovelace" / f"{MODULE}.zip"
    with open_bundle(path, "feedback") as found:
        manifest = found.manifest
    write_bundle(path, manifest, {CLASS_FILE: content})
    return path.read_bytes()
