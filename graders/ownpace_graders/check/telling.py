"""The lines that a check reports."""

from __future__ import annotations

from ownpace_graders.check.module import ModuleSource
from ownpace_graders.lines import Line


def attention(source: ModuleSource, message: str) -> Line:
    """Something that has to be mended."""
    again = f"Mend {source.name}, then run `ownpace check {source.module}`."
    return Line(status="attention", module=source.module, message=message, next=again)


def note(module: str, message: str) -> Line:
    """Something to know, which is no fault."""
    return Line(status="skipped", module=module, message=message)
