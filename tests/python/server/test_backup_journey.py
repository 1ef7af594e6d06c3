"""Work that outlives its disk: saved from one server, brought back on another."""

from __future__ import annotations

import json
from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from ownpace.store.backup import open_backup
from tests.support.backups import LATER, LONG_AGO, backup, pile
from tests.support.learner import FIRST, SECOND, as_json, lesson, publish, small_course, worked
from tests.support.serving import Server, running_server

NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"
WORK = worked(lesson(), passed=["right"])
ANSWERS = {
    "format": 1,
    "answers": {
        "mood": {"kind": "note", "at": "2027-01-20T12:00:00Z", "complete": True, "value": {}}
    },
}


@pytest.fixture(scope="module")
def former(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A session in which the first module was worked on and handed in."""
    folder = publish(tmp_path_factory.mktemp("former") / "course", small_course())
    with running_server(folder, tmp_path_factory.mktemp("home")) as running:
        assert running.post(f"modules/{FIRST}/start").status_code == 200
        running.save(NOTEBOOK, WORK)
        (folder / FIRST / "answers.json").write_text(json.dumps(ANSWERS))
        (folder / FIRST / "more").mkdir()
        (folder / FIRST / "more" / "notes ü.txt").write_text("mine")
        assert running.post(f"modules/{FIRST}/steps/look").status_code == 200
        assert running.post(f"modules/{FIRST}/submit", json={"learner": "Ada"}).status_code == 200
        yield running


@pytest.fixture
def fresh(tmp_path: Path) -> Iterator[Server]:
    """The next session: the same course, and an empty disk."""
    folder = publish(tmp_path / "course", small_course())
    with running_server(folder, tmp_path / "home") as running:
        yield running


def everything(server: Server) -> bytes:
    reply = server.get("backup/everything")
    assert reply.headers["content-type"] == "application/zip"
    return reply.content


def compared(server: Server, *backups: bytes) -> dict[str, Any]:
    reply = server.post("backup/compare", content=pile(*backups))
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def brought(server: Server, *backups: bytes, newer: bool = False) -> dict[str, Any]:
    reply = server.post("backup/bring-back", content=pile(*backups, newer=newer))
    assert reply.status_code == 200, reply.text
    found: dict[str, Any] = reply.json()
    return found


def kinds(reply: dict[str, Any]) -> dict[str, str]:
    return {change["name"]: change["kind"] for change in reply["changes"]}


def test_a_backup_holds_what_is_the_learners_own(former: Server) -> None:
    """Work, answers, the zip that was handed in and the records; no file that is as it was
    released."""
    with open_backup(BytesIO(everything(former))) as backup:
        names = [path for path, _, _ in backup.files()]
        assert backup.manifest.learner == "Ada"
    [bundle] = (former.folder / "handed-in").iterdir()
    assert sorted(names) == [
        ".ownpace/progress.json",
        f"{FIRST}/{FIRST}.ipynb",
        f"{FIRST}/answers.json",
        f"{FIRST}/more/notes ü.txt",
        f"handed-in/{bundle.name}",
    ]


def test_parts_are_fetched_again_only_when_they_changed(former: Server) -> None:
    """A part's tag stays while its files do, and tells when one of them changes."""
    before = former.get("backup").json()
    assert set(before["parts"]) == {FIRST, ".ownpace"}
    assert before["disk"]
    assert former.get("backup").json()["parts"] == before["parts"]
    (former.folder / FIRST / "scratch.txt").write_text("x")
    after = former.get("backup").json()["parts"]
    assert after[FIRST]["tag"] != before["parts"][FIRST]["tag"]
    assert after[".ownpace"] == before["parts"][".ownpace"]
    (former.folder / FIRST / "scratch.txt").unlink()


def test_an_empty_disk_gets_everything_back(former: Server, fresh: Server) -> None:
    """All files, the ticks, the name and the attempts, in a module that was never started here;
    the first look says so and changes nothing, and another look finds nothing left to do."""
    saved = everything(former)
    before = sorted(fresh.folder.rglob("*"))
    looked = compared(fresh, saved)
    assert set(kinds(looked).values()) == {"added", "new"}
    assert looked["changes"][0]["module"] == ""
    assert sorted(fresh.folder.rglob("*")) == before
    reply = brought(fresh, saved)
    assert (reply["kept"], reply["refused"]) == (None, [])
    assert (fresh.folder / NOTEBOOK).read_bytes() == (former.folder / NOTEBOOK).read_bytes()
    assert (fresh.folder / FIRST / "data.csv").read_bytes() == b"1,2\n"
    assert (fresh.folder / FIRST / "more" / "notes ü.txt").read_text() == "mine"
    assert reply["panel"]["learner"] == "Ada"
    state = fresh.state(FIRST)
    assert state["hand_in"]["attempts"] == 1
    assert [step["done"] for step in state["steps"]][-1]
    assert state["steps"][0]["checks_passed"] == 1
    assert compared(fresh, saved)["changes"] == []


def test_the_parts_together_are_everything(former: Server, fresh: Server) -> None:
    """What a browser keeps by parts comes back as the whole does."""
    names = former.get("backup").json()["parts"]
    parts = [former.get(f"backup/parts/{name}").content for name in names]
    assert kinds(compared(fresh, *parts)) == kinds(compared(fresh, everything(former)))


def test_two_disks_are_two_disks(former: Server, fresh: Server) -> None:
    """The name of a disk is made once work is recorded there, and does not come back with it."""
    assert fresh.get("backup").json()["disk"] == ""
    brought(fresh, everything(former))
    disk = fresh.get("backup").json()["disk"]
    assert disk not in ("", former.get("backup").json()["disk"])


def test_newer_work_is_not_overwritten_unasked(fresh: Server) -> None:
    """A notebook that was changed here since is told as newer and stays, with the older one put
    in kept/; asked for, it is replaced, and itself kept."""
    fresh.post(f"modules/{FIRST}/start")
    fresh.save(NOTEBOOK, WORK)
    here = (fresh.folder / NOTEBOOK).read_bytes()
    old = as_json(worked(lesson(), "def add(a, b):\n    return 0"))
    saved = backup({NOTEBOOK: old}, LONG_AGO)
    assert kinds(compared(fresh, saved)) == {f"{FIRST}.ipynb": "newer here"}
    first = brought(fresh, saved)
    assert first["files"] == []
    assert (fresh.folder / NOTEBOOK).read_bytes() == here
    assert (fresh.folder / first["kept"] / NOTEBOOK).read_bytes() == old
    second = brought(fresh, saved, newer=True)
    assert second["files"] == [NOTEBOOK]
    assert (fresh.folder / NOTEBOOK).read_bytes() == old
    assert (fresh.folder / second["kept"] / NOTEBOOK).read_bytes() == here


def test_older_work_is_replaced_and_kept(fresh: Server) -> None:
    """What comes back is newer than what is here: it takes its place, and a copy stays."""
    fresh.post(f"modules/{FIRST}/start")
    fresh.save(NOTEBOOK, WORK)
    here = (fresh.folder / NOTEBOOK).read_bytes()
    saved = backup({NOTEBOOK: as_json(lesson())}, LATER)
    assert kinds(compared(fresh, saved)) == {f"{FIRST}.ipynb": "changed"}
    reply = brought(fresh, saved)
    assert (fresh.folder / reply["kept"] / NOTEBOOK).read_bytes() == here


def test_a_notebook_only_opened_is_not_newer_work(former: Server, fresh: Server) -> None:
    """JupyterLab writes to a notebook that is opened; as long as its cells say what they said, the
    work comes back without a question."""
    fresh.post(f"modules/{FIRST}/start")
    opened = lesson()
    opened["metadata"]["language_info"]["version"] = "3.99"
    fresh.save(NOTEBOOK, opened)
    assert kinds(compared(fresh, everything(former)))[f"{FIRST}.ipynb"] == "new"


def test_of_several_versions_the_newest_counts(fresh: Server) -> None:
    """The others are in kept/, whatever their number and order."""
    path = f"{FIRST}/notes.txt"
    reply = brought(
        fresh,
        backup({path: b"first"}, LONG_AGO),
        backup({path: b"third"}, LATER),
        backup({path: b"second"}, LONG_AGO.replace(year=2021)),
    )
    assert (fresh.folder / path).read_bytes() == b"third"
    kept = [file for file in (fresh.folder / reply["kept"]).rglob("*") if file.is_file()]
    assert sorted(file.read_bytes() for file in kept) == [b"first", b"second"]


def test_the_records_of_both_disks_count(former: Server, fresh: Server) -> None:
    """What is recorded grows by what comes back; the name that was typed here stays."""
    fresh.post(f"modules/{FIRST}/start")
    fresh.post(f"modules/{FIRST}/submit", json={"learner": "Grace"})
    assert compared(fresh, everything(former))["learner"] == "Ada"
    panel = brought(fresh, everything(former))["panel"]
    assert panel["learner"] == "Grace"
    assert fresh.state(FIRST)["steps"][2]["done"]


def test_work_on_a_course_of_another_title_is_told(former: Server, fresh: Server) -> None:
    """It may be another course that has the same id: only then is the learner told its title."""
    assert former.get("backup").json()["title"] == "Small"
    assert compared(fresh, everything(former))["title"] == ""
    assert compared(fresh, backup({NOTEBOOK: as_json(WORK)}, title="Large"))["title"] == "Large"


def test_one_damaged_backup_hides_no_other(former: Server, fresh: Server) -> None:
    """The sound ones come back, and it is said that one does not; alone it is refused."""
    reply = compared(fresh, b"PK no", everything(former))
    assert reply["changes"]
    assert len(reply["refused"]) == 1
    alone = fresh.post("backup/compare", content=pile(b"PK no"))
    assert (alone.status_code, alone.json()["code"]) == (422, "archive-damaged")


NO_PILES = [b"", b"{}\n", b'{"sizes": []}\n', b'{"sizes": [9]}\nshort', b"[" * 40_000]


@pytest.mark.parametrize("body", [*NO_PILES, b'{"sizes": [-1, 6]}\nshort'])
def test_a_body_that_is_no_pile_is_refused(fresh: Server, body: bytes) -> None:
    """With a code and words, and nothing is read."""
    reply = fresh.post("backup/bring-back", content=body)
    assert (reply.status_code, reply.json()["code"]) == (400, "bad-request")


def test_an_unknown_part_is_refused(fresh: Server) -> None:
    """A part is a module of the course, or its records."""
    for name in ("released", "..%2f..%2fetc", "kept"):
        assert fresh.get(f"backup/parts/{name}").status_code == 404
    assert SECOND not in fresh.get("backup").json()["parts"]
