"""The modules that a worker imports before the first submission."""

from __future__ import annotations

import ast
import importlib.util
import re
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from ownpace.course.outline import source
from ownpace_graders.notebooks import readable_notebooks

_MAGIC = re.compile(r"^\s*[%!].*$", re.MULTILINE)
_PLOTS = re.compile(r"^\s*%matplotlib\b", re.MULTILINE)


def imports_of(folder: Path) -> tuple[str, ...]:
    """The installed modules that the notebooks of ``folder`` (a module's source, with its
    solutions) and the Python files beside them import, by name. Those files themselves are not
    among them: a submission may have its own."""
    found = {name for text in _codes(folder) for name in _imported(text)}
    beside = {p.stem for p in folder.glob("*.py")} | {p.name for p in folder.glob("*")}
    return tuple(sorted(name for name in found if _is_installed(name, beside)))


def _codes(folder: Path) -> Iterator[str]:
    for notebook in readable_notebooks(folder):
        yield from (source(cell) for cell in notebook["cells"] if cell["cell_type"] == "code")
    for path in folder.glob("*.py"):
        yield path.read_text(encoding="utf-8", errors="replace")


def _imported(text: str) -> Iterator[str]:
    if _PLOTS.search(text):
        yield "matplotlib.pyplot"
    try:
        tree = ast.parse(_MAGIC.sub("", text))
    except (SyntaxError, ValueError):
        return
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
            yield node.module


def _is_installed(name: str, beside: Iterable[str]) -> bool:
    """Whether the top of a dotted name can be found, without importing it."""
    top = name.partition(".")[0]
    if top in beside:
        return False
    try:
        return top in sys.builtin_module_names or importlib.util.find_spec(top) is not None
    except (ImportError, ValueError):
        return False
