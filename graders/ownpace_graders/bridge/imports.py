"""Importing nbgrader without what it brings along and no command of ours uses."""

from __future__ import annotations

import gc
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import LazyLoader, find_spec, module_from_spec

#: For jsonschema: the grammar of international web addresses, which it builds with a parser
#: generator in a second. No schema of notebooks has such an address.
_GRAMMAR = "rfc3987_syntax"
#: For nbgrader's authentication on a hub, which asks the hub's own server.
_CLIENT = "requests"


@contextmanager
def lean_imports() -> Iterator[None]:
    """Within it jsonschema finds no grammar, and does without, as where that is not installed, and
    ``requests`` is imported only by whoever uses it. What was imported is then left alone by the
    garbage collector: it stays."""
    if "nbgrader" in sys.modules:
        yield
        return
    _defer(_CLIENT)
    with _hidden(_GRAMMAR), _uncollected():
        yield


def _defer(name: str) -> None:
    spec = None if name in sys.modules else find_spec(name)
    if spec is not None and spec.loader is not None:
        spec.loader = LazyLoader(spec.loader)
        sys.modules[name] = module = module_from_spec(spec)
        spec.loader.exec_module(module)


@contextmanager
def _hidden(name: str) -> Iterator[None]:
    if name in sys.modules:  # whatever works there already
        yield
        return
    sys.modules[name] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[name]


@contextmanager
def _uncollected() -> Iterator[None]:
    gc.disable()
    try:
        yield
    finally:
        gc.freeze()
        gc.enable()
