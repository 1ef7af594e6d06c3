"""``mistakes/<module>.yml``: plausible wrong answers, and what a check should say of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter, ValidationError
from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

from ownpace.course.outline import grading, is_check
from ownpace.errors import CourseError
from ownpace.models import Model

FOLDER = "mistakes"
SIZE_LIMIT = 1_000_000
_AGAIN = "Mend it, then run `ownpace check`."


class Mistake(Model):
    """A learner writes ``code`` into the cell ``exercise``: then ``check`` earns ``score`` points,
    and what it says holds ``message``. All cells are named by their ids."""

    exercise: str
    check: str
    code: str
    message: str
    score: float = 0.0


_LIST = TypeAdapter(tuple[Mistake, ...])


def read_mistakes(root: Path, module: str) -> tuple[Mistake, ...]:
    """The stored mistakes of a module, of which there may be none. Raises ``CourseError``."""
    name, path = f"{FOLDER}/{module}.yml", root / FOLDER / f"{module}.yml"
    if not path.is_file():
        return ()
    try:
        if path.stat().st_size > SIZE_LIMIT:
            raise ValueError(f"it is larger than {SIZE_LIMIT / 1e6:g} MB")
        found = YAML(typ="safe", pure=True).load(path.read_text(encoding="utf-8"))
        return _LIST.validate_python(found or [])
    except ValidationError as error:
        raise CourseError(f"{name}: {_told(error)}", hint=_AGAIN) from error
    except (YAMLError, OSError, ValueError, RecursionError) as error:
        raise CourseError(f"{name} cannot be read ({error}).", hint=_AGAIN) from error


def mistake_faults(cells: Sequence[dict[str, Any]], mistakes: Sequence[Mistake]) -> Iterator[str]:
    """Mistakes of cells that the module does not have."""
    checks = {cell.get("id") for cell in cells if is_check(cell)}
    exercises = {cell.get("id") for cell in cells if grading(cell).get("solution")}
    for number, mistake in enumerate(mistakes, start=1):
        if mistake.exercise not in exercises:
            yield f"mistake {number}: no exercise has the id “{mistake.exercise}”."
        if mistake.check not in checks:
            yield f"mistake {number}: no check has the id “{mistake.check}”."


def without_mistake(notebook: dict[str, Any], mistakes: Sequence[Mistake]) -> list[str]:
    """The ids of exercises for which no mistake is stored."""
    cells = (cell for cell in notebook["cells"] if cell.get("cell_type") == "code")
    exercises = [str(cell["id"]) for cell in cells if grading(cell).get("solution")]
    return [name for name in exercises if name not in {m.exercise for m in mistakes}]


def _told(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    where = [
        f"mistake {part + 1}" if isinstance(part, int) else f"“{part}”" for part in first["loc"]
    ]
    return f"{', '.join(where)}: {first['msg']}."
