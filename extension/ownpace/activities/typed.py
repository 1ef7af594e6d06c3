"""What somebody typed into a field, before anything else is asked of it."""

from __future__ import annotations

from typing import Any


def typed(given: Any) -> str:
    """The text, tidied at its ends; nothing, where it is no text. Browsers send half characters
    (lone surrogates), which no file could hold: each becomes a question mark."""
    return given.encode(errors="replace").decode().strip() if isinstance(given, str) else ""
