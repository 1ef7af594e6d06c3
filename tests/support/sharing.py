"""A class that shares answers: a course with open questions, and learners who hand them in."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import nbformat

from ownpace.store.answers import Answer, Answers
from ownpace_graders.collect import collect
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.teacher import (
    COURSE_YML,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    as_bytes,
    bundle,
    inbound,
    make_course,
    worked,
)

CALLS = 'from ownpace import checkin, reflect\ncheckin("how")\nreflect("when", "When?", share=True)'
CLOSES = "2027-02-01"
#: The last moment at which work counts, and the next.
END = datetime(2027, 2, 1, 23, 59, 59, tzinfo=UTC)
AFTER = END + timedelta(seconds=1)


def sharing_course(root: Path, *, exchange: Path | None = None, closes: str = CLOSES) -> Path:
    """A released course whose module asks two open questions more."""
    make_course(root, exchange=exchange)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("c.ExchangeCollect.check_owner = False\n")  # one user hands all in here
    notebook = root / "source" / MODULE / NOTEBOOK
    found = nbformat.read(notebook, as_version=4)
    found.cells.append(nbformat.v4.new_code_cell(CALLS, id="open"))
    nbformat.write(found, notebook)
    close(root, closes)
    release(root, [], Silent(), NOW)
    return root


def close(root: Path, closes: str) -> None:
    """Say when the module closes; never, where ``closes`` is empty."""
    about = f", closes: {closes}" if closes else ""
    text = COURSE_YML.replace("title: Sums}", f"title: Sums{about}}}")
    (root / "course.yml").write_text(text)


def answers(**given: Mapping[str, Any]) -> bytes:
    """An answers.json with these values, by activity."""
    kinds = {"how": "checkin", "when": "reflect"}
    found = {
        name: Answer(kind=kinds.get(name, "reflect"), at=NOW, complete=True, value=dict(value))  # type: ignore[arg-type]
        for name, value in given.items()
    }
    return Answers(answers=found).model_dump_json().encode()


def shares(text: str) -> bytes:
    """The answers of somebody who lets the class read ``text``."""
    return answers(how={"sure": 3, "unclear": text, "share": True})


def by_exchange(root: Path, learner: str, given: bytes, *, later: int = 0) -> None:
    """A submission with an answers.json, collected; ``later`` by so many minutes."""
    at = NOW + timedelta(minutes=later)
    folder = inbound(
        root.parent / "exchange", learner, worked(root / "release" / MODULE, SOLVED), at=at
    )
    (folder / "answers.json").write_bytes(given)
    collect(root, [], Silent(), at + timedelta(minutes=1))


def by_bundle(root: Path, learner: str, given: bytes) -> None:
    files = {NOTEBOOK: as_bytes(worked(root / "release" / MODULE, SOLVED)), "answers.json": given}
    inbox = root.parent / "inbox"
    bundle(inbox / f"{learner}.zip", learner, files)
    collect(root, [], Silent(), NOW, inbox=inbox)


def paper(root: Path) -> Any:
    """What the teacher finds in class-answers/."""
    return json.loads((root / "class-answers" / f"{MODULE}.json").read_text())


def decide(root: Path, release: bool | None, *, withhold: str = "") -> None:
    """Do as a teacher with an editor does."""
    found = paper(root)
    found["release"] = release
    for one in found["answers"].values():
        for heard in one.values():
            for each in heard:
                each["show"] = each["show"] and each["text"] != withhold
    (root / "class-answers" / f"{MODULE}.json").write_text(json.dumps(found, indent=2))
