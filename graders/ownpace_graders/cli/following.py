"""The command that comes next, after one that ended well."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from ownpace_graders.lines import Line, Summary

_THEN = {"check": "release", "collect": "grade", "grade": "feedback"}


def following(summary: Summary) -> str:
    """One line; empty where there is no obvious step, or something needs a person first."""
    new = [line for line in summary.lines if line.status == "done"]
    if summary.exit_code or not new or any(line.next for line in new):
        return ""
    if summary.command == "feedback":
        return _sending(new)
    then = _THEN.get(summary.command)
    about = {line.module for line in new if line.module}
    alone = f" {about.pop()}" if len(about) == 1 else ""
    return f"Next: ownpace {then}{alone}" if then else ""


def _sending(new: list[Line]) -> str:
    files = {line.file for line in new if line.file}
    if not files:
        return ""
    return f"Next: send what is named above, each to its learner ({len(files)} in outbox/)."
