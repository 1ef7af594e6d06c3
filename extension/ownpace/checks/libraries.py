"""NumPy, pandas and matplotlib, where the notebook has loaded them; nothing is loaded for it."""

from __future__ import annotations

import sys
from types import ModuleType
from typing import Any


def loaded(name: str) -> Any:
    """The library, or None: what is not loaded has made none of the values at hand."""
    module = sys.modules.get(name)
    return module if type(module) is ModuleType else None


def is_exactly(value: object, library: str, *names: str) -> bool:
    """Whether ``value`` is of one of a library's classes, and not of a subclass or a lookalike."""
    module = loaded(library)
    return module is not None and any(type(value) is getattr(module, name, None) for name in names)


def plain(value: Any) -> Any:
    """A NumPy scalar as Python's own number, truth value or text; anything else as it is."""
    numpy = loaded("numpy")
    if numpy is None or not any(type(value) is kind for kind in numpy.sctypeDict.values()):
        return value
    if type(value) is numpy.longdouble:
        return float(value)
    if isinstance(value, numpy.number | numpy.bool_ | numpy.str_ | numpy.bytes_):
        return value.item()
    return value
