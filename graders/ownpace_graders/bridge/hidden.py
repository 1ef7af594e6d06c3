"""Code for a learner's kernel, which keeps the text of the cells it ran."""

from __future__ import annotations

from ownpace_graders.notebooks.hidden import BEGIN

#: Python keeps the text of cells for its tracebacks.
_FORGET = """
import linecache, sys
for name, entry in list(linecache.cache.items()):
    if len(entry) > 2 and any({begin!r} in line for line in entry[2]):
        del linecache.cache[name]
for name in ("last_exc", "last_type", "last_value", "last_traceback"):
    vars(sys).pop(name, None)
"""


def forgetting(begin: str = BEGIN) -> str:
    """Code that makes a Python kernel forget the text of the hidden checks it ran; it leaves no
    name behind."""
    return f"exec({_FORGET.format(begin=begin)!r}, {{}})"
