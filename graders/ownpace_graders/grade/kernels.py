"""Which kernel each notebook of a module is executed in."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from ownpace.errors import CommandError
from ownpace_graders.bridge import Marking, ReleasedModule
from ownpace_graders.execute import Settings
from ownpace_graders.languages import confined, find_kernel, is_ours, try_kernel

_PYTHON = re.compile(r"python|pycharm|conda", re.IGNORECASE)
_PLAIN = {"python3", "python"}


class Group(NamedTuple):
    """Notebooks (by name) that run alike. ``language`` is what goes into their metadata, None for
    ours; ``problem`` is why they cannot be executed here."""

    notebooks: frozenset[str]
    settings: Settings
    language: dict[str, Any] | None = None
    problem: CommandError | None = None


def groups(released: ReleasedModule, settings: Settings, rules: Marking) -> Iterator[Group]:
    """Those that our own Python runs, and then those of each other kernel, which is tried first.
    Raises ``CommandError`` (``cannot-confine``) where nothing can be confined."""
    names = {notebook.name: _foreign(notebook.kernelspec) for notebook in released.notebooks}
    for kernel in sorted(set(names.values())):
        mine = frozenset(name for name, other in names.items() if other == kernel)
        yield _group(mine, kernel, settings, rules) if kernel else Group(mine, settings)


def _group(notebooks: frozenset[str], name: str, settings: Settings, rules: Marking) -> Group:
    spec = find_kernel(name)
    if spec is None:
        hint = "Install that kernel; `jupyter kernelspec list` shows those there are."
        problem = CommandError(f"the kernel {name!r} is not installed here.", hint=hint)
        return Group(notebooks, settings, problem=problem)
    kernel = confined(name, spec, rules.confinement.readable)
    settings = settings.model_copy(update={"kernel": kernel, "imports": ()})
    try:
        return Group(notebooks, settings, try_kernel(settings).language)
    except CommandError as problem:
        if problem.code == "cannot-confine":
            raise
        return Group(notebooks, settings, problem=problem)


def foreign(released: ReleasedModule) -> str:
    """The first kernel that is not our Python, by name: another language's, or another Python's
    that is installed. Empty, if there is none."""
    return next(filter(None, (_foreign(n.kernelspec) for n in released.notebooks)), "")


def renamed(released: ReleasedModule) -> str:
    """The name of a Python kernel that is not installed here; empty, if there is none."""
    names = (_name(n.kernelspec) for n in released.notebooks if not _foreign(n.kernelspec))
    return next((n for n in names if n and n not in _PLAIN and find_kernel(n) is None), "")


def _foreign(kernelspec: dict[str, Any] | None) -> str:
    name = _name(kernelspec)
    if not kernelspec or name in _PLAIN:
        return ""
    spec = find_kernel(name)
    if spec is not None:
        return "" if is_ours(spec) else name
    language = str(kernelspec.get("language") or "").lower()
    if language:
        return "" if language == "python" else name
    seen = f"{name} {kernelspec.get('display_name', '')}"
    return "" if _PYTHON.search(seen) else name


def _name(kernelspec: dict[str, Any] | None) -> str:
    return str((kernelspec or {}).get("name") or "")
