"""Workers that are started before anybody knows what for."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_notebook

from ownpace_graders.execute import Crew, Ran, Settings, Task, execute
from tests.support.processes import until


def loaded(tmp_path: Path, settings: Settings, crew: Crew) -> Any:
    """Whether a notebook finds that a module was imported before it."""
    cells = [new_code_cell("import sys\n'wave' in sys.modules")]
    task = Task(key="one", notebook=dict(new_notebook(cells=cells)), folder=tmp_path)
    ran: list[Ran] = list(execute([task], settings, 1, crew=crew))
    return ran[0].notebook["cells"][0]["outputs"][0]["data"]["text/plain"]


@pytest.mark.parametrize("guess", [None, ("wave",), ("colorsys",)])
def test_a_submission_finds_what_its_module_imports(
    tmp_path: Path, guess: tuple[str, ...] | None
) -> None:
    """Whatever was guessed, right or wrong, or nothing."""
    with closing(Crew(early=1)) as crew:
        if guess is not None:
            crew.expect(Settings(imports=guess))
        assert loaded(tmp_path, Settings(imports=("wave",)), crew) == "True"


def test_workers_that_nobody_asked_for_end() -> None:
    """Nothing of them is left when the crew is closed."""
    crew = Crew(early=2)
    processes = [Path(f"/proc/{worker._process.pid}") for worker in crew._early]
    assert all(process.exists() for process in processes)
    crew.close()
    until(lambda: not any(process.exists() for process in processes), "the end of the workers")
