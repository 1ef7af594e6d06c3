"""A learner on a hub: every button of the panel, through a real nbgrader exchange."""

from __future__ import annotations

import getpass
import json
import os
import shutil
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.course.outline import source
from tests.support.backups import pile
from tests.support.exchange import Teacher, a_release
from tests.support.learner import FIRST, RIGHT, grading_cell, worked
from tests.support.processes import until
from tests.support.serving import Server, running_server

ME = getpass.getuser()
NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"
BETTER = "assert add(2, 2) == 4"


@dataclass(frozen=True)
class Hub:
    teacher: Teacher
    server: Server

    @property
    def inbound(self) -> list[str]:
        return sorted(path.name for path in (self.teacher.shared / "inbound").iterdir())


@pytest.fixture(scope="module")
def hub(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Hub]:
    """A released module in an exchange, and a learner's server that knows the exchange."""
    place, home = tmp_path_factory.mktemp("hub"), tmp_path_factory.mktemp("home")
    teacher = a_release(place)
    config = home / "config" / "nbgrader_config.py"
    config.parent.mkdir()
    config.write_text(f"c = get_config()\nc.Exchange.root = {str(teacher.exchange)!r}\n")
    folder = place / "learner"
    folder.mkdir()
    options = ["--Ownpace.mode=exchange", f"--Ownpace.course_id={teacher.course.id}"]
    with running_server(folder, home, *options) as server:
        yield Hub(teacher, server)


def test_the_exchange_alone_makes_the_panel(hub: Hub) -> None:
    """Before anything is fetched the panel knows the course, and whose work it will be."""
    panel = hub.server.get().json()
    assert (panel["mode"], panel["learner"], panel["notices"]) == ("exchange", ME, [])
    assert panel["state"]["title"] == "Small"


def test_an_interrupted_fetch_leaves_nothing(hub: Hub) -> None:
    """A module that cannot be copied whole is not there at all."""
    broken = hub.teacher.shared / "outbound" / FIRST / "gone.csv"
    broken.symlink_to("nowhere")
    reply = hub.server.post(f"modules/{FIRST}/start")
    assert (reply.status_code, reply.json()["code"]) == (502, "exchange-interrupted")
    assert not (hub.server.folder / FIRST).exists()
    assert list((hub.server.folder / ".ownpace").iterdir()) == []
    broken.unlink()


def test_start_fetches(hub: Hub) -> None:
    """Start fetches the released module, as files that the learner may write."""
    reply = hub.server.post(f"modules/{FIRST}/start")
    assert reply.json()["open"] == NOTEBOOK, reply.text
    assert (hub.server.folder / NOTEBOOK).stat().st_mode & 0o600 == 0o600


def test_changed_dates_need_no_fetching(hub: Hub) -> None:
    """A newer course.json in the exchange is what the panel shows; the learner's copy stays."""
    due = datetime.now(UTC) + timedelta(days=3)
    changed = hub.teacher.course.modules[0].model_copy(update={"due": due})
    hub.teacher.announce(revision=2, modules=(changed,))
    assert hub.server.get().json()["state"]["revision"] == 2
    assert hub.server.state(FIRST)["time"]["kind"] == "due"
    copy = json.loads((hub.server.folder / FIRST / "course.json").read_bytes())
    assert copy["revision"] == 1


def test_saving_and_checking(hub: Hub) -> None:
    """What was saved is recorded, and Check runs the fetched notebook."""
    released = json.loads((hub.server.folder / NOTEBOOK).read_bytes())
    hub.server.save(NOTEBOOK, worked(released, passed=["right"]))
    record = hub.server.folder / ".ownpace" / "progress.json"
    until(lambda: record.exists() and "right" in record.read_text(), "the save to be recorded")
    results = hub.server.post(f"modules/{FIRST}/check").json()["results"]
    assert [result["outcome"] for result in results] == ["passed", "passed"]


def test_a_hand_in_that_is_not_whole_does_not_count(hub: Hub) -> None:
    """When the copy that is kept for the learner cannot be written, neither the teacher nor the
    panel sees a hand-in."""
    cache = hub.server.home / "data" / "nbgrader_cache"
    cache.mkdir(parents=True)
    (cache / hub.teacher.course.id).write_text("in the way")
    reply = hub.server.post(f"modules/{FIRST}/submit")
    assert (reply.status_code, reply.json()["code"]) == (502, "exchange-interrupted")
    assert hub.inbound == []
    assert hub.server.state(FIRST)["hand_in"]["attempts"] == 0
    (cache / hub.teacher.course.id).unlink()


def test_submit_hands_in(hub: Hub) -> None:
    """Submit needs no name, makes no bundle, and is in the exchange when it counts."""
    reply = hub.server.post(f"modules/{FIRST}/submit").json()
    assert reply["bundle"] is None
    [arrived] = hub.inbound
    assert arrived.startswith(f"{ME}+{FIRST}+")
    assert hub.server.state(FIRST)["hand_in"]["attempts"] == 1
    at = datetime.fromisoformat(hub.server.state(FIRST)["hand_in"]["at"])
    assert at == datetime.fromisoformat(reply["at"])


