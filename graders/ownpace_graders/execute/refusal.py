"""The result of a task that never ran: no check of it is passed."""

from __future__ import annotations

import copy

from ownpace_graders.execute.model import Ran, Task
from ownpace_graders.execute.notebook import is_run


def not_run(task: Task, why: str) -> Ran:
    notebook = copy.deepcopy(task.notebook)
    for cell in filter(is_run, notebook.get("cells", [])):
        error = {"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [why]}
        cell["outputs"], cell["execution_count"] = [error], None
    return Ran(key=task.key, notebook=notebook, ended="not run", why=why)
