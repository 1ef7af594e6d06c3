"""The spreadsheets of a term, line by line, from the report that was counted."""

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


def counted_canvas(report: Mapping[str, Any]) -> list[list[str]]:
    head = ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    points = ["    Points Possible", "", "", "", ""]
    return [
        head + [module["title"] for module in report["modules"]],
        points + [_cell(module["max_score"]) for module in report["modules"]],
        *(_canvas_line(row) + _final(row, report) for row in report["learners"]),
    ]


def _canvas_line(row: Mapping[str, Any]) -> list[str]:
    return [f"{row['last_name']}, {row['first_name']}", row["lms_id"], "", row["id"], ""]


def counted_moodle(report: Mapping[str, Any]) -> list[list[str]]:
    head = ["First name", "Last name", "ID number", "Email address"]
    who = ("first_name", "last_name", "lms_id", "email")
    return [
        head + [f"Assignment: {module['title']} (Real)" for module in report["modules"]],
        *([row[name] for name in who] + _final(row, report) for row in report["learners"]),
    ]


def _final(row: Mapping[str, Any], report: Mapping[str, Any]) -> list[str]:
    """What waits for a person is not told."""
    entries = (_entry(row, module["id"]) for module in report["modules"])
    return [_cell(e["score"]) if e and not e["needs_manual_grade"] else "" for e in entries]


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