def test_feedback_is_fetched_when_there_is_some(hub: Hub) -> None:
    """Until the teacher released feedback there is none; then the panel says that it waits, and
    fetches it."""
    assert hub.server.post(f"modules/{FIRST}/feedback").json()["code"] == "no-feedback"
    hub.teacher.grade(ME)
    assert hub.server.state(FIRST)["hand_in"]["kind"] == "feedback ready"
    [page] = hub.server.post(f"modules/{FIRST}/feedback").json()["pages"]
    assert page.startswith(f"{FIRST}/feedback/")
    assert "<html" in (hub.server.folder / page).read_text()
    assert hub.server.state(FIRST)["feedback"] == [page]


def test_feedback_that_changed_is_news(hub: Hub) -> None:
    """As after a correction; the same once more, which is released with all others, is none."""
    [released] = (hub.teacher.shared / "feedback").glob("*.html")
    later = time.time() + 60
    os.utime(released, (later, later))
    assert hub.server.state(FIRST)["hand_in"]["news"] is False
    released.write_text(released.read_text().replace("</body>", "<p>Corrected.</p></body>"))
    os.utime(released, (later, later))
    assert hub.server.state(FIRST)["hand_in"]["news"] is True
    [page] = hub.server.post(f"modules/{FIRST}/feedback").json()["pages"]
    assert "Corrected." in (hub.server.folder / page).read_text()
    assert hub.server.state(FIRST)["hand_in"]["news"] is False


def test_start_over_fetches_anew(hub: Hub) -> None:
    """Start over brings what was released, keeps the work, and the feedback in its place."""
    reply = hub.server.post(f"modules/{FIRST}/start-over").json()
    assert (hub.server.folder / reply["kept"] / f"{FIRST}.ipynb").exists()
    assert hub.server.state(FIRST)["feedback"]
    assert hub.server.state(FIRST)["steps"][0]["checks_passed"] == 0


def test_a_correction_comes_by_the_exchange(hub: Hub) -> None:
    """What the teacher corrected in the exchange is named, and nothing changes until the learner
    says so; then it stands beside what was written, and a copy of that is kept."""
    released = json.loads((hub.server.folder / NOTEBOOK).read_bytes())
    hub.server.save(NOTEBOOK, worked(released))
    before = (hub.server.folder / NOTEBOOK).read_bytes()
    better = json.loads((hub.teacher.shared / "outbound" / NOTEBOOK).read_bytes())
    grading_cell(better, "right")["source"] = BETTER
    hub.teacher.correct(better, revision=3)
    named = {"kind": "changed", "name": "the check “Adds two numbers”"}
    assert hub.server.get().json()["updates"] == {FIRST: {"pieces": [named], "why": []}}
    assert (hub.server.folder / NOTEBOOK).read_bytes() == before
    reply = hub.server.post(f"modules/{FIRST}/update", json={"bring_in": True}).json()
    after = json.loads((hub.server.folder / NOTEBOOK).read_bytes())
    assert source(grading_cell(after, "right")) == BETTER
    assert source(grading_cell(after, "work")) == RIGHT
    assert (hub.server.folder / reply["kept"] / f"{FIRST}.ipynb").read_bytes() == before
    assert hub.server.get().json()["updates"] == {}


def test_a_missing_exchange_loses_nothing(hub: Hub) -> None:
    """Without the exchange the panel still shows the course and says what is wrong; what needs the
    exchange is refused, and the work stays where it is. It recovers by itself."""
    before = (hub.server.folder / NOTEBOOK).read_bytes()
    away = hub.teacher.exchange.rename(hub.teacher.exchange.with_name("away"))
    assert [n["code"] for n in hub.server.get().json()["notices"]] == ["exchange-missing"]
    for action in ("submit", "feedback", "start-over"):
        reply = hub.server.post(f"modules/{FIRST}/{action}")
        assert (reply.status_code, reply.json()["code"]) == (503, "exchange-missing"), action
    assert (hub.server.folder / NOTEBOOK).read_bytes() == before
    away.rename(hub.teacher.exchange)
    assert hub.server.get().json()["notices"] == []


def test_an_exchange_without_an_inbound_refuses_to_take_work(hub: Hub) -> None:
    """A place that takes no work is named, before anything is copied."""
    inbound = hub.teacher.shared / "inbound"
    away = inbound.rename(inbound.with_name("away"))
    reply = hub.server.post(f"modules/{FIRST}/submit")
    assert (reply.status_code, reply.json()["code"]) == (502, "exchange-read-only")
    away.rename(inbound)


def test_everything_is_saved_and_brought_back(hub: Hub) -> None:
    """On a hub, too: with the module's folder gone, what was not the learner's is fetched from the
    exchange anew, and the work is put in it."""
    module = hub.server.folder / FIRST
    before = (module / f"{FIRST}.ipynb").read_bytes()
    (module / "notes.txt").write_text("mine")
    saved = hub.server.get("backup/everything").content
    shutil.rmtree(module)
    assert hub.server.get().json()["notebooks"] == {}
    reply = hub.server.post("backup/bring-back", content=pile(saved))
    assert reply.status_code == 200, reply.text
    assert (module / "notes.txt").read_text() == "mine"
    assert (module / f"{FIRST}.ipynb").read_bytes() == before
    assert reply.json()["panel"]["notebooks"] == {FIRST: NOTEBOOK}


def test_the_server_stays_in_its_folder(hub: Hub) -> None:
    """nbgrader's classes were used without changing the server's working directory."""
    assert not Path(hub.server.folder, "feedback").exists()
    assert sorted(p.name for p in hub.server.folder.iterdir()) == [".ownpace", FIRST, "kept"]
