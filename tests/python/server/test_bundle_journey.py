"""A learner without an exchange: every button of the panel, in the order of a course."""

from __future__ import annotations

import json
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

from ownpace.store.bundle import open_bundle
from tests.support.learner import FIRST, SECOND, lesson, worked
from tests.support.processes import until
from tests.support.returned import feedback
from tests.support.serving import Server

NOTEBOOK = f"{FIRST}/{FIRST}.ipynb"


def test_panel_of_a_new_learner(server: Server) -> None:
    """At first the first module is open, the second locked with its reason, and nothing is
    fetched."""
    panel = server.get().json()
    assert (panel["mode"], panel["learner"], panel["notebooks"]) == ("bundle", None, {})
    assert server.state(FIRST)["access"]["kind"] == "open"
    assert server.state(SECOND)["access"]["waits_for"] == [FIRST]


def test_locked_module_is_refused_with_its_reason(server: Server) -> None:
    """Starting a locked module says what unlocks it, and fetches nothing."""
    reply = server.post(f"modules/{SECOND}/start")
    assert (reply.status_code, reply.json()["code"]) == (409, "locked")
    assert FIRST.title() in reply.json()["message"]
    assert not (server.folder / SECOND).exists()


def test_start_copies_the_released_module_once(server: Server) -> None:
    """Start copies what was released and opens it; a second Start changes no file of it."""
    reply = server.post(f"modules/{FIRST}/start")
    assert reply.json()["open"] == NOTEBOOK
    assert reply.json()["panel"]["notebooks"] == {FIRST: NOTEBOOK}
    (server.folder / FIRST / "data.csv").write_text("mine")
    server.post(f"modules/{FIRST}/start")
    assert (server.folder / FIRST / "data.csv").read_text() == "mine"


def test_saving_records_what_passed_for_good(server: Server) -> None:
    """A save in which a check passed is recorded; a later save in which it fails takes nothing
    away."""
    server.save(NOTEBOOK, worked(lesson(), passed=["right"]))
    until(lambda: "right" in _recorded(server), "the save to be recorded")
    server.save(NOTEBOOK, worked(lesson()))
    assert server.state(FIRST)["steps"][0]["checks_passed"] == 1


def test_check_runs_a_copy_and_names_each_check(server: Server) -> None:
    """Check runs the saved notebook from the top, says what was seen, and leaves every file of the
    module as it was."""
    server.save(NOTEBOOK, worked(lesson(), "def add(a, b):\n    return 3"))
    before = (server.folder / NOTEBOOK).read_bytes()
    results = server.post(f"modules/{FIRST}/check").json()["results"]
    assert [(r["title"], r["outcome"], r["score"]) for r in results] == [
        ("Adds two numbers", "passed", 1),
        ("parts", "partial", 1),
    ]
    assert results[1]["message"].startswith("1 of 2 points")
    assert (server.folder / NOTEBOOK).read_bytes() == before


def test_check_records_what_passed(server: Server) -> None:
    """A check that passed in Check counts although the saved notebook does not show it."""
    server.save(NOTEBOOK, lesson() | {"cells": _solved_cells()})
    reply = server.post(f"modules/{FIRST}/check").json()
    assert {r["outcome"] for r in reply["results"]} == {"passed"}
    assert server.state(FIRST)["steps"][0]["done"]


def test_ticking_a_step(server: Server) -> None:
    """Only a step without checks, activities and answers is ticked by hand."""
    reply = server.post(f"modules/{FIRST}/steps/look")
    assert reply.json()["panel"]["state"]["modules"][0]["steps"][2]["done"]
    refused = server.post(f"modules/{FIRST}/steps/add")
    assert (refused.status_code, refused.json()["code"]) == (409, "not-by-hand")
    assert server.post(f"modules/{FIRST}/steps/nothing").json()["code"] == "unknown-step"


