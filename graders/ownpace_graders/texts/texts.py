"""``texts/<module>.md``, beside ``source/``: all that is in there would be released."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any

import nbformat

from ownpace.errors import CourseError, OwnpaceError
from ownpace.store.files import write_atomically
from ownpace_graders.course_file import chosen, load
from ownpace_graders.lines import Line, Summary
from ownpace_graders.notebooks import read_notebook
from ownpace_graders.texts.conversion import as_text, from_text

FOLDER = "texts"
_nbformat: Any = nbformat  # it comes without types


def write_out(root: Path, modules: Sequence[str], force: bool = False) -> Summary:
    """Write each module's notebook as a text. A text that was changed later than its notebook is
    left as it is, unless ``force``."""
    return _each(root, modules, lambda module: _write_out(root, module, force))


def bring_back(root: Path, modules: Sequence[str], force: bool = False) -> Summary:
    """Write each module's notebook anew from its text, without outputs. A notebook that was
    changed later than its text is left as it is, unless ``force``."""
    return _each(root, modules, lambda module: _bring_back(root, module, force))


def _each(root: Path, modules: Sequence[str], work: Callable[[str], Line]) -> Summary:
    lines = []
    for entry in chosen(load(root), modules):
        try:
            lines.append(work(entry.id))
        except OwnpaceError as error:
            about = {"module": entry.id, "next": error.hint, "code": error.code}
            lines.append(Line(status="attention", message=error.message, **about))
    return Summary(command="text", lines=tuple(lines))


def _write_out(root: Path, module: str, force: bool) -> Line:
    notebook, text = _places(root, module)
    made = as_text(read_notebook(notebook))
    if text.is_file() and text.read_text(encoding="utf-8") == made:
        return Line(status="skipped", module=module, message="its text is as the notebook.")
    _refuse_newer(text, notebook, force)
    text.parent.mkdir(exist_ok=True)
    write_atomically(text, made)
    return Line(status="done", module=module, message=f"its text is in {FOLDER}/{module}.md.")


def _bring_back(root: Path, module: str, force: bool) -> Line:
    notebook, text = _places(root, module)
    if not text.is_file():
        raise CourseError(f"There is no {FOLDER}/{module}.md.", hint=f"Run: ownpace text {module}")
    before = read_notebook(notebook) if notebook.is_file() else None
    made = from_text(text.read_text(encoding="utf-8"), before)
    if before is not None and as_text(before) == as_text(made):
        return Line(status="skipped", module=module, message="its notebook is as the text.")
    _refuse_newer(notebook, text, force)
    write_atomically(notebook, _nbformat.writes(made) + "\n")
    return Line(status="done", module=module, message="its notebook is as its text now.")


def _places(root: Path, module: str) -> tuple[Path, Path]:
    return root / "source" / module / f"{module}.ipynb", root / FOLDER / f"{module}.md"


def _refuse_newer(target: Path, source: Path, force: bool) -> None:
    """Whichever was changed last is the one to go on with."""
    if force or not target.is_file() or target.stat().st_mtime <= source.stat().st_mtime:
        return
    raise CourseError(
        f"{target.name} was changed after {source.name}, and they differ: nothing was overwritten.",
        hint="Bring that change over the other way, or add --force to lose it.",
        code="newer",
    )
