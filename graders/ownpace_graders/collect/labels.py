"""What learning platforms call the files that they hand out, and what people call theirs.

Moodle (``mod/assign/classes/downloader.php``): a folder ``NAME_NUMBER_assignsubmission_file`` for
each learner (older ones end in ``_``), or with *Download submissions in folders* off the same
before each file's name. Underscores of names are spaces in it, and the number is the *Identifier*
of the grading worksheet.

Canvas (``lib/content_zipper.rb``): ``NAME_[LATE_]USER_ATTACHMENT_FILE``, where the name is last and
first name run together, small, without signs, and the user's number is the *ID* of the gradebook.
Where grading is anonymous ``[LATE_]anon_CODE_ATTACHMENT_FILE``. What was typed in, not uploaded, is
``…_text.html`` or ``…_link.html``, without an attachment's number.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection
from typing import Literal, NamedTuple

_MOODLE = re.compile(
    r"^(?P<name>.+?)_(?P<number>\d+)_assignsubmission_(?P<kind>[a-z]+)(_(?P<file>.*))?$"
)
_FILE = r"(?:\d+_(?P<file>.+)|(?P<typed>text|link)\.html)$"
_CANVAS = re.compile(rf"^(?P<name>.+?)_(?:LATE_|late_)?(?P<number>\d+)_{_FILE}")
_NAMELESS = re.compile(rf"^(?:LATE_|late_)?(?P<name>anon_[A-Za-z0-9]+)_{_FILE}")
#: What browsers and platforms put behind the name of a file that was there already.
_AGAIN = re.compile(r"(-\d+| ?\(\d+\)|-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$")


class Label(NamedTuple):
    """Whose a file is, by its path: ``called`` are names to look a learner up by, the surest first;
    ``path`` is what it is called below that. ``is_work`` is false for what a platform adds;
    ``by`` is ``nameless`` where Canvas hides who it is."""

    called: tuple[str, ...]
    name: str
    path: str
    is_work: bool = True
    by: Literal["moodle", "canvas", "nameless", "hand"] = "moodle"


def label_of(path: str) -> Label | None:
    """``None`` for a path that says nothing of a learner: a file that lies loose."""
    top, _, below = path.partition("/")
    if found := _MOODLE.match(top):
        file = below or found["file"] or ""
        is_work = found["kind"] == "file" and bool(file)
        return Label((moodle_key(found["number"]), found["name"]), found["name"], file, is_work)
    if not below and (found := _canvas(top)):
        is_named = "number" in found.re.groupindex
        keys = (canvas_key(found["number"]),) if is_named else ()
        by: Literal["canvas", "nameless"] = "canvas" if is_named else "nameless"
        file = found["file"] or ""
        return Label((*keys, found["name"]), found["name"], file, bool(file), by)
    return Label((top,), top, below, by="hand") if below else None


def below_platform(path: str) -> str:
    """``path`` from the platform's own name on: a download that was unpacked lies in a folder."""
    parts = path.split("/")
    start = next((n for n, part in enumerate(parts) if _is_platforms(part)), 0)
    return "/".join(parts[start:])


def _is_platforms(part: str) -> bool:
    return bool(_MOODLE.match(part) or _canvas(part))


def _canvas(part: str) -> re.Match[str] | None:
    """Names are words there: letters of any script with their marks, digits, underscores."""
    found = _NAMELESS.match(part) or _CANVAS.match(part)
    return found if found and all(map(_is_in_word, found["name"])) else None


def _is_in_word(character: str) -> bool:
    kind = unicodedata.category(character)
    return kind[0] in "LM" or kind in ("Nd", "Pc")


def moodle_key(number: str) -> str:
    """What a learner is called by the number in a file's name. It is no other number of theirs: an
    ID number of somebody else may be the same."""
    return f"participant {number}"


def canvas_key(number: str) -> str:
    """The same, of Canvas."""
    return f"canvas {number}"


def module_of(name: str, modules: Collection[str]) -> str:
    """The module that a notebook's file name (without folders) means; empty, if it is none's."""
    stem = name.removesuffix(".ipynb")
    return next((m for m in (stem, _AGAIN.sub("", stem)) if m in modules), "")


def split_loose(name: str, modules: Collection[str]) -> tuple[str, str]:
    """Learner and module of a notebook that lies loose: ``LEARNER_MODULE.ipynb``, or the other way
    round, with ``_``, ``-``, ``+`` or a space between. Empty, where it says neither."""
    stem = _AGAIN.sub("", name.removesuffix(".ipynb"))
    for module in sorted(modules, key=len, reverse=True):
        for pattern in (
            rf"^(.+?)[ _+-]+{re.escape(module)}$",
            rf"^{re.escape(module)}[ _+-]+(.+)$",
        ):
            if found := re.match(pattern, stem):
                return found[1], module
    return "", ""
