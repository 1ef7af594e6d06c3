"""Putting back what a submission changed of the machinery that its checks run on.

It does not stop a submission that changes its own objects, or that finds this guard by walking
through memory: the latter is noticed (``audit``), not prevented.
"""

from __future__ import annotations

import builtins
import contextlib
import re
import signal
import sys
import threading
import warnings
from collections.abc import Callable, Iterable, Iterator
from types import FunctionType, ModuleType
from typing import Any

from ownpace_graders.execute.own_checks import Flag, OwnChecks

_TESTED_WITH = (
    *("math", "cmath", "random", "statistics", "operator", "functools", "itertools", "collections"),
    *("inspect", "re", "json", "copy", "os", "os.path", "types", "typing", "decimal", "fractions"),
    *("unittest", "unittest.mock", "unittest.case", "io", "contextlib", "datetime", "time"),
    *("builtins", "hashlib", "pickle", "string", "ast", "traceback", "warnings"),
)
#: Checks use these by names that their source does not have.
_WHOLE = ("builtins", "unittest.case", "warnings", "traceback")
_WORD = re.compile(r"\w+")
_CLASSES = {
    "pandas": ("DataFrame", "Series", "Index"),
    "unittest": ("TestCase",),
    "numpy.random": ("Generator", "RandomState"),
}
_SYSTEM = ("displayhook", "excepthook", "unraisablehook", "stdout", "stderr", "stdin")
_OWN_TRAITS = ("display_formatter", "displayhook", "display_pub", "custom_exceptions")
_PLAIN = (float, int, complex, bool, str, bytes, list, tuple, dict, set, object, type(None))
_ABSENT = object()


class Guard:
    """A memory of how things were, and the way back to it."""

    def __init__(self, shell: Any, imports: Iterable[str]) -> None:
        self.shell = shell
        self.kind = type(shell)
        self.modules = dict(sys.modules)
        self.own_checks = OwnChecks()
        self.names = [(m, _callables(vars(m))) for m in _guarded(imports)]
        self.classes = [(c, dict(vars(c))) for c in _classes(shell)]
        self.codes = [(f, f.__code__, f.__defaults__) for f in _functions(self.names, self.classes)]
        self.system = {name: getattr(sys, name) for name in _SYSTEM}
        hooks: tuple[list[Any], ...] = (sys.meta_path, sys.path_hooks)
        self.finders = [(one, list(one)) for one in hooks]
        self.warnings = (warnings.showwarning, warnings._showwarnmsg_impl)  # type: ignore[attr-defined]
        self.attributes = dict(vars(shell))
        self.traits = {n: getattr(shell, n) for n in _OWN_TRAITS}
        self.lists = _lists(shell)
        self.callbacks = {name: list(own) for name, own in shell.events.callbacks.items()}
        self.tables = _tables(shell)
        self.printers = list(_plain_printers(shell))
        self.signals = {n: signal.getsignal(n) for n in (signal.SIGINT, signal.SIGALRM)}

    def restore(self, flag: Flag, source: str = "", codes: bool = False) -> None:
        """Put everything back; ``flag`` each change that no honest notebook makes.

        Of the libraries only names that ``source``, the check, has in it, for to look at an object
        copies its page of memory. ``codes``: also the code of functions, if any was changed.
        """
        sys.settrace(None)
        sys.setprofile(None)
        threading.settrace(None)
        threading.setprofile(None)
        self._restore_shell(flag)
        self._restore_modules(flag, set(_WORD.findall(source)))
        if codes:
            self._restore_codes(flag)
        self.own_checks.restore(flag)
        self._restore_system()

    def _restore_shell(self, flag: Flag) -> None:
        shell = self.shell
        if type(shell) is not self.kind:
            flag("changed the class of the shell")
            shell.__class__ = self.kind
        for kind, names in self.classes:
            _put_back(vars(kind), names, kind.__name__, flag, _setter(kind))
            _take_off(kind, names, flag)
        for name in [n for n in vars(shell) if n not in self.attributes and hasattr(self.kind, n)]:
            flag(f"replaced {name} of the shell")
            del vars(shell)[name]
        for owner, own in self.tables:
            for name in [n for n in owner if n not in own or owner[n] is not own[n]]:
                flag(f"changed how values are shown ({getattr(name, '__name__', name)})")
            owner.clear()
            owner.update(own)
        for owner, own in self.printers:
            for kind in [kind for kind, way in own.items() if owner.get(kind) is not way]:
                flag(f"changed how values are shown ({kind.__name__})")
                owner.pop(kind)
                owner.update({} if own[kind] is None else {kind: own[kind]})
        for name, value in self.traits.items():
            if getattr(shell, name) is not value and getattr(shell, name) != value:
                flag(f"changed {name} of the shell")
                setattr(shell, name, value)
        self._restore_callbacks(flag)
        shell.CustomTB = self.attributes.get("CustomTB")
        for current, before in self.lists:
            if current != before:
                flag("added hooks to the shell")
                current[:] = before

    def _restore_callbacks(self, flag: Flag) -> None:
        """A callback runs just before a check, and so after all of this. Only those that draw and
        show figures may be new."""
        shows = {
            getattr(sys.modules.get(module), name, None)
            for module, name in (
                ("matplotlib_inline.backend_inline", "flush_figures"),
                ("matplotlib.pyplot", "_draw_all_if_interactive"),
            )
        }
        for name, own in self.shell.events.callbacks.items():
            before = self.callbacks.get(name, [])
            kept = [one for one in own if one in shows or any(one is old for old in before)]
            if len(kept) != len(own):
                flag(f"added a callback to {name}")
            own[:] = kept

    def _restore_modules(self, flag: Flag, words: set[str]) -> None:
        for module, names in self.names:
            if module.__name__ not in _WHOLE:
                names = {name: names[name] for name in words & names.keys()}
            _put_back(vars(module), names, module.__name__, flag, vars(module).__setitem__)
        for name in {*words, *_TESTED_WITH} & self.modules.keys():
            if sys.modules.get(name) is not self.modules[name]:
                flag(f"replaced the module {name}")
                sys.modules[name] = self.modules[name]

    def _restore_codes(self, flag: Flag) -> None:
        for function, code, defaults in self.codes:
            if function.__code__ is not code or function.__defaults__ is not defaults:
                flag(f"changed the code of {function.__qualname__}")
                function.__code__, function.__defaults__ = code, defaults

    def _restore_system(self) -> None:
        for name, value in self.system.items():
            setattr(sys, name, value)
        for finders, before in self.finders:
            finders[:] = before
        warnings.showwarning, warnings._showwarnmsg_impl = self.warnings  # type: ignore[attr-defined]
        with contextlib.suppress(ValueError):  # not in the main thread
            signal.setitimer(signal.ITIMER_REAL, 0)
            for number, handler in self.signals.items():
                signal.signal(number, handler)


