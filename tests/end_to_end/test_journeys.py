"""A learner's whole way through a module, in a real JupyterLab, with a real teacher at the other
end: by nbgrader's exchange, and by bundles."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from ownpace_graders.collect import collect
from ownpace_graders.demo import Demo
from ownpace_graders.demo.exchange import exchange_of, make_exchange
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from ownpace_graders.new import new
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.support.journey import PATIENCE, check, see_feedback, start, submit, the_panel, work
from tests.support.lab import Lab, running_lab

pytestmark = pytest.mark.timeout(600)
ALL_BUT_THE_QUIZ = "5 of 7"


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


def work_and_hand_in(page: Page, school: Demo, lab: Lab) -> None:
    """Start, run, save, Check: up to the question that Submit asks."""
    start(page)
    work(page, lab, school.course)
    expect(check(page).locator("li:not(.op-mod-passed)")).to_have_count(0)
    submit(page)


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
        work_and_hand_in(page, school, lab)
        page.get_by_role("dialog").get_by_role("button", name="Submit").click()
        expect(panel).to_contain_text("Handed in", timeout=PATIENCE)
        collected = collect(school.course, (), Silent(), now())
        for step in (collected, grade(school.course, (), Silent())):
            assert step.exit_code == 0, step
        assert feedback(school.course, (), Silent(), now()).exit_code == 0
        panel.get_by_role("button", name="Feedback", exact=True).click()
        see_feedback(page, ALL_BUT_THE_QUIZ)


def test_by_bundle(browser: Browser, page: Page, school: Demo, tmp_path: Path) -> None:
    """The same without an exchange: a bundle goes out with a name typed once, a zip with feedback
    comes back."""
    folder, home, inbox = tmp_path / "learner", tmp_path / "home", tmp_path / "inbox"
    publish(school.course, folder)
    home.mkdir()
    inbox.mkdir()
    with a_learner(page, folder, home) as (lab, panel):
        work_and_hand_in(page, school, lab)
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
        see_feedback(page, ALL_BUT_THE_QUIZ)
