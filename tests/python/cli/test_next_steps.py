"""Every message names a next step, and every command that is named somewhere is one."""

from __future__ import annotations

import ast
import re
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import typer
from typer.testing import CliRunner

from ownpace_graders.cli import app
from tests.support.checkout import ROOT

TEACHERS = ROOT / "graders" / "ownpace_graders"
ERRORS = {"CommandError", "CourseError", "ExchangeError", "NotDone", "WorkError"}
GROUP: Any = typer.main.get_command(app)
PLACES = [*TEACHERS.rglob("*.py"), *(ROOT / "docs").glob("*.md"), ROOT / "README.md"]


def calls(tree: ast.Module) -> Iterator[tuple[ast.Call, str, dict[str | None, ast.expr]]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Call):
            name = getattr(node.func, "id", getattr(node.func, "attr", ""))
            yield node, str(name), {keyword.arg: keyword.value for keyword in node.keywords}


def is_silent(name: str, given: dict[str | None, ast.expr]) -> bool:
    """Whether an error has no hint, or a line that needs a person no next step."""
    if None in given:
        return False
    if name in ERRORS:
        return "hint" not in given
    status = given.get("status")
    asks = isinstance(status, ast.Constant) and status.value == "attention"
    return name == "Line" and asks and "next" not in given


def name_of(path: Path) -> str:
    return path.relative_to(ROOT).as_posix()


@pytest.mark.parametrize("path", sorted(TEACHERS.rglob("*.py")), ids=name_of)
def test_every_message_says_what_is_next(path: Path) -> None:
    """Each error that the teacher's side raises has a hint, each line for a person a next step."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    silent = [
        f"{path.name}:{node.lineno}" for node, name, given in calls(tree) if is_silent(name, given)
    ]
    assert silent == []


def quoted(path: Path) -> Iterator[str]:
    """Where a command is written as one: in backquotes, in examples, after an arrow."""
    text = path.read_text(encoding="utf-8")
    if path.suffix == ".py":
        strings = (n.value for n in ast.walk(ast.parse(text)) if isinstance(n, ast.Constant))
        text = "\n".join(value for value in strings if isinstance(value, str))
    yield from re.findall(r"`(ownpace [^`]+)`", text)
    yield from re.findall(r"^(?:Example: )?(ownpace [a-z].*)$", text, re.MULTILINE)


def faults(line: str) -> Iterator[str]:
    """What the command line would not take."""
    words = re.split(r"[#,;]", line)[0].split()
    if words[1].startswith("--"):
        return  # of all commands, such as --help
    command = GROUP.commands.get(words[1])
    if command is None:
        yield f"{line}: no command {words[1]}"
        return
    known = {option for parameter in command.params for option in parameter.opts} | {"--help"}
    for word in words[2:]:
        option = word.partition("=")[0].rstrip(".,;:)")
        if option.startswith("--") and option not in known:
            yield f"{line}: no option {option}"


@pytest.mark.parametrize("path", PLACES, ids=name_of)
def test_commands_that_are_named_exist(path: Path) -> None:
    """In hints, next steps, examples and guides: each command is one, with options that it has."""
    assert [fault for line in quoted(path) for fault in faults(line)] == []


@pytest.mark.parametrize("name", list(GROUP.commands))
def test_every_command_has_an_example_that_parses(name: str) -> None:
    """``--help`` ends with an example, and the command takes it as it stands."""
    shown = CliRunner().invoke(app, [name, "--help"]).output
    [example] = re.findall(rf"Example: (ownpace {name}.*)", " ".join(shown.split("\n")))
    command = GROUP.commands[name]
    context = command.make_context(name, shlex.split(example)[2:])
    assert context.params
