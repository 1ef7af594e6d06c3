"""Files beside ``course.yml`` that hold a list, each in entries that commands add and people
edit."""

from __future__ import annotations

import json
from collections.abc import Mapping
from io import StringIO
from pathlib import Path
from typing import Any, TypeVar

from pydantic import ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ownpace.store.files import write_atomically
from ownpace_graders.course_file.models import Entry
from ownpace_graders.course_file.parsing import Parsed, parse
from ownpace_graders.course_file.problems import CourseFileError
from ownpace_graders.course_file.shape import faults, shape_problems

File = TypeVar("File", bound=Entry)


def read_list(path: Path, model: type[File], key: str) -> tuple[File, Parsed] | None:
    """The file, whose list stands under ``key``, with the problems of YAML that it has; ``None``
    where there is no such file, or only comments. Raises ``CourseFileError`` for what has another
    shape."""
    if not path.exists() or _says_nothing(path):
        return None
    parsed = parse(path)
    if parsed.data.get(key, ()) is None:
        parsed.data.pop(key)
    try:
        return model.model_validate_json(json.dumps(parsed.data)), parsed
    except ValidationError as error:
        shape = shape_problems(faults(error), parsed, model)
        raise CourseFileError([*parsed.problems, *shape]) from error


def add_to_list(path: Path, header: str, key: str, entry: Mapping[str, Any]) -> None:
    """Add an entry below those in the file, which is valid, or made with ``header``. Comments,
    order and spelling stay. Raises ``WorkError``."""
    text = path.read_text(encoding="utf-8-sig") if path.exists() else f"{header}{key}:\n"
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    content: Any = yaml.load(text) or yaml.load(f"{text.rstrip()}\n{key}:\n")
    if not content.get(key):
        content[key] = CommentedSeq()
    content[key].append(CommentedMap(entry))
    written = StringIO()
    yaml.dump(content, written)
    write_atomically(path, written.getvalue())


def _says_nothing(path: Path) -> bool:
    try:
        lines = path.read_text(encoding="utf-8-sig").splitlines()
    except (OSError, UnicodeDecodeError):
        return False  # parsing says what is the matter
    return all(not line.strip() or line.lstrip().startswith("#") for line in lines)
