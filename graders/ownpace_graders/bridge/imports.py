"""What nbgrader's import brings along and no command of ours uses."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

#: For jsonschema: the grammar of international web addresses, which it builds with a parser
#: generator in a second. No schema of notebooks has such an address.
_GRAMMAR = "rfc3987_syntax"


@contextmanager
def lean_imports() -> Iterator[None]:
    """Within it jsonschema finds no grammar, and does without, as where that is not installed."""
    if _GRAMMAR in sys.modules:
        yield
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]
    try:
        yield
    finally:
        del sys.modules[_GRAMMAR]
