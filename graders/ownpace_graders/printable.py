"""Text from outside, as it may be shown."""

from __future__ import annotations

import unicodedata

#: Words of some scripts need these two; the others of their kind turn text about.
_JOINERS = "\u200c\u200d"


def printable(text: str) -> str:
    """``text`` on one line of a terminal. Names of files and of learners come from strangers: what
    would move the cursor, begin a line or turn the reading direction is shown as ``\\x1b``."""
    if text.isascii() and text.isprintable():  # as most is, of which a report prints a lot
        return text
    return "".join(_shown(character) for character in text)


def _shown(character: str) -> str:
    unseen = unicodedata.category(character) in ("Cc", "Cf", "Cs", "Zl", "Zp")
    if not unseen or character in _JOINERS:
        return character
    code = ord(character)
    return f"\\x{code:02x}" if code < 0x100 else f"\\u{code:04x}"
