"""The lines that a check reports."""

from __future__ import annotations

from ownpace_graders.check.material.module import ModuleSource
from ownpace_graders.lines import Line


def attention(source: ModuleSource, message: str) -> Line:
    """Something that has to be mended."""
    again = f"Mend {source.name}, then run `ownpace check {source.module}`."
    said = f"{source.label}{message}"
    return Line(status="attention", module=source.module, message=said, next=again)


def note(source: ModuleSource, message: str) -> Line:
    """Something to know, which is no fault."""
    return Line(status="skipped", module=source.module, message=f"{source.label}{message}")
