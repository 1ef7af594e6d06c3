"""Takes the pictures in docs/images: ``python docs/screenshots.py``, from the repository. With the
word ``activities``, ``panel`` or ``feedback`` behind it, only those.

Builds the sample course in a temporary folder, works as a learner who has finished the first module
and begun the second, and photographs a real JupyterLab in the system's Chromium; then the feedback
that one of the demonstration's learners gets.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

from playwright.sync_api import Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from activity_pictures import photograph_activities  # noqa: E402

from ownpace_graders.check.material.nodes import save  # noqa: E402
from ownpace_graders.check.trial.execution import Job, execute_all  # noqa: E402 - tests/ is beside docs/
from ownpace_graders.demo import Demo, play  # noqa: E402
from ownpace_graders.demo.lab import hide_nbgrader  # noqa: E402
from ownpace_graders.demo.learners import Learner, prepare  # noqa: E402
from ownpace_graders.lines import Silent  # noqa: E402
from ownpace_graders.new import new  # noqa: E402
from ownpace_graders.publish import publish  # noqa: E402
from ownpace_graders.release import release  # noqa: E402
from tests.support.activities import make_module, open_and_run, question  # noqa: E402
from tests.support.lab import CHROMIUM_FLAGS, Lab, find_chromium, running_lab  # noqa: E402

IMAGES = Path(__file__).parent / "images"
PATIENCE = 60_000  # ms


def taught(demo: Demo) -> None:
    """The sample course, begun nine days ago, released and published to a learner."""
    today = datetime.now(UTC).date()
    begun = today - timedelta(days=9)
    new(demo.course, starts=begun.isoformat())
    release(demo.course, (), Silent(), datetime.now(UTC))
    publish(demo.course, demo.you)


def worked(demo: Demo, module: str, share: float) -> None:
    """Do a share of a module: really, by running its notebook."""
    homework = prepare(demo.course, demo.you, Learner("you", share), module)
    execute_all([homework.job], lambda _: None)
    keep(homework.job)


def keep(job: Job) -> None:
    save(job.notebook, job.folder / f"{job.name}.ipynb")


def tick_what_is_read(page: Page) -> None:
    """Tick the steps that only the learner can call done, in the first module."""
    boxes = page.locator(".op-Steps input[type=checkbox]")
    for left in range(boxes.count() - 1, -1, -1):
        boxes.first.click()
        expect(boxes).to_have_count(left, timeout=PATIENCE)


def unfold(heading: Locator) -> None:
    if heading.get_attribute("aria-expanded") == "false":
        heading.click()
    expect(heading).to_have_attribute("aria-expanded", "true")


def photograph(page: Page, lab: Lab) -> None:
    page.goto(lab.address("plan/plan.ipynb"))
    panel = page.get_by_role("region", name="Course")
    expect(panel).to_be_visible(timeout=PATIENCE)
    page.locator(".jp-Notebook h1").first.wait_for(timeout=PATIENCE)
    unfold(panel.locator("[aria-controls=op-module-welcome]"))
    tick_what_is_read(page)
    unfold(panel.locator("[aria-controls=op-module-plan]"))
    expect(panel.get_by_text("Kept in this browser at")).to_be_attached(timeout=PATIENCE)
    panel.evaluate("node => { node.scrollTop = 0; }")
    page.screenshot(path=IMAGES / "panel.png")


QUIZZES: dict[str, Any] = {
    "practice": {
        "title": "How memory fades",
        "confidence": True,
        "questions": [
            {
                "id": "steps",
                "kind": "ordering",
                "text": "In which order did Ebbinghaus work?",
                "items": ["Learn a list", "Wait", "Learn the list again", "Compare the times"],
            },
            {
                "id": "who",
                "kind": "matching",
                "text": "Who did what?",
                "pairs": [
                    {"text": "Ebbinghaus", "match": "Tested himself", "why": "And nobody else."},
                    {"text": "Murre and Dros", "match": "Repeated the old study"},
                ],
                "others": ["Published a schedule for reviews"],
            },
        ],
    },
    "points": {
        "title": "What the studies say",
        "graded": True,
        "questions": [
            {"id": "word", "kind": "text", "text": "What is saved the second time called?"},
            {"id": "days", "kind": "number", "text": "How long is a fortnight?", "unit": "days"},
        ],
    },
}


def photograph_quizzes(page: Page, lab: Lab) -> None:
    """A practice quiz with an answer that is right and one that is not, and a graded one."""
    code = ['from ownpace import quiz\n\nquiz("practice")', 'quiz("points")']
    open_and_run(page, lab, make_module(lab.folder / "pictures", code, QUIZZES))
    order = question(page, "In which order")
    for line in ("Compare the times", "Wait", "Learn the list again", "Learn a list"):
        for _ in range(4):
            order.get_by_role("button", name=f"Move up: {line}", exact=True).press("Enter")
    order.get_by_role("button", name="Check").click()
    expect(order.get_by_role("status").last).to_contain_text("In place")
    page.get_by_label("Ebbinghaus").select_option("Tested himself")
    page.get_by_label("Murre and Dros").select_option("Repeated the old study")
    question(page, "Who did what?").get_by_role("button").click()
    expect(question(page, "Who did what?").get_by_role("status")).to_contain_text("Right.")
    page.get_by_label("Your answer", exact=True).fill("Savings")
    question(page, "What is saved").get_by_role("button").click()
    expect(question(page, "What is saved").get_by_role("status")).to_contain_text("Saved.")
    for name, group in (("quiz", "How memory fades"), ("quiz-for-points", "What the studies say")):
        page.get_by_role("group", name=group).screenshot(path=IMAGES / f"{name}.png")


def photograph_feedback(page: Page, demo: Demo) -> None:
    """The page of a learner who did half of a module."""
    demo.place.mkdir()
    play(demo, Silent(), lambda: datetime.now(UTC), lambda _: None)
    written = demo.course / "feedback" / "ben" / "forgetting" / "forgetting.html"
    page.set_viewport_size({"width": 820, "height": 780})
    page.goto(written.as_uri())
    page.screenshot(path=IMAGES / "feedback.png")


def photograph_course(page: Page, demo: Demo) -> None:
    """The panel beside a module."""
    taught(demo)
    worked(demo, "welcome", 1)
    worked(demo, "plan", 0.5)
    hide_nbgrader(demo.place / "home" / "config")
    with running_lab(demo.you, demo.place / "home") as lab:
        photograph(page, lab)


def photograph_all_activities(page: Page, base: Path) -> None:
    (base / "activities").mkdir()
    with running_lab(base / "activities", base / "home") as lab:
        photograph_activities(page, lab)
        photograph_quizzes(page, lab)


def main(only: str = "") -> None:
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        base = Path(place)
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 960}, locale="en-GB")
        if only in {"", "activities"}:
            photograph_all_activities(page, base)
        if only in {"", "panel"}:
            page.set_viewport_size({"width": 1280, "height": 960})
            photograph_course(page, Demo(base / "course"))
        if only in {"", "feedback"}:
            photograph_feedback(page, Demo(base / "graded"))
        chromium.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
