"""What names of modules and classes led to before any submission, and the way back.

Looking at an object copies its page of memory in a fork. So of a library only those names are
looked at that a check has in its source, and of a class none as long as it is what it was.
"""

from __future__ import annotations

import contextlib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from types import FunctionType, ModuleType
from typing import Any

from ownpace_graders.execute.own_checks import Flag
from ownpace_graders.execute.versions import Versions

Put = Callable[[str, Any], None]

#: Checks use these by names that their source does not have.
_WHOLE = ("builtins", "unittest.case", "warnings", "traceback")
_DUNDER = ("__import__", "__build_class__")
_ABSENT = object()


class ModuleNames:
    """The functions and classes in some modules. Other names are there to be set."""

    def __init__(self, modules: Iterable[ModuleType]) -> None:
        self._whole: list[tuple[str, dict[str, Any], dict[str, Any]]] = []
        self._places: dict[str, list[tuple[str, dict[str, Any], Any]]] = defaultdict(list)
        for module in modules:
            found = _callables(vars(module))
            if module.__name__ in _WHOLE:
                self._whole.append((module.__name__, vars(module), found))
            else:
                for name, value in found.items():
                    self._places[name].append((module.__name__, vars(module), value))

    def put_back(self, words: Iterable[str], flag: Flag) -> None:
        for owner, now, before in self._whole:
            _put_back(now, before, owner, flag, now.__setitem__)
        for word in words:
            for owner, now, value in self._places.get(word, ()):
                _put_back(now, {word: value}, owner, flag, now.__setitem__)

    def functions(self) -> Iterable[FunctionType]:
        values = [value for *_, before in self._whole for value in before.values()]
        values += [value for places in self._places.values() for *_, value in places]
        return [value for value in values if isinstance(value, FunctionType)]


class ClassNames:
    """All that is in some classes."""

    def __init__(self, kinds: Iterable[type]) -> None:
        self._classes = [(kind, dict(vars(kind))) for kind in kinds]
        self._versions = Versions([kind for kind, _ in self._classes])

    def put_back(self, flag: Flag) -> None:
        for at in self._versions.changed():
            kind, before = self._classes[at]
            _put_back(vars(kind), before, kind.__name__, flag, _setter(kind))
            _take_off(kind, before, flag)

    def functions(self) -> Iterable[FunctionType]:
        values = [value for _, before in self._classes for value in before.values()]
        return [value for value in values if isinstance(value, FunctionType)]


def _put_back(
    now: Mapping[str, Any], before: Mapping[str, Any], owner: str, flag: Flag, put: Put
) -> None:
    for name, value in before.items():
        if now.get(name, _ABSENT) is not value:
            with contextlib.suppress(AttributeError, TypeError):  # what cannot be set back
                put(name, value)
                flag(f"replaced {owner}.{name}")


def _take_off(kind: type, before: dict[str, Any], flag: Flag) -> None:
    """What was put on a class, and hides what it inherits."""
    for name in vars(kind).keys() - before.keys():
        if callable(vars(kind)[name]):
            flag(f"replaced {kind.__name__}.{name}")
            delattr(kind, name)


def _setter(kind: type) -> Put:
    return lambda name, value: setattr(kind, name, value)


def _callables(names: dict[str, Any]) -> dict[str, Any]:
    return {
        n: v for n, v in names.items() if (callable(v) and not n.startswith("__")) or n in _DUNDER
    }
