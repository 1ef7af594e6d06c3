"""The spreadsheet of a term, line by line, from the report that was counted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any


def counted_sheet(report: Mapping[str, Any]) -> list[dict[str, str]]:
    return [
        _line(row, module["id"], _entry(row, module["id"]))
        for row in report["learners"]
        for module in report["modules"]
    ]


def _entry(row: Mapping[str, Any], module: str) -> Mapping[str, Any] | None:
    return next((entry for entry in row["modules"] if entry["module"] == module), None)


def _line(row: Mapping[str, Any], module: str, entry: Mapping[str, Any] | None) -> dict[str, str]:
    about = {
        "learner": row["id"],
        "name": f"{row['first_name']} {row['last_name']}",
        "module": module,
        "may_need_help": " ".join(reason["says"] for reason in row["may_need_help"]),
        "missing": _cell(module in row["missing"]),
        "course_share": _cell(row["share"]),
    }
    names = ("newest", "counted", "score", "max_score", "late", "late_penalty", "graded", "sure")
    names += ("needs_manual_grade", "feedback", "sure_and_wrong")
    if entry is None:
        return about | {"attempts": "0", "uncounted": "0"} | dict.fromkeys(names, "")
    uncounted = str(sum(entry["uncounted"].values()))
    figures = {name: _cell(entry[name]) for name in ("attempts", *names)}
    return about | figures | {"uncounted": uncounted}


def _cell(value: Any) -> str:
    if isinstance(value, bool):
        return "yes" if value else "no"
    if isinstance(value, datetime):
        return value.isoformat()
    if isinstance(value, float):
        return f"{value:.2f}".rstrip("0").rstrip(".") if value % 1 else str(int(value))
    return "" if value is None else str(value)
