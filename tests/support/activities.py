"""Notebooks with activities in a real JupyterLab, and how a learner gets about in them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook
from playwright.sync_api import Locator, Page, expect

from tests.support.lab import Lab, open_notebook, run_all
from tests.support.processes import until

_KERNEL = {"name": "python3", "display_name": "Python 3 (ipykernel)", "language": "python"}


def make_module(folder: Path, code: Sequence[str], quizzes: dict[str, Any]) -> Path:
    """A released module: ``module.ipynb`` with these code cells, and its ``quiz.json``."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "quiz.json").write_text(json.dumps({"format": 1, "quizzes": quizzes}))
    cells = [new_markdown_cell("## Practice"), *map(new_code_cell, code)]
    notebook = new_notebook(cells=cells, metadata={"kernelspec": _KERNEL})
    nbformat.write(notebook, folder / "module.ipynb")
    return folder


def open_and_run(page: Page, lab: Lab, module: Path, shown: str = ".ownpace") -> None:
    """Open the module's notebook, run all of it, and wait until ``shown`` is there."""
    open_notebook(page, lab, f"{module.relative_to(lab.folder).as_posix()}/module.ipynb")
    run_all(page)
    expect(page.locator(shown).last).to_be_visible(timeout=60_000)


def question(page: Page, text: str) -> Locator:
    return page.get_by_role("group", name=text)


def saved(module: Path) -> Any:
    """The answers on disk, once there are any."""
    path = module / "answers.json"
    until(path.exists, "answers.json")
    return json.loads(path.read_text())["answers"]


def tab_to(page: Page, target: Locator, key: str = "Tab") -> None:
    """Press ``key`` until the focus is on ``target``, as somebody without a mouse does."""
    expect(target).to_be_visible(timeout=60_000)
    for _ in range(90):
        if target.evaluate("node => node === document.activeElement"):
            return
        page.keyboard.press(key)
    raise AssertionError("the keyboard does not get there")
