"""Links: their words say where they lead (WCAG 2.2, 2.4.4), and they can be followed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import SplitResult, unquote, urlsplit

from ownpace_graders.check.writing.markdown import Part
from ownpace_graders.course_file import ModuleEntry

#: Words that say nothing once they are read out of their sentence, as screen readers list links.
EMPTY = {
    "here",
    "click here",
    "this",
    "this link",
    "link",
    "more",
    "read more",
    "this page",
    "page",
}
_ADDRESS = re.compile(r"^(https?://|www\.)", re.IGNORECASE)


def link_faults(parts: Sequence[Part], folder: Path) -> Iterator[str]:
    """A sentence for each link of a notebook in ``folder`` that says nothing or leads nowhere."""
    anchors = {_anchor(part.words or "") for part in parts if part.kind == "heading"}
    for part in parts:
        if part.kind == "link":
            place = f"the link “{part.words}” (cell {part.cell})"
            if fault := _text_fault(part.words or "") or _target_fault(
                part.target, folder, anchors
            ):
                yield f"{place} {fault}"


def resource_faults(entry: ModuleEntry) -> Iterator[str]:
    """Resources elsewhere whose words would be their bare address."""
    for resource in entry.resources:
        bare = [target for target in resource.targets().values() if _ADDRESS.match(str(target))]
        if bare and not resource.title:
            yield f"the resource {bare[0]} in course.yml has no `title`: say what it offers."


def addresses(parts: Sequence[Part], entry: ModuleEntry) -> list[str]:
    """The web addresses that a module sends learners to, each once."""
    targets = [part.target for part in parts if part.kind == "link"]
    targets += [str(t) for resource in entry.resources for t in resource.targets().values()]
    return list(dict.fromkeys(target for target in targets if _is_web(target)))


def _text_fault(words: str) -> str:
    if not words.strip():
        return "has no words: say where it leads."
    if words.strip(" .!").lower() in EMPTY:
        return "does not say where it leads: make its words the name of what is there."
    if _ADDRESS.match(words):
        return "is a bare address: write [what is there](address)."
    return ""


def _target_fault(target: str, folder: Path, anchors: set[str]) -> str:
    parsed = _split(target)
    if parsed is None or re.search(r"\s", target):
        return f"leads to {target!r}, which is no address."
    if parsed.scheme in ("http", "https"):
        host = parsed.hostname or ""
        good = "." in host.strip(".") or host == "localhost"
        return "" if good else f"leads to {target!r}, which names no host."
    if parsed.scheme == "mailto":
        return "" if "@" in parsed.path else f"leads to {target!r}, which names no address."
    if parsed.scheme == "attachment":
        return ""
    if parsed.scheme:
        return f"leads to {target!r}: use an address that begins with https://."
    if not parsed.path:
        known = _anchor(unquote(parsed.fragment)) in anchors
        return "" if known else f"leads to {target!r}, and no heading is called so."
    return "" if _is_in(folder, unquote(parsed.path)) else f"leads to {target!r}, which is missing."


def _split(target: str) -> SplitResult | None:
    try:
        parsed = urlsplit(target)
        parsed.port  # noqa: B018  (it raises for a port that is none)
    except ValueError:
        return None
    return parsed


def _is_in(folder: Path, path: str) -> bool:
    found = (folder / path).resolve()
    return found.is_relative_to(folder.resolve()) and found.exists()


def _is_web(target: str) -> bool:
    return bool(re.match(r"https?://", target, re.IGNORECASE))


def _anchor(heading: str) -> str:
    """What JupyterLab makes of a heading, capitals aside."""
    return heading.strip().replace(" ", "-").lower()