def _put_back(
    now: Any, before: dict[str, Any], owner: str, flag: Flag, put: Callable[[str, Any], None]
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


def _setter(kind: type) -> Callable[[str, Any], None]:
    return lambda name, value: setattr(kind, name, value)


def _callables(names: dict[str, Any]) -> dict[str, Any]:
    """Only what can be called: other names of a module are there to be set."""
    return {
        n: v for n, v in names.items() if (callable(v) and not n.startswith("__")) or n in _DUNDER
    }


_DUNDER = ("__import__", "__build_class__")


def _guarded(imports: Iterable[str]) -> Iterator[ModuleType]:
    tops = {name.split(".")[0] for name in imports}
    for name, module in list(sys.modules.items()):
        parts = name.split(".")
        public = len(parts) <= 2 and not any(part.startswith("_") for part in parts)
        if isinstance(module, ModuleType) and (
            name in _TESTED_WITH or (parts[0] in tops and public)
        ):
            yield module
    if "builtins" not in sys.modules:
        yield builtins


def _classes(shell: Any) -> Iterator[type]:
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


def _functions(
    names: Iterable[tuple[ModuleType, dict[str, Any]]],
    classes: Iterable[tuple[type, dict[str, Any]]],
) -> Iterator[FunctionType]:
    for _, members in (*names, *classes):
        for value in members.values():
            if isinstance(value, FunctionType):
                yield value


def _lists(shell: Any) -> list[tuple[list[Any], list[Any]]]:
    manager = shell.input_transformer_manager
    found = [shell.ast_transformers, shell.input_transformers_post]
    found += [manager.cleanup_transforms, manager.line_transforms, manager.token_transformers]
    found += [shell.display_pub._hooks, shell.displayhook._hooks]
    return [(one, list(one)) for one in found]


def _tables(shell: Any) -> list[tuple[dict[Any, Any], dict[Any, Any]]]:
    found = [shell.display_formatter.formatters]
    for one in shell.display_formatter.formatters.values():
        found += [one.singleton_printers]
    return [(one, dict(one)) for one in found]


def _plain_printers(shell: Any) -> Iterator[tuple[dict[Any, Any], dict[Any, Any]]]:
    """How values of Python's own types are shown; libraries may add printers for theirs."""
    for one in shell.display_formatter.formatters.values():
        yield one.type_printers, {kind: one.type_printers.get(kind) for kind in _PLAIN}
