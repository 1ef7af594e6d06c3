"""``questions/<module>.yml``: a module's question bank, with the line of every fault."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from ownpace.activities.bank import Bank
from ownpace_graders.course_file.parsing import parse
from ownpace_graders.course_file.problems import CourseFileError
from ownpace_graders.course_file.shape import faults, shape_problems


def load_bank(root: Path, module: str) -> Bank | None:
    """The question bank of a module of the course at ``root``; None when it has none.

    Raises CourseFileError with every problem that the file has.
    """
    path = Path(root) / "questions" / f"{module}.yml"
    if not path.is_file():
        return None
    parsed = parse(path, shown_as=f"questions/{path.name}")
    if parsed.problems:
        raise CourseFileError(parsed.problems)
    try:
        return Bank.model_validate_json(json.dumps(parsed.data))
    except ValidationError as error:
        found = shape_problems(faults(error), parsed, Bank)
        raise CourseFileError(found) from error
