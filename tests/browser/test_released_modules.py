"""The sample course's modules as released, in a real JupyterLab, for a learner who solved them."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

import ownpace
from ownpace.course.outline import grading, source
from ownpace_graders.course_file import load
from ownpace_graders.lines import Silent
from ownpace_graders.new import new
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from ownpace_graders.shipped import shipped
from tests.support.lab import Lab, open_notebook, run_all
from tests.support.processes import until

CALLS = "|".join([*ownpace.__all__, "interact", r"show_\w+"])
WIDGET = ".jp-OutputArea-output.lm-Panel"
CONTROL = ".widget-slider, .widget-toggle-buttons"
MODULES = [module.id for module in load(shipped("sample")).modules]
RUN = 120_000  #: ms, for all cells of a module on a busy machine
WRONG = ", ".join(
    f'.jp-OutputArea-output[data-mime-type="application/vnd.jupyter.{kind}"]'
    for kind in ("error", "stderr")
)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """What learners are given, of all modules."""
    base = tmp_path_factory.mktemp("sample")
    root = base / "course"
    new(root)
    with (root / "nbgrader_config.py").open("a", encoding="utf-8") as config:
        config.write(f"\nc.Exchange.root = {str(base / 'exchange')!r}\n")
    (base / "exchange").mkdir()
    assert release(root, (), Silent(), datetime.now(UTC)).exit_code == 0
    publish(root, base / "public")
    return base / "public" / "released"


@pytest.fixture(scope="module")
def whole_lab(start_lab: Callable[..., Lab], tmp_path_factory: pytest.TempPathFactory) -> Lab:
    """One JupyterLab for all modules, which keeps all of a long notebook in the page."""
    lab = start_lab(tmp_path_factory.mktemp("modules"))
    settings = lab.settings / "@jupyterlab" / "notebook-extension" / "tracker.jupyterlab-settings"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text(json.dumps({"windowingMode": "none"}))
    return lab


@pytest.mark.parametrize("module", MODULES)
def test_a_released_module_runs_and_its_figures_move(
    module: str, released: Path, whole_lab: Lab, page: Page
) -> None:
    """All cells run without an error or a warning, activities and figures are there, and each
    control of each figure answers to the keyboard."""
    shutil.copytree(released / module, whole_lab.folder / module)
    notebook = whole_lab.folder / module / f"{module}.ipynb"
    solve(notebook, module)
    open_notebook(page, whole_lab, f"{module}/{module}.ipynb")
    run_all(page)
    prompts = page.locator(".jp-CodeCell .jp-InputArea-prompt")
    expect(prompts.last).to_have_text(re.compile(r"\[\d+\]:"), timeout=RUN)
    expect(page.locator(WRONG)).to_have_count(0)
    expect(page.locator(WIDGET)).to_have_count(widgets_of(notebook), timeout=RUN)
    figures = page.locator(".jp-OutputArea-output .widget-interact")
    assert figures.count() >= 2
    for figure in figures.all():
        move(page, figure)
    expect(page.locator(WRONG)).to_have_count(0)


def solve(path: Path, module: str) -> None:
    """Write the solutions into a learner's notebook, where exercises stand."""
    notebook = json.loads(path.read_text(encoding="utf-8"))
    source = shipped("sample") / "source" / module / f"{module}.ipynb"
    cells = json.loads(source.read_text(encoding="utf-8"))["cells"]
    solutions: dict[str, Any] = {cell["id"]: cell["source"] for cell in cells}
    for cell in notebook["cells"]:
        if grading(cell).get("solution"):
            cell["source"] = solutions[cell["id"]]
    path.write_text(json.dumps(notebook), encoding="utf-8")


def widgets_of(path: Path) -> int:
    """How many of its cells show one: they end in a call of an activity or of a figure to move."""
    cells = json.loads(path.read_text(encoding="utf-8"))["cells"]
    code = [source(cell) for cell in cells if cell["cell_type"] == "code"]
    return sum(bool(re.search(rf"^({CALLS})\(", text, re.MULTILINE)) for text in code)


def move(page: Page, figure: Locator) -> None:
    """Use every control of a figure by keyboard, each until what it shows has changed."""
    output = figure.locator(".widget-output").first
    expect(output.locator("figcaption")).to_have_text(re.compile(r"\w"), timeout=RUN)
    expect(output.get_by_role("img", name=re.compile(r"\w"))).to_have_count(1)
    controls = figure.locator(CONTROL)
    expect(controls).to_have_count(figure.locator(":scope > :not(.widget-output)").count())
    for control in controls.all():
        before = output.inner_html()
        handle, key = handle_of(control)
        handle.focus()
        page.keyboard.press(key)
        until(partial(_changed, output, before), f"a change by {control.inner_text()!r}")


def handle_of(control: Locator) -> tuple[Locator, str]:
    """What of a control takes the keyboard, and a key that changes it as far as it goes."""
    slider = control.get_by_role("slider")
    if slider.count():
        value, most = (slider.get_attribute(f"aria-value{x}") for x in ("now", "max"))
        return slider, "Home" if value == most else "End"
    return control.locator("button:not(.mod-active)").first, "Enter"


def _changed(output: Locator, before: str) -> bool:
    now = output.inner_html()
    return bool(now) and now != before
