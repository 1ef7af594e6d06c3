"""Problems of keys and types: what pydantic found, in a teacher's words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, get_args
from zoneinfo import available_timezones

from pydantic import BaseModel, ValidationError

from ownpace_graders.course_file.parsing import Parsed, Path_
from ownpace_graders.course_file.problems import Problem, closest

Kind = type[BaseModel]

_WORDS = {
    "string_type": "must be text; put it in quotes.",
    "string_too_short": "must not be empty.",
    "int_type": "must be a whole number.",
    "int_from_float": "must be a whole number.",
    "float_type": "must be a number.",
    "bool_type": "must be true or false.",
    "tuple_type": "must be a list.",
    "model_type": "must hold keys and values.",
    "model_attributes_type": "must hold keys and values.",
    "too_short": "must list at least one.",
}
_VERBS = ("must ", "cannot ", "knows ", "lists ")
_PATTERNS = {
    "id": "must be letters, digits, “-”, “_” or “.”, at most 64, with no spaces.",
    "requires": "must be a list of module ids.",
    "language": "must be a language code such as en or pt-BR.",
}


def shape_problems(errors: Iterable[Any], parsed: Parsed, model: Kind) -> list[Problem]:
    """A problem for each place where pydantic, validating ``model``, found a fault."""
    found: dict[Path_, Problem] = {}
    for error in errors:
        path = _place(error["loc"], parsed.data)
        found.setdefault(path, _problem(error, path, parsed, model))
    return list(found.values())


def faults(error: ValidationError) -> list[Any]:
    """pydantic's errors, but for lists called too short only because their items, which are
    among the errors themselves, are not valid."""
    found = error.errors(include_url=False)
    return [e for e in found if not (e["type"] == "too_short" and e["input"])]


def _place(loc: Path_, data: Any) -> Path_:
    """pydantic's location without what is not in the file: names of union members. A missing key
    stays, as the last part."""
    place: list[str | int] = []
    for n, part in enumerate(loc):
        if isinstance(data, dict) and (part in data or n == len(loc) - 1):
            place.append(part)
            data = data.get(part)
        elif isinstance(data, list) and isinstance(part, int):
            place.append(part)
            data = data[part] if part < len(data) else None
    return tuple(place)


def _problem(error: Any, path: Path_, parsed: Parsed, model: Kind) -> Problem:
    key = _key(path)
    if error["type"] == "extra_forbidden":
        return _unknown_key(path, parsed, model)
    if error["type"] == "missing":
        return parsed.problem(path[:-1], f"“{key}” is missing.")
    if error["type"] in ("literal_error", "union_tag_invalid"):
        return _unknown_word(error, path, parsed)
    if error["input"] is None:
        return parsed.problem(path, f"“{key}” has no value; give one, or remove the key.")
    words = _words(error, key)
    message = f"“{key}” {words}" if words.startswith(_VERBS) else f"“{key}”: {words}"
    return parsed.problem(path, message, suggestion=_suggestion(key, error["input"]))


def _words(error: Any, key: str) -> str:
    if error["type"] == "value_error":
        return str(error["ctx"]["error"]).rstrip(".") + "."
    if error["type"] == "string_pattern_mismatch":
        return _PATTERNS.get(key, "must be a web address that begins with https://.")
    if error["type"] == "greater_than_equal":
        return f"must be at least {error['ctx']['ge']}."
    return _WORDS.get(error["type"]) or f"{error['msg']}."


def _unknown_key(path: Path_, parsed: Parsed, model: Kind) -> Problem:
    key, allowed = str(path[-1]), keys_at(path[:-1], model)
    message = f"“{key}” is not a key of {_key(path[:-1]) or 'the file'}."
    return parsed.problem(path, message, allowed=allowed, suggestion=closest(key, allowed))


def _unknown_word(error: Any, path: Path_, parsed: Parsed) -> Problem:
    context = error["ctx"]
    expected = context.get("expected") or context["expected_tags"]
    allowed = tuple(word.strip("' ") for word in expected.replace(" or ", ",").split(","))
    key = str(context.get("discriminator", _key(path))).strip("'()")
    word = str(context.get("tag", error["input"]))
    message = f"“{key}” cannot be “{word}”."
    return parsed.problem(path, message, allowed=allowed, suggestion=closest(word, allowed))


def _suggestion(key: str, value: object) -> str | None:
    return closest(str(value), available_timezones()) if key == "timezone" else None


def _key(path: Path_) -> str:
    """The last key of a path, in the singular form for an item of a list."""
    names = [part for part in path if isinstance(part, str)]
    if not names:
        return ""
    return names[-1].removesuffix("s") if isinstance(path[-1], int) else names[-1]


def keys_at(path: Path_, model: Kind) -> tuple[str, ...]:
    """The keys allowed in the mapping at ``path``; of all kinds, where there are several."""
    models = [model]
    for part in path:
        inside = [_fields(m)[part] for m in models if part in _fields(m)]
        models = [found for annotation in inside for found in _models_in(annotation)] or models
    return tuple(dict.fromkeys(str(key) for found in models for key in _fields(found)))


def _fields(model: Kind) -> Mapping[str | int, Any]:
    return {f.alias or name: f.annotation for name, f in model.model_fields.items()}


def _models_in(annotation: Any) -> list[Kind]:
    """The models that an annotation such as ``tuple[Model, ...] | None`` is about."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [found for inside in get_args(annotation) for found in _models_in(inside)]
