"""Print one JSON Schema with everything the server says to the panel.

Usage: ``jlpm wire`` (writes ``src/wire.ts`` from it).
"""

from __future__ import annotations

import json
from typing import Any, Literal

from pydantic import BaseModel
from pydantic.json_schema import models_json_schema

from ownpace.server import wire

REPLIES: tuple[type[BaseModel], ...] = (
    *(wire.Problem, wire.Panel, wire.Started, wire.Checked, wire.Submitted),
    *(wire.AskedReply, wire.FeedbackPages, wire.FeedbackOpened),
    *(wire.StartedOver, wire.Ticked, wire.Updated),
    *(wire.Keepable, wire.Comparison, wire.BroughtBack),
)
BODIES: tuple[type[BaseModel], ...] = (
    *(wire.Asking, wire.Bringing, wire.Submission, wire.Updating),
)


def schema() -> dict[str, Any]:
    """Replies as the server writes them (every key is there), bodies as it accepts them."""
    models: list[tuple[type[BaseModel], Literal["serialization", "validation"]]] = [
        *((model, "serialization") for model in REPLIES),
        *((model, "validation") for model in BODIES),
    ]
    _, schema = models_json_schema(models, title="Wire")
    accepted = {model.__name__ for model in BODIES}
    for name, definition in schema["$defs"].items():
        _tidy(definition, every_key=name not in accepted)
    return {**schema, "type": "object"}


def _tidy(definition: dict[str, Any], *, every_key: bool) -> None:
    fields = definition.get("properties", {})
    for field in fields.values():
        # Each titled property would become a TypeScript type of its own, and what stands beside
        # a reference would make another type of what it refers to.
        field.pop("title", None)
        if "$ref" in field:
            reference = field["$ref"]
            field.clear()
            field["$ref"] = reference
    if every_key:
        definition["required"] = list(fields)


if __name__ == "__main__":
    print(json.dumps(schema(), indent=2))
