"""A module of one's own, begun from a template that passes `ownpace check` as it stands."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import nbformat

from ownpace.errors import CommandError
from ownpace.store.files import write_atomically
from ownpace_graders.course_file import COURSE_FILE, load
from ownpace_graders.lines import Line, Summary
from ownpace_graders.new.editing import editor
from ownpace_graders.texts import from_text

_TEMPLATE = Path(__file__).with_name("template")
_ID = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
_nbformat: Any = nbformat  # it comes without types


def new_module(root: Path, module: str, title: str | None = None) -> Summary:
    """Add ``module`` at the end of the course at ``root``: a notebook, its questions, a stored
    mistake, and an entry in course.yml, whose other lines stay as they are.

    Raises ``CommandError`` where something of it is there already.
    """
    course = load(root)
    if not _ID.fullmatch(module):
        hint = "Use small letters, digits and hyphens, as in “my-module”."
        raise CommandError(f"“{module}” cannot be a module's id.", hint=hint)
    title = title or module.replace("-", " ").capitalize()
    texts = _texts(root, module, title)
    taken = [path for path in texts if path.exists()]
    if course.module(module) or taken:
        where = taken[0].relative_to(root) if taken else COURSE_FILE
        raise CommandError(
            f"There is a module “{module}” already ({where}).", hint="Choose another name."
        )
    for path, text in texts.items():
        path.parent.mkdir(parents=True, exist_ok=True)
        write_atomically(path, text)
    _enter(root / COURSE_FILE, module, title)
    return Summary(command="new", lines=(_line(module),))


def _texts(root: Path, module: str, title: str) -> dict[Path, str]:
    """Its files and what is in them."""

    def filled(name: str) -> str:
        text = (_TEMPLATE / name).read_text(encoding="utf-8")
        return text.replace("TITLE", title).replace("ID-", f"{module}-")

    notebook = _nbformat.writes(from_text(filled("module.md"))) + "\n"
    return {
        root / "source" / module / f"{module}.ipynb": notebook,
        root / "questions" / f"{module}.yml": filled("questions.yml"),
        root / "mistakes" / f"{module}.yml": filled("mistakes.yml"),
    }


def _enter(course_file: Path, module: str, title: str) -> None:
    yaml = editor()
    course = yaml.load(course_file)
    entry = {"id": module, "title": title, "minutes": 15, "complete_when": ["steps"]}
    course["modules"].append(entry)
    with course_file.open("w", encoding="utf-8", newline="\n") as file:
        yaml.dump(course, file)


def _line(module: str) -> Line:
    return Line(
        status="done",
        module=module,
        message=f"source/, questions/ and mistakes/ have a “{module}” now: make it yours.",
        next=f"ownpace check {module}",
    )
