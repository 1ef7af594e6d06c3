"""What of the machinery a check may run on: modules, classes, and the shell's own lists."""

from __future__ import annotations

import builtins
import sys
from collections.abc import Iterable, Iterator
from types import ModuleType
from typing import Any

TESTED_WITH = (
    *("math", "cmath", "random", "statistics", "operator", "functools", "itertools", "collections"),
    *("inspect", "re", "json", "copy", "os", "os.path", "types", "typing", "decimal", "fractions"),
    *("unittest", "unittest.mock", "unittest.case", "io", "contextlib", "datetime", "time"),
    *("builtins", "hashlib", "pickle", "string", "ast", "traceback", "warnings"),
)
_CLASSES = {
    "pandas": ("DataFrame", "Series", "Index"),
    "unittest": ("TestCase",),
    "numpy.random": ("Generator", "RandomState"),
}
_PLAIN = (float, int, complex, bool, str, bytes, list, tuple, dict, set, object, type(None))


def modules(imports: Iterable[str]) -> Iterator[ModuleType]:
    tops = {name.split(".")[0] for name in imports}
    for name, module in list(sys.modules.items()):
        parts = name.split(".")
        public = len(parts) <= 2 and not any(part.startswith("_") for part in parts)
        if isinstance(module, ModuleType) and (
            name in TESTED_WITH or (parts[0] in tops and public)
        ):
            yield module
    if "builtins" not in sys.modules:
        yield builtins


def classes(shell: Any) -> Iterator[type]:
    parts: tuple[Any, ...] = (
        shell,
        shell.displayhook,
        shell.display_pub,
        shell.display_formatter,
        shell.compile,
    )
    parts = (*parts, shell.input_transformer_manager, shell.events, shell.displayhook.session)
    parts = (*parts, *shell.display_formatter.formatters.values(), sys.stdout)
    found = {kind for part in parts for kind in type(part).__mro__}
    for module, names in _CLASSES.items():
        if module in sys.modules:
            found |= {getattr(sys.modules[module], name) for name in names}
    return (kind for kind in found if kind.__flags__ & (1 << 9))  # those that can be changed


def lists(shell: Any) -> list[tuple[list[Any], list[Any]]]:
    manager = shell.input_transformer_manager
    found = [shell.ast_transformers, shell.input_transformers_post]
    found += [manager.cleanup_transforms, manager.line_transforms, manager.token_transformers]
    found += [shell.display_pub._hooks, shell.displayhook._hooks]
    return [(one, list(one)) for one in found]


def tables(shell: Any) -> list[tuple[dict[Any, Any], dict[Any, Any]]]:
    found = [shell.display_formatter.formatters]
    for one in shell.display_formatter.formatters.values():
        found += [one.singleton_printers]
    return [(one, dict(one)) for one in found]


def plain_printers(shell: Any) -> Iterator[tuple[dict[Any, Any], dict[Any, Any]]]:
    """How values of Python's own types are shown; libraries may add printers for theirs."""
    for one in shell.display_formatter.formatters.values():
        yield one.type_printers, {kind: one.type_printers.get(kind) for kind in _PLAIN}
