"""Whose work it is: which names a learner can hand in under."""

from __future__ import annotations

import re
import unicodedata

from ownpace.errors import WorkError

LONGEST = 100

#: Beside letters, marks and digits. What is left out has a meaning to nbgrader (``+`` and the
#: patterns ``* ? [ ]``) or to the file system.
_SIGNS = frozenset("_.@-',’")

#: What some keyboards put between letters, and nobody sees: joiners, marks of direction, soft
#: hyphens.
_UNSEEN = dict.fromkeys(map(ord, "\u00ad\u061c\u200b\u200c\u200d\u200e\u200f\u2060\ufeff"))


def learner_id(name: str) -> str:
    """A learner's name as it is used in folders and in the gradebook: composed (NFC), with ``-``
    for spaces, and without what is not seen. Letters and digits of every script, and a few signs; a
    letter or digit first.

    Raises ``WorkError`` (``name``) for a name that cannot be one.
    """
    seen = unicodedata.normalize("NFC", name.translate(_UNSEEN))
    safe = re.sub(r"\s+", "-", seen.strip())
    if not 0 < len(safe) <= LONGEST or len(safe.encode(errors="replace")) > 200:
        raise _refused(name)
    # nbgrader, and so grading, passes over folders whose names begin with a sign.
    if _kind(safe[0]) not in "LN" or not all(c in _SIGNS or _kind(c) in "LMN" for c in safe):
        raise _refused(name)
    return safe


def _kind(character: str) -> str:
    return unicodedata.category(character)[0]


def _refused(name: str) -> WorkError:
    return WorkError(
        f"“{name[:40]}” cannot be the name of a learner.",
        hint="A name or id has letters, digits, spaces and - . @ ' _ in it, begins with a letter "
        f"or digit, and has at most {LONGEST} characters.",
        code="name",
    )
