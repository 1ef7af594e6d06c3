"""A learner's whole way through a module, in a real JupyterLab, with a real teacher at the other
end: by nbgrader's exchange, and by bundles."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ownpace_graders.collect import collect
from ownpace_graders.demo import Demo
from ownpace_graders.demo.exchange import exchange_of, make_exchange
from ownpace_graders.demo.learners import solutions, solve
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.new import new
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.support.lab import Lab, open_notebook, run_all, running_lab

PATIENCE = 60_000  # ms

pytestmark = pytest.mark.timeout(600)
NOTEBOOK = "welcome/welcome.ipynb"


def now() -> datetime:
    return datetime.now(UTC)


@pytest.fixture(scope="module")
def school(tmp_path_factory: pytest.TempPathFactory) -> Demo:
    """The sample course, released into an exchange of its own."""
    demo = Demo(tmp_path_factory.mktemp("school"))
    new(demo.course)
    make_exchange(demo)
    release(demo.course, (), Silent(), now())
    return demo


@contextmanager
def a_learner(page: Page, folder: Path, home: Path, *options: str) -> Iterator[tuple[Lab, Locator]]:
    """JupyterLab on a learner's folder, with the panel in view."""
    with running_lab(folder, home, *options) as lab:
        page.goto(lab.address())
        yield lab, the_panel(page)


def the_panel(page: Page) -> Locator:
    panel = page.get_by_role("region", name="Course")
    expect(panel).to_be_visible(timeout=PATIENCE)
    return panel


def solve_module(school: Demo, folder: Path) -> None:
    """Do the exercises of the first module, as the reference solutions do."""
    path = folder / NOTEBOOK
    notebook = json.loads(path.read_bytes())
    solve(notebook, solutions(school.course, "welcome"), 1)
    path.write_text(json.dumps(notebook))


def wait_until_run(page: Page) -> None:
    """Wait until some cell was run and none waits: *Run all* marks them all at once."""
    prompts = page.locator(".jp-NotebookPanel .jp-CodeCell .jp-InputPrompt")
    expect(prompts.filter(has_text=re.compile(r"\[\d+\]:")).first).to_be_attached(timeout=PATIENCE)
    expect(prompts.filter(has_text="[*]:")).to_have_count(0, timeout=PATIENCE)


def work_and_hand_in(page: Page, school: Demo, lab: Lab, panel: Locator) -> None:
    """Start, run, save, Check: up to the question that Submit asks."""
    panel.get_by_role("button", name="Start", exact=True).click()
    expect(page.locator(".jp-NotebookPanel")).to_be_visible(timeout=PATIENCE)
    solve_module(school, lab.folder)
    open_notebook(page, lab, NOTEBOOK)
    expect(the_panel(page)).to_contain_text("In progress, 0 of")
    run_all(page)
    wait_until_run(page)
    page.keyboard.press("Control+s")
    expect(the_panel(page)).not_to_contain_text("In progress, 0 of", timeout=PATIENCE)
    panel.get_by_role("button", name="Check", exact=True).click()
    results = panel.locator(".op-Results")
    expect(results).to_be_visible(timeout=3 * PATIENCE)  # it starts a kernel and runs it all
    expect(results.locator("li:not(.op-mod-passed)")).to_have_count(0)
    panel.get_by_role("button", name="Submit", exact=True).click()
    expect(page.get_by_role("dialog")).to_contain_text("Not done yet")


def see_feedback(page: Page, panel: Locator) -> None:
    """The teacher's page is open, and the panel shows the score."""
    viewer = page.locator(".jp-HTMLViewer iframe")
    expect(viewer).to_be_visible(timeout=PATIENCE)
    expect(viewer.content_frame.get_by_text("Score", exact=False).first).to_be_attached()
    # All exercises are solved, and the quiz for points is not answered.
    expect(panel).to_contain_text("Score 5 of 7", timeout=PATIENCE)


def test_by_exchange(browser: Browser, page: Page, school: Demo, tmp_path: Path) -> None:
    """Start, run, check, submit; the teacher collects, grades and releases feedback; the learner
    opens it and sees the score."""
    folder, home = tmp_path / "learner", tmp_path / "home"
    folder.mkdir()
    (home / "config").mkdir(parents=True)
    config = f"c = get_config()\nc.Exchange.root = {str(exchange_of(school))!r}\n"
    (home / "config" / "nbgrader_config.py").write_text(config)
    options = ("--Ownpace.mode=exchange", "--Ownpace.course_id=ownpace-101")
    with a_learner(page, folder, home, *options) as (lab, panel):
        work_and_hand_in(page, school, lab, panel)
        page.get_by_role("dialog").get_by_role("button", name="Submit").click()
        expect(panel).to_contain_text("Handed in", timeout=PATIENCE)
        collected = collect(school.course, (), Silent(), now())
        for step in (collected, grade(school.course, (), Silent())):
            assert step.exit_code == 0, step
        assert feedback(school.course, (), Silent(), now()).exit_code == 0
        panel.get_by_role("button", name="Feedback", exact=True).click()
        see_feedback(page, panel)


def test_by_bundle(browser: Browser, page: Page, school: Demo, tmp_path: Path) -> None:
    """The same without an exchange: a bundle goes out with a name typed once, a zip with feedback
    comes back."""
    folder, home, inbox = tmp_path / "learner", tmp_path / "home", tmp_path / "inbox"
    publish(school.course, folder)
    home.mkdir()
    inbox.mkdir()
    with a_learner(page, folder, home) as (lab, panel):
        work_and_hand_in(page, school, lab, panel)
        dialog = page.get_by_role("dialog")
        dialog.get_by_label("Your name or id, as your teacher knows it").fill("Dora Dee")
        dialog.get_by_role("button", name="Submit").click()
        with page.expect_download(timeout=PATIENCE) as download:
            page.get_by_role("dialog").get_by_role("button", name="Download").click()
        download.value.save_as(inbox / download.value.suggested_filename)
        collected = collect(school.course, (), Silent(), now(), inbox=inbox)
        for step in (collected, grade(school.course, (), Silent())):
            assert step.exit_code == 0, step
        assert feedback(school.course, (), Silent(), now()).exit_code == 0
        [outgoing] = (school.course / "outbox").rglob("*.zip")
        panel.get_by_role("button", name="Feedback", exact=True).click()
        page.get_by_role("dialog").get_by_label("Feedback file").set_input_files(outgoing)
        page.get_by_role("dialog").get_by_role("button", name="Open").click()
        see_feedback(page, panel)
