"""What a learner is told about a submission, from the gradebook and the notebooks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from typing import Any, Literal, NamedTuple

from ownpace.course.outline import Cell, source, title_of
from ownpace.results import CheckResult, ModuleResult
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.gradebook import CheckScore, ModuleScore
from ownpace_graders.bridge.ledger import Remark
from ownpace_graders.bridge.results import delimiters, hint_of, result_of
from ownpace_graders.notebooks.hidden import has_hidden, split
from ownpace_graders.page import Comment, Facts, Told, joined

_COLOUR = re.compile(r"\x1b\[[0-9;]*m")
#: The line of a traceback that failed, as IPython points at it.
_FAILED_AT = re.compile(r"^-+>\s*\d+\s(.*)$", re.MULTILINE)
_LONGEST = 1500  # characters
#: What grading itself says of an answer that is as it was released.
_NO_RESPONSE = "No response."


class _Sight(NamedTuple):
    """What a learner may see: the words around hidden parts, and whether they may be seen by
    now."""

    begin: str
    end: str
    all: bool


def facts_of(
    classroom: Classroom,
    score: ModuleScore,
    at: datetime,
    written: Mapping[str, Cell],
    run: Mapping[str, Cell],
    remarks: Sequence[Remark] = (),
    reveal: bool = False,
) -> Facts:
    """``written`` are the source's cells, ``run`` those that were executed, by id. With ``reveal``
    hidden checks may be seen by now."""
    result = result_of(classroom, score, at, written, run)
    see = _Sight(*delimiters(classroom), reveal)
    places = {name: place for place, name in enumerate({**run, **written})}
    told = (
        _told(check, one, written.get(one.id), run.get(one.id), see)
        for check, one in zip(score.checks, result.checks, strict=True)
    )
    return Facts(
        result=result,
        told=tuple(sorted(told, key=lambda one: places.get(one.result.id, len(places)))),
        comments=tuple(_comments(remarks, result, written)),
    )


def _told(
    score: CheckScore, result: CheckResult, written: Cell | None, run: Cell | None, see: _Sight
) -> Told:
    cell = run or written or {"metadata": {}, "source": ""}
    hidden = _hidden(cell, see)
    is_open, missed = see.all or hidden == "nothing", result.outcome in ("failed", "partial")
    return Told(
        result=result,
        notebook=score.notebook,
        kind=score.kind,
        hidden=hidden,
        seen=_seen(cell) if is_open and missed else "",
        hint="" if result.outcome == "passed" else hint_of(written or cell),
        revealed=see.all and hidden != "nothing",
    )


def _hidden(cell: Cell, see: _Sight) -> Literal["nothing", "a part", "all"]:
    if not has_hidden(source(cell), see.begin):
        return "nothing"
    return "a part" if split(source(cell), see.begin, see.end)[0].strip() else "all"


def _seen(cell: Cell) -> str:
    """What a check said: its author's message, else the line that did not hold, or what else went
    wrong; of one that gives a part of its points, what it printed."""
    outputs = cell.get("outputs") or []
    errors = [output for output in outputs if output.get("output_type") == "error"]
    if not errors:
        return "".join(map(_printed, outputs)).strip()[:_LONGEST]
    name, message = str(errors[-1].get("ename", "")), str(errors[-1].get("evalue", ""))
    if name == "AssertionError":
        return message[:_LONGEST] or _failed_line(errors[-1])
    return f"{name}: {message}"[:_LONGEST]


def _printed(output: Mapping[str, Any]) -> str:
    return joined(output.get("text")) if output.get("output_type") == "stream" else ""


def _failed_line(error: Mapping[str, Any]) -> str:
    traceback = _COLOUR.sub("", "\n".join(map(str, error.get("traceback") or ())))
    found = _FAILED_AT.search(traceback)
    return f"This did not hold: {found.group(1).strip()}"[:_LONGEST] if found else ""


def _comments(
    remarks: Sequence[Remark], result: ModuleResult, written: Mapping[str, Cell]
) -> Iterator[Comment]:
    titles = {check.id: check.title for check in result.checks}
    for remark in remarks:
        if remark.text != _NO_RESPONSE:
            own = title_of(written.get(remark.cell, _nameless(remark.cell)))
            yield Comment(
                cell=remark.cell,
                notebook=remark.notebook,
                title=titles.get(remark.cell, own),
                text=remark.text,
            )


def _nameless(grade_id: str) -> Cell:
    return {"metadata": {"nbgrader": {"grade_id": grade_id}}}
