"""Which of a module's notebooks is the one that is opened, and holds its steps."""

from __future__ import annotations

import re
from collections.abc import Iterable


def main_notebook(module_id: str, names: Iterable[str]) -> str:
    """Of the files ``names`` of a module (paths below its folder) the notebook that is called as
    the module; where there is none, the first by name (``part2`` before ``part10``).

    Courses begun with nbgrader often have several notebooks, none of which is called so.
    """
    own = f"{module_id}.ipynb"
    found = top_notebooks(names)
    return own if own in found or not found else found[0]


def top_notebooks(names: Iterable[str]) -> list[str]:
    """Those that nbgrader grades, by name: the notebooks of the folder itself."""
    return sorted((n for n in names if "/" not in n and _is_notebook(n)), key=by_number)


def _is_notebook(name: str) -> bool:
    return name.endswith(".ipynb") and not name.startswith(".")


def by_number(name: str) -> tuple[list[str], str]:
    """Sorts names. Digits count as the number that they make."""
    parts = re.split(r"([0-9]+)", name.casefold())
    padded = [part.lstrip("0").zfill(20) if n % 2 else part for n, part in enumerate(parts)]
    return padded, name
