"""Whether a text that somebody typed is one of those that a question accepts.

A teacher's pattern on a learner's text may take for ever in Python's own ``re`` (``(a+)+b``), so
texts are short, and the matching is the package ``regex``'s, which gives up after a time.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from types import ModuleType

#: Characters of an answer.
LONGEST = 500
#: Seconds that comparing with a pattern may take.
PATIENCE = 0.5


class Undecided(Exception):
    """The pattern took too long: no verdict on the learner."""


def tidy(text: str) -> str:
    """Text with one space for each run of them, none at the ends, and composed characters."""
    return " ".join(unicodedata.normalize("NFKC", text).split())


def is_one_of(text: str, accepted: Iterable[str], match_case: bool) -> bool:
    """Whether ``text`` is among ``accepted``, however it is spaced (and capitalised)."""
    wanted = {_folded(one, match_case) for one in accepted}
    return _folded(text, match_case) in wanted


def fits(text: str, pattern: str, match_case: bool) -> bool:
    """Whether all of ``text`` fits. Raises ``Undecided``."""
    regex = _regex()
    flags = 0 if match_case else regex.IGNORECASE
    try:
        return bool(regex.fullmatch(pattern, tidy(text), flags, timeout=PATIENCE))
    except TimeoutError as slow:
        raise Undecided from slow


def pattern_fault(pattern: str) -> str:
    """Why ``pattern`` is no regular expression; empty when it is one."""
    regex = _regex()
    try:
        regex.compile(pattern)
    except (regex.error, OverflowError, RecursionError, MemoryError) as fault:
        return str(fault)
    return ""


def _folded(text: str, match_case: bool) -> str:
    return tidy(text) if match_case else tidy(text).casefold()


def _regex() -> ModuleType:
    # Most banks have no pattern, and importing it takes longer than all else here.
    import regex

    return regex
