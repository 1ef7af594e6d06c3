"""Writes course-file.md, commands.md and checks.md in docs/reference from the models, the command
line and the checks themselves: ``python docs/generate.py``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from pathlib import Path
from textwrap import wrap
from typing import Any

import typer
from pydantic import BaseModel
from pydantic.fields import FieldInfo

from ownpace import checks as own_checks
from ownpace.checks.names import ABSENT
from ownpace.checks.tolerance import Tolerance
from ownpace.course.model import Attempts, Support
from ownpace_graders.cli import app
from ownpace_graders.course_file import CorrectionEntry, models
from ownpace_graders.rules import ExtensionEntry

REFERENCE = Path(__file__).parent / "reference"
NOTE = "<!-- Written by docs/generate.py. -->\n"

#: Where each model's keys stand in course.yml.
PLACES: tuple[tuple[str, type[BaseModel]], ...] = (
    ("At the top", models.CourseFile),
    ("Under `rules`", models.RulesEntry),
    ("Under `rules: attempts`", Attempts),
    ("Under `rules: late`", models.LateEntry),
    ("Under `support`", Support),
    ("Each of `announcements`", models.AnnouncementEntry),
    ("Each of `meetings`", models.MeetingEntry),
    ("Each of `modules`", models.ModuleEntry),
    ("Under `offer_when`", models.OfferEntry),
    ("Each of a module's `resources`", models.ResourceEntry),
    ("Each of `extensions` in `extensions.yml`", ExtensionEntry),
    ("Each of `corrections` in `corrections.yml`", CorrectionEntry),
)


def course_file() -> str:
    """The page on course.yml: a table of keys for each place."""
    parts = [
        NOTE,
        "# course.yml\n",
        "The one place for a course's order, rules and dates. Its JSON Schema is installed with",
        "the kit (`ownpace_graders/course_file/course.schema.json`): editors can complete it.",
        "`ownpace check` reports every problem at once, with its line.\n",
    ]
    for place, model in PLACES:
        parts += [f"## {place}\n", _summary(model), *_keys(model), ""]
    return "\n".join(parts).rstrip() + "\n"


def commands() -> str:
    """The page on the command: what each does, its arguments and options."""
    command = typer.main.get_command(app)
    parts = [NOTE, "# Commands\n", f"{command.help}\n", f"{command.epilog}\n"]
    for name, each in command.commands.items():  # type: ignore[attr-defined]  # it is a group
        parts += [f"## ownpace {name}\n", f"{each.help}\n", *_options(each)]
        parts += ["", f"{_as_code(each.epilog)}\n" if each.epilog else ""]
    return "\n".join(parts).rstrip() + "\n"


def checks() -> str:
    """The page on `ownpace.checks`: each name with its signature and what it says of itself."""
    parts = [NOTE, "# Checks\n", f"{_prose(own_checks)}\n"]
    for name in sorted(own_checks.__all__, key=str.lower):
        found = getattr(own_checks, name)
        parts += [f"## {name}\n", *_signature(name, found), f"{_prose(found)}\n"]
        if name == "Score":
            for method in (found.part, found.total):
                called = f"score.{method.__name__}"
                parts += [f"### {called}\n", *_signature(called, method), f"{_prose(method)}\n"]
    parts += ["## Tolerance\n", f"{_prose(Tolerance)}"]
    return "\n".join(parts).rstrip() + "\n"


def _signature(name: str, found: Any) -> Iterator[str]:
    """How it is called: parameters with their defaults, without their types."""
    if found is own_checks.CheckFailed:
        return
    signature = inspect.signature(found)
    parameters = [
        each.replace(annotation=inspect.Parameter.empty)
        for each in signature.parameters.values()
        if each.name != "self"
    ]
    shown = str(signature.replace(parameters=parameters, return_annotation=inspect.Signature.empty))
    call = f"{name}{shown}".replace(repr(ABSENT), "…").replace("''", '""')
    yield "\n".join(("```python", *wrap(call, 90, subsequent_indent="    "), "```\n"))


def _prose(found: Any) -> str:
    """A docstring as a page shows it: examples as code."""
    text = (inspect.getdoc(found) or "").replace("``", "`")
    parts = text.split("\n\n")
    return "\n\n".join(
        f"```pycon\n{part}\n```" if part.startswith(">>> ") else part for part in parts
    )


def _summary(model: type[BaseModel]) -> str:
    text = inspect.getdoc(model) or ""
    inherited = any(text == inspect.getdoc(base) for base in model.__mro__[1:])
    return "" if inherited else " ".join(text.replace("``", "`").split()) + "\n"


def _keys(model: type[BaseModel]) -> Iterator[str]:
    yield "| key | what it takes | default | what it says |"
    yield "|---|---|---|---|"
    forms = model.model_json_schema(by_alias=True)["properties"]
    for name, field in model.model_fields.items():
        key = field.alias or name
        said = field.description or ""
        yield f"| `{key}` | {_form(forms[key])} | {_default(field)} | {said} |"


def _form(schema: dict[str, Any]) -> str:
    if "anyOf" in schema:
        forms = (_form(part) for part in schema["anyOf"] if part.get("type") != "null")
        return " or ".join(dict.fromkeys(forms))
    if "enum" in schema:
        return ", ".join(f"`{value}`" for value in schema["enum"])
    if schema.get("examples"):
        return f"such as `{schema['examples'][0]}`"
    if "$ref" in schema or "allOf" in schema:
        return "keys, below"
    kinds = {"array": "a list", "string": "text", "integer": "a whole number", "number": "a number"}
    return kinds.get(schema.get("type", ""), "`true` or `false`")


def _default(field: FieldInfo) -> str:
    if field.is_required():
        return "needed"
    value = field.default
    if isinstance(value, bool):
        return f"`{str(value).lower()}`"
    return f"`{value}`" if isinstance(value, str | int | float) and value != "" else ""


def _options(command: Any) -> Iterator[str]:
    yield "| argument or option | what it does |"
    yield "|---|---|"
    for parameter in command.params:
        name = ", ".join(parameter.opts) if parameter.opts[0][0] == "-" else parameter.metavar
        value = f" {parameter.metavar}" if parameter.opts[0][0] == "-" and parameter.metavar else ""
        said = getattr(parameter, "help", "") or ""
        yield f"| `{name or parameter.name}{value}` | {said} |"


def _as_code(epilog: str) -> str:
    label, _, example = epilog.partition(": ")
    return f"{label}: `{example}`"


def write() -> None:
    (REFERENCE / "course-file.md").write_text(course_file(), encoding="utf-8")
    (REFERENCE / "commands.md").write_text(commands(), encoding="utf-8")
    (REFERENCE / "checks.md").write_text(checks(), encoding="utf-8")


if __name__ == "__main__":
    write()