def test_submit_asks_for_a_name_once(server: Server) -> None:
    """Without a name the hand-in is refused; with one it is made, and the name kept."""
    refused = server.post(f"modules/{FIRST}/submit")
    assert (refused.status_code, refused.json()["code"]) == (422, "name-needed")
    made = server.post(f"modules/{FIRST}/submit", json={"learner": " Ada  Lovelace "}).json()
    assert made["panel"]["learner"] == "Ada Lovelace"
    assert made["missing"]
    again = server.post(f"modules/{FIRST}/submit").json()
    assert again["panel"]["state"]["modules"][0]["hand_in"]["attempts"] == 2


def test_bundle_holds_what_changed(server: Server) -> None:
    """The bundle holds the notebook and what the learner changed, under the learner's name; a file
    as it was released, hidden files and feedback stay."""
    module = server.folder / FIRST
    (module / "data.csv").write_bytes(b"1,2\n")
    (module / "notes.txt").write_text("mine")
    (module / ".hidden").write_text("mine")
    (module / "link").symlink_to("/etc/passwd")
    made = server.post(f"modules/{FIRST}/submit").json()["bundle"]
    with open_bundle(server.folder / made["path"], "submission") as bundle:
        assert bundle.manifest.learner == "Ada Lovelace"
        assert bundle.names == (f"{FIRST}.ipynb", "notes.txt")
        assert json.loads(bundle.read(f"{FIRST}.ipynb"))["nbformat"] == 4
    (module / "link").unlink()


def test_no_feedback_yet(server: Server) -> None:
    """Feedback that is not there is a refusal that says when to look again."""
    reply = server.post(f"modules/{FIRST}/feedback")
    assert (reply.status_code, reply.json()["code"]) == (404, "no-feedback")


def test_opening_the_teachers_zip(server: Server, tmp_path: Path) -> None:
    """The teacher's zip puts its page beside the module, and its score in the panel."""
    reply = server.post("feedback", content=feedback(tmp_path / "f.zip").read_bytes())
    assert reply.status_code == 200, reply.text
    assert reply.json()["module"] == FIRST
    [page] = reply.json()["pages"]
    assert (server.folder / page).read_text().startswith("<html>")
    hand_in = server.state(FIRST)["hand_in"]
    assert (hand_in["kind"], hand_in["score"], hand_in["attempts"]) == ("graded", 2.5, 3)
    assert server.post(f"modules/{FIRST}/feedback").json()["pages"] == [page]


def test_something_else_than_feedback_is_refused(server: Server) -> None:
    """A submission, a damaged zip and a zip with a way out are refused by name."""
    submission = next((server.folder / "handed-in").glob("*.zip")).read_bytes()
    assert server.post("feedback", content=submission).json()["code"] == "bundle-kind"
    assert server.post("feedback", content=b"PK no").json()["code"] == "archive-damaged"
    outside = BytesIO()
    with ZipFile(outside, "w") as zip_file:
        zip_file.writestr("../../escaped.html", "x")
    reply = server.post("feedback", content=outside.getvalue())
    assert (reply.status_code, reply.json()["code"]) == (422, "archive-unsafe")
    assert not (server.folder.parent / "escaped.html").exists()


def test_start_over_keeps_the_former_work(server: Server) -> None:
    """Start over brings a pristine copy, keeps everything of the former one but its feedback,
    forgets what was recorded, and leaves hand-ins as they are."""
    former = (server.folder / NOTEBOOK).read_bytes()
    reply = server.post(f"modules/{FIRST}/start-over").json()
    kept = server.folder / reply["kept"]
    assert (kept / f"{FIRST}.ipynb").read_bytes() == former
    assert (kept / "notes.txt").read_text() == "mine"
    assert json.loads((server.folder / reply["open"]).read_bytes()) == lesson()
    state = server.state(FIRST)
    assert [step["done"] for step in state["steps"]] == [False, False, False]
    assert state["hand_in"]["kind"] == "graded"
    assert state["feedback"]


def _recorded(server: Server) -> list[str]:
    path = server.folder / ".ownpace" / "progress.json"
    return json.loads(path.read_text())["modules"].get(FIRST, {}).get("passed", [])


def _solved_cells() -> list[dict[str, object]]:
    return [{**cell, "outputs": []} if "outputs" in cell else cell for cell in _worked_cells()]


def _worked_cells() -> list[dict[str, object]]:
    return list(worked(lesson())["cells"])
