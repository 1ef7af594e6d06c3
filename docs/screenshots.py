"""Takes the pictures in docs/images: ``python docs/screenshots.py``, from the repository.

Builds the sample course in a temporary folder, works as a learner who has finished the first module
and begun the second, and photographs a real JupyterLab in the system's Chromium.
"""

from __future__ import annotations

import sys
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from playwright.sync_api import Locator, Page, expect, sync_playwright

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from activity_pictures import photograph_activities  # noqa: E402

from ownpace_graders.check.execution import Job, execute_all  # noqa: E402 - tests/ is beside docs/
from ownpace_graders.check.nodes import save  # noqa: E402
from ownpace_graders.demo import Demo  # noqa: E402
from ownpace_graders.demo.lab import hide_nbgrader  # noqa: E402
from ownpace_graders.demo.learners import Learner, prepare  # noqa: E402
from ownpace_graders.lines import Silent  # noqa: E402
from ownpace_graders.new import new  # noqa: E402
from ownpace_graders.publish import publish  # noqa: E402
from ownpace_graders.release import release  # noqa: E402
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
    modules = panel.locator(".op-Module h3 button")
    unfold(modules.nth(0))
    tick_what_is_read(page)
    unfold(modules.nth(1))
    page.screenshot(path=IMAGES / "panel.png")


def main() -> None:
    with tempfile.TemporaryDirectory() as place, sync_playwright() as playwright:
        demo = Demo(Path(place))
        taught(demo)
        worked(demo, "welcome", 1)
        worked(demo, "plan", 0.5)
        chromium = playwright.chromium.launch(executable_path=find_chromium(), args=CHROMIUM_FLAGS)
        page = chromium.new_page(viewport={"width": 1280, "height": 960}, locale="en-GB")
        hide_nbgrader(demo.place / "home" / "config")
        with running_lab(demo.you, demo.place / "home") as lab:
            photograph(page, lab)
            photograph_activities(page, lab)
        chromium.close()


if __name__ == "__main__":
    main()
