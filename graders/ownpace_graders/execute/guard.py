"""Putting back what a submission changed of the machinery that its checks run on.

It does not stop a submission that changes its own objects, or that finds this guard by walking
through memory: the latter is noticed (``audit``), not prevented.
"""

from __future__ import annotations

import contextlib
import re
import signal
import sys
import threading
import warnings
from collections.abc import Iterable
from typing import Any

from ownpace_graders.execute import guarded
from ownpace_graders.execute.names import ClassNames, ModuleNames
from ownpace_graders.execute.own_checks import Flag, OwnChecks

_WORD = re.compile(r"\w+")
_SYSTEM = ("displayhook", "excepthook", "unraisablehook", "stdout", "stderr", "stdin")
_OWN_TRAITS = ("display_formatter", "displayhook", "display_pub", "custom_exceptions")


class Guard:
    """A memory of how things were, and the way back to it."""

    def __init__(self, shell: Any, imports: Iterable[str]) -> None:
        self.shell = shell
        self.kind = type(shell)
        self.modules = dict(sys.modules)
        self.own_checks = OwnChecks()
        self.names = ModuleNames(guarded.modules(imports))
        self.classes = ClassNames(guarded.classes(shell))
        functions = (*self.names.functions(), *self.classes.functions())
        self.codes = [(f, f.__code__, f.__defaults__) for f in functions]
        self.system = {name: getattr(sys, name) for name in _SYSTEM}
        hooks: tuple[list[Any], ...] = (sys.meta_path, sys.path_hooks)
        self.finders = [(one, list(one)) for one in hooks]
        self.warnings = (warnings.showwarning, warnings._showwarnmsg_impl)  # type: ignore[attr-defined]
        self.attributes = dict(vars(shell))
        self.traits = {n: getattr(shell, n) for n in _OWN_TRAITS}
        self.lists = guarded.lists(shell)
        self.callbacks = {name: list(own) for name, own in shell.events.callbacks.items()}
        self.tables = guarded.tables(shell)
        self.printers = list(guarded.plain_printers(shell))
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
        self.classes.put_back(flag)
        for name in [n for n in vars(shell) if n not in self.attributes and hasattr(self.kind, n)]:
            flag(f"replaced {name} of the shell")
            del vars(shell)[name]
        self._restore_printers(flag)
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

    def _restore_printers(self, flag: Flag) -> None:
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
        self.names.put_back(words, flag)
        for name in {*words, *guarded.TESTED_WITH} & self.modules.keys():
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
