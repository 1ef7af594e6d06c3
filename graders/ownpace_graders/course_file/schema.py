"""The JSON Schema of course.yml, with which editors complete and check it.

``python -m ownpace_graders.course_file.schema`` writes it anew beside this file.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ownpace_graders.course_file.models import CourseFile

SCHEMA = Path(__file__).with_name("course.schema.json")


def schema() -> dict[str, Any]:
    about = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "Ownpace course file",
    }
    generated = _tidied(CourseFile.model_json_schema())
    return about | {key: value for key, value in generated.items() if key != "title"}


def _tidied(part: Any) -> Any:
    """Without the defaults that only Python knows: null, parsed percentages, whole models."""
    if isinstance(part, list):
        return [_tidied(item) for item in part]
    if not isinstance(part, dict):
        return part
    default = part.get("default")
    as_written = isinstance(default, (str, bool)) or ("pattern" not in part and default)
    drop = "default" in part and (isinstance(default, dict) or not as_written)
    return {k: _tidied(v) for k, v in part.items() if not (drop and k == "default")}


def schema_text() -> str:
    return json.dumps(schema(), indent=2, ensure_ascii=False) + "\n"


if __name__ == "__main__":
    SCHEMA.write_text(schema_text(), encoding="utf-8", newline="\n")
