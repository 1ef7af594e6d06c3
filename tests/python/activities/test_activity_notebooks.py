"""Activities in a notebook that a real kernel runs, as exported HTML and feedback show them."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from nbformat.v4 import new_code_cell, new_notebook

from ownpace.store.answers import record_answer

CELLS = [
    "from ownpace import quiz, reflect",
    "import os\nos.chdir('/')",
    "quiz('curve')",
    "reflect('why', 'Why <em>not</em>?')",
    "quiz('unknown')",
]


@pytest.fixture
def executed(module: Path) -> Any:
    """The notebook, run in its module's folder with a reflection saved before."""
    record_answer(module, "why", "reflect", {"text": "<b>Because</b>"}, True)
    notebook = new_notebook(cells=[new_code_cell(source) for source in CELLS])
    client = NotebookClient(
        notebook,
        kernel_name="python3",
        store_widget_state=False,
        timeout=120,
        resources={"metadata": {"path": str(module)}},
    )
    return client.execute()


def test_a_notebook_runs_and_exports_with_its_answers(executed: Any) -> None:
    """Each activity has its static form, also after the code went to another folder; a quiz that
    is not there is words; the exported page shows it all, escaped."""
    outputs = [cell.outputs[0] for cell in executed.cells[2:]]
    assert [output.output_type for output in outputs] == ["execute_result"] * 3
    assert all({"text/html", "text/plain"} <= set(output.data) for output in outputs)
    assert "There is no quiz" in outputs[2].data["text/plain"]

    page, _ = HTMLExporter().from_notebook_node(nbformat.from_dict(executed))
    assert "What did Ebbinghaus measure?" in page
    assert "&lt;b&gt;Because&lt;/b&gt;" in page
    assert "<b>Because</b>" not in page


def _loaded_by(statement: str) -> set[str]:
    """The top-level modules that a fresh Python has after a statement."""
    code = f"{statement}\nimport sys\nprint(*{{name.split('.')[0] for name in sys.modules}})"
    ran = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True, env=os.environ
    )
    return set(ran.stdout.split())


def test_importing_the_package_is_cheap() -> None:
    """The server and the command line load no widgets by it, nor anything else heavy."""
    loaded = _loaded_by("import ownpace")
    assert not loaded & {"tornado", "ipywidgets", "anywidget", "nbgrader", "pydantic", "nbformat"}


def test_activities_load_nothing_of_the_server_or_the_teacher() -> None:
    """A learner's kernel waits for neither."""
    loaded = _loaded_by("from ownpace import *")
    assert not loaded & {"nbgrader", "nbconvert", "nbformat", "jupyter_server", "ownpace_graders"}
    assert not loaded & {"fsrs", "icalendar"}, "only who plans or reviews waits for these"


def test_the_public_names_are_all_there() -> None:
    """``__all__``, ``dir`` and what loads agree; anything else is an honest error."""
    import ownpace

    names = {"ask", "checkin", "checklist", "note", "plan", "quiz", "reflect", "review", "video"}
    assert set(ownpace.__all__) == names
    assert {name for name in ownpace.__all__ if callable(getattr(ownpace, name))} <= set(
        dir(ownpace)
    )
    with pytest.raises(AttributeError, match="no attribute 'quizz'"):
        ownpace.quizz  # noqa: B018
