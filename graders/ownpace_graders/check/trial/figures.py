"""What the probe in a solution's kernel saw: contrast of figures, and memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from nbformat import NotebookNode

from ownpace.course.outline import source
from ownpace_graders.check.material.nodes import code_cell
from ownpace_graders.check.material.seen import said

_PROBE = Path(__file__).with_name("probe.py")
_ENDS = "ownpace-probe-end"
_BEGIN = """\
from types import ModuleType as _ModuleType
_ownpace_probe = _ModuleType("_ownpace_probe")
exec({code!r}, _ownpace_probe.__dict__)
"""


@dataclass(frozen=True)
class Report:
    """``low``: what stands out too little, each with its cell's text. ``memory_mb`` is 0 where the
    kernel is not Python's."""

    memory_mb: float = 0.0
    low: tuple[dict[str, Any], ...] = ()


def is_python(notebook: NotebookNode) -> bool:
    spec = notebook.metadata.get("kernelspec", {})
    return str(spec.get("language", "python")).lower() == "python" and "python" in spec.get(
        "name", "python3"
    )


def add_probe(notebook: NotebookNode, folder: Path) -> None:
    """Let the probe look on, if the kernel is Python's."""
    if is_python(notebook):
        begin = _BEGIN.format(code=_PROBE.read_text(encoding="utf-8"))
        begin += "_ownpace_probe.begin()" if _draws(notebook, folder) else ""
        notebook.cells.insert(0, code_cell("ownpace-probe", begin))
        notebook.cells.append(code_cell(_ENDS, "print(_ownpace_probe.told())"))


def take_report(notebook: NotebookNode) -> Report:
    """What it saw; its cells are taken out of the executed notebook."""
    if not notebook.cells or notebook.cells[-1].get("id") != _ENDS:
        return Report()
    notebook.cells.pop(0)
    try:
        found = json.loads(said(notebook.cells.pop()))
        return Report(float(found["memory_mb"]), tuple(found["low"]))
    except (ValueError, KeyError, TypeError):
        return Report()  # a cell printed something into it: the run says so itself


def low_contrast(report: Report, notebook: NotebookNode) -> Iterator[str]:
    """A sentence for each thing of a figure that stands out too little, once."""
    told = [_sentence(low, _name(low, notebook)) for low in report.low if "ratio" in low]
    yield from dict.fromkeys(told)


def unmeasured(report: Report, notebook: NotebookNode) -> Iterator[str]:
    """Figures that the probe does not understand."""
    for low in report.low:
        if "unknown" in low:
            name = _name(low, notebook)
            yield f"the contrast of a figure{name} could not be measured ({low['unknown']})."


def _sentence(low: dict[str, Any], name: str) -> str:
    what = f"“{low['what'][:40]}”" if not low["what"].startswith("_") else ""
    return (
        f"a figure{name} has {' '.join(filter(None, (low['kind'], what)))} at a contrast of "
        f"{low['ratio']:g} to 1, and {low['least']:g} is the least: choose a darker colour, or a "
        "lighter ground."
    )


def _name(low: dict[str, Any], notebook: NotebookNode) -> str:
    drawn = (cell.get("id") for cell in notebook.cells if source(cell) == low["cell"])
    return next((f" of the cell {name}" for name in drawn), "")


def _draws(notebook: NotebookNode, folder: Path) -> bool:
    """Whether matplotlib is used at all: to import it for nothing takes a second."""
    texts = [source(cell) for cell in notebook.cells if cell.cell_type == "code"]
    texts += [path.read_text(encoding="utf-8", errors="replace") for path in folder.rglob("*.py")]
    return any("matplotlib" in text for text in texts)
