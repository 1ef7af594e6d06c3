"""Load a course file, or report everything that is wrong with it."""

from __future__ import annotations

import json
from pathlib import Path

from pydantic import ValidationError

from ownpace_graders.course_file.models import CourseFile
from ownpace_graders.course_file.parsing import Parsed, parse
from ownpace_graders.course_file.problems import CourseFileError, Problem
from ownpace_graders.course_file.pruning import prune
from ownpace_graders.course_file.shape import faults, shape_problems
from ownpace_graders.course_file.validation import meaning_problems

COURSE_FILE = "course.yml"


def load(root: Path) -> CourseFile:
    """The course file of the course directory ``root``.

    Raises CourseFileError with every problem at once: of YAML, of keys and types, and of meaning
    (order, dates, folders), also for the sound parts of a file that has faults elsewhere.
    """
    path = Path(root) / COURSE_FILE
    if not path.is_file():
        shown = "this folder" if Path(root) == Path() else root
        missing = Problem(file=COURSE_FILE, message=f"There is no {COURSE_FILE} in {shown}.")
        raise CourseFileError([missing], hint="Start a course with `ownpace new DIR`.")
    return read_for(path, Path(root))


def read_for(path: Path, root: Path) -> CourseFile:
    """The course file at ``path``, wherever it lies, for the course directory ``root``. Raises
    as ``load`` does."""
    parsed = parse(path)
    course, problems = _validate(parsed)
    if course is not None:
        problems += meaning_problems(course, parsed, root)
    if problems or course is None:
        raise CourseFileError(problems)
    return course


def _validate(parsed: Parsed) -> tuple[CourseFile | None, list[Problem]]:
    """The course, without the parts that are not valid, and the problems of those parts."""
    problems = list(parsed.problems)
    data = parsed.data
    # A part taken out can leave a gap that is itself not valid: a few rounds settle every file.
    for round_ in range(5):
        try:
            # As JSON, because pydantic's strict mode takes a list for a tuple only there.
            return CourseFile.model_validate_json(json.dumps(data)), problems
        except ValidationError as error:
            found = faults(error)
            if round_ == 0:
                problems += shape_problems(found, parsed, CourseFile)
            data = prune(data, [e["loc"] for e in found])
    return None, problems
