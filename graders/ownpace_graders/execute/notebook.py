"""What of a notebook is executed, and what its cells say when they were not."""

from __future__ import annotations

from typing import Any

from ownpace_graders.execute.model import Settings, Task
from ownpace_graders.execute.outputs import Outputs

_UNSHOWN = "ERROR: An error occurred while showtraceback was disabled"


def text_of(source: Any) -> str:
    return source if isinstance(source, str) else "".join(map(str, source))


def is_run(cell: dict[str, Any]) -> bool:
    """nbclient runs code cells that are not empty, and not tagged ``skip-execution``."""
    tags = cell.get("metadata", {}).get("tags", [])
    code = cell.get("cell_type") == "code" and text_of(cell.get("source", "")).strip()
    return bool(code) and "skip-execution" not in tags


def snapshots_needed(task: Task, settings: Settings) -> int:
    """Other kernels than ours cannot be forked: there a check runs whole."""
    cells = [] if settings.kernel else task.notebook.get("cells", [])
    return sum(is_check(c) and settings.hidden_begin in text_of(c["source"]) for c in cells)


def is_check(cell: dict[str, Any]) -> bool:
    own = cell.get("metadata", {}).get("nbgrader", {})
    return cell.get("cell_type") == "code" and bool(own.get("grade")) and not own.get("solution")


def timed_out(outputs: Outputs) -> None:
    line = "\x1b[0;31mCellTimeoutError\x1b[0m: No reply from kernel before timeout"
    outputs.error("CellTimeoutError", "", [line])


def show_error(told: object, outputs: Outputs) -> None:
    """As nbgrader: an error that was kept from being shown is one all the same."""
    if isinstance(told, dict) and not outputs.has_error(str(told.get("ename"))):
        outputs.add("error", {**told, "traceback": told.get("traceback") or [_UNSHOWN]})


def not_run(cell: dict[str, Any], why: str) -> None:
    cell["execution_count"] = None
    error = {"output_type": "error", "ename": "NotRun", "evalue": why, "traceback": [why]}
    cell["outputs"] = [*cell.get("outputs", []), error]
