"""What came back of an executed notebook: only its outputs are taken, and only in the forms that a
notebook knows."""

from __future__ import annotations

import re
import sys
from typing import Any

from ownpace.course.outline import source
from ownpace_graders.bridge import Marking
from ownpace_graders.notebooks.reading import Notebook

Output = dict[str, Any]

LANGUAGE = {
    "codemirror_mode": {"name": "ipython", "version": 3},
    "file_extension": ".py",
    "mimetype": "text/x-python",
    "name": "python",
    "nbconvert_exporter": "python",
    "pygments_lexer": "ipython3",
    "version": ".".join(map(str, sys.version_info[:3])),
}
_NOT_RUN = "This cell was not executed."


def settled(
    sanitized: Notebook,
    executed: Notebook,
    rules: Marking,
    language: dict[str, Any] | None = None,
) -> Notebook:
    """``sanitized`` with the outputs of ``executed``, as ``rules`` limit them. A cell that was to
    run and did not has an error, so that no check is passed by not being run. ``language`` is the
    notebook's ``language_info`` where it is not Python."""
    cells = executed.get("cells")
    ran = cells if isinstance(cells, list) else []
    metadata = {
        **sanitized["metadata"],
        "language_info": language or LANGUAGE,
        **_widgets(executed),
    }
    return {
        **sanitized,
        "metadata": metadata,
        "cells": [
            _settled(cell, ran[index] if index < len(ran) else None, rules)
            for index, cell in enumerate(sanitized["cells"])
        ],
    }


def _settled(cell: dict[str, Any], ran: Any, rules: Marking) -> dict[str, Any]:
    if cell["cell_type"] != "code" or not source(cell).strip() or _skipped(cell):
        return cell
    count = ran.get("execution_count") if isinstance(ran, dict) else None
    found = ran.get("outputs") if isinstance(ran, dict) else None
    outputs = [_output(one) for one in found] if isinstance(found, list) else []
    if not isinstance(count, int) and not outputs:
        outputs = [error("NotRun", _NOT_RUN)]
    kept = [one for one in outputs if not _ignored(one, rules.ignore_pattern)]
    limited = [_short_traceback(one, rules.max_traceback) for one in kept]
    return {
        **cell,
        "execution_count": count if isinstance(count, int) else None,
        "outputs": _short_streams(limited, rules.max_lines),
    }


def _skipped(cell: dict[str, Any]) -> bool:
    """Whether the author wants an ordinary cell left out; ``sanitize`` keeps checks from it."""
    tags = cell["metadata"].get("tags")
    return isinstance(tags, list) and "skip-execution" in tags


def error(name: str, message: str) -> Output:
    return {
        "output_type": "error",
        "ename": name,
        "evalue": message,
        "traceback": [f"\x1b[0;31m{name}\x1b[0m: {message}"],
    }


def _output(found: Any) -> Output:
    """One output in its proper form; an error where it has none."""
    kind = found.get("output_type") if isinstance(found, dict) else None
    if kind == "stream" and found.get("name") in ("stdout", "stderr"):
        return {"output_type": kind, "name": found["name"], "text": _text(found.get("text"))}
    if kind in ("display_data", "execute_result") and isinstance(found.get("data"), dict):
        return _shown(kind, found)
    if kind == "error":
        lines = found.get("traceback")
        return {
            "output_type": kind,
            "ename": _text(found.get("ename")),
            "evalue": _text(found.get("evalue")),
            "traceback": [_text(line) for line in lines] if isinstance(lines, list) else [],
        }
    return error("DamagedOutput", "An output of this cell could not be read.")


def _shown(kind: str, found: Output) -> Output:
    metadata = found.get("metadata")
    data = {str(form): _content(str(form), value) for form, value in found["data"].items()}
    shown: Output = {
        "output_type": kind,
        "data": data,
        "metadata": metadata if isinstance(metadata, dict) else {},
    }
    if kind == "execute_result":
        count = found.get("execution_count")
        shown["execution_count"] = count if isinstance(count, int) else None
    return shown


def _content(form: str, value: Any) -> Any:
    return value if form.endswith("json") else _text(value)


def _text(value: Any) -> str:
    if isinstance(value, list):
        return "".join(map(str, value))
    return "" if value is None else str(value)


def _widgets(executed: Notebook) -> dict[str, Any]:
    metadata = executed.get("metadata")
    widgets = metadata.get("widgets") if isinstance(metadata, dict) else None
    return {"widgets": widgets} if isinstance(widgets, dict) else {}


def _ignored(output: Output, pattern: str) -> bool:
    """nbgrader's ``IgnorePattern``."""
    if not pattern or output.get("name") != "stderr":
        return False
    return output["output_type"] == "stream" and bool(re.search(pattern, output["text"]))


def _short_streams(outputs: list[Output], most: int) -> list[Output]:
    """nbgrader's ``LimitOutput``, which counts the lines of all streams of a cell together."""
    if most == -1:
        return outputs
    length, kept = 0, []
    for output in outputs:
        if output["output_type"] == "stream":
            if length == most:
                continue
            lines = output["text"].split("\n")
            if len(lines) + length > most:
                lines = [*lines[: most - length - 1], "... Output truncated ..."]
            length += len(lines)
            output = {**output, "text": "\n".join(lines)}
        kept.append(output)
    return kept


def _short_traceback(output: Output, most: int) -> Output:
    lines = output.get("traceback", [])
    if output["output_type"] != "error" or most == -1 or len(lines) <= most:
        return output
    start = most // 2
    ending = lines[-(most - start - 1) :]
    return {**output, "traceback": [*lines[:start], "... Traceback truncated ...", *ending]}
