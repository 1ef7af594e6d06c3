"""``ownpace.checks`` as it was before a submission, and the way back to it.

The guard puts back of a library only what a check names. Of this one it must be everything, for
what a check calls rests on functions, classes and tables that no check names.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from types import FunctionType, ModuleType
from typing import Any

Flag = Callable[[str], None]

_PACKAGE = "ownpace.checks"
_ABSENT = object()
_NOT_OURS = ("__dict__", "__weakref__", "__doc__", "__builtins__")


class OwnChecks:
    """A memory of the package; empty where no check of the module imports it."""

    def __init__(self) -> None:
        self.modules = {n: m for n, m in sys.modules.items() if f"{n}.".startswith(f"{_PACKAGE}.")}
        self.names = [(module, dict(vars(module))) for module in self.modules.values()]
        classes = _those_of_ours(type, self.names)
        self.classes = [(own, dict(vars(own))) for own in classes]
        functions = _those_of_ours(FunctionType, [*self.names, *self.classes])
        self.functions = [(each, _parts(each)) for each in functions]

    def restore(self, flag: Flag) -> None:
        """Put back all that was changed, and ``flag`` it."""
        for name, module in self.modules.items():
            if sys.modules.get(name) is not module:
                flag(f"replaced the module {name}")
                sys.modules[name] = module
        for owner, names in (*self.names, *self.classes):
            _restore_names(owner, names, flag)
        for function, parts in self.functions:
            _restore_function(function, parts, flag)


def _those_of_ours(kind: type, owners: Iterable[tuple[Any, dict[str, Any]]]) -> list[Any]:
    """The classes or functions that the package itself defines, each once."""
    found = {
        id(value): value
        for _, names in owners
        for member in names.values()
        for value in _unwrapped(member)
        if type(value) is kind and value.__module__.startswith(_PACKAGE)
    }
    return list(found.values())


def _unwrapped(member: Any) -> Iterator[Any]:
    """A member and what stands behind it: a property's functions, a decorator's function."""
    yield member
    if isinstance(member, property):
        yield from (one for one in (member.fget, member.fset) if one)
    if hasattr(member, "__wrapped__"):
        yield from _unwrapped(member.__wrapped__)


def _parts(function: FunctionType) -> tuple[Any, ...]:
    """What a function does is in these; a closure's cells by what they hold."""
    held = tuple(cell.cell_contents for cell in function.__closure__ or ())
    return function.__code__, function.__defaults__, dict(function.__kwdefaults__ or {}), held


def _restore_names(owner: Any, names: dict[str, Any], flag: Flag) -> None:
    now = vars(owner)
    changed = [n for n in names if now.get(n, _ABSENT) is not names[n] and n not in _NOT_OURS]
    added = [n for n in now if n not in names and not isinstance(owner, ModuleType)]
    for name in changed:
        with suppress(AttributeError, TypeError):
            setattr(owner, name, names[name])
    for name in added:
        delattr(owner, name)
    for name in (*changed, *added):
        flag(f"replaced {owner.__name__}.{name}")


def _restore_function(function: FunctionType, parts: tuple[Any, ...], flag: Flag) -> None:
    if all(now is old or now == old for now, old in zip(_parts(function), parts, strict=True)):
        return
    flag(f"changed the code of {function.__qualname__}")
    function.__code__, function.__defaults__ = parts[0], parts[1]
    function.__kwdefaults__ = parts[2] or None
    for cell, held in zip(function.__closure__ or (), parts[3], strict=True):
        cell.cell_contents = held
