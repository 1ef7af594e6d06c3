"""``questions/<module>.yml``: a module's question bank, with the line of every fault; or, in the
JSON of jupyterquiz, ``questions/<module>.json`` and the files that a bank's quizzes name."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, NamedTuple

from pydantic import ValidationError

from ownpace.activities.bank import Bank
from ownpace_graders.course_file.jupyterquiz import taken_over
from ownpace_graders.course_file.parsing import SIZE_LIMIT, Parsed, parse
from ownpace_graders.course_file.problems import CourseFileError, Problem
from ownpace_graders.course_file.shape import faults, shape_problems

FOLDER = "questions"
#: In a quiz, in place of its ``questions``: a file of jupyterquiz beside the bank.
ELSEWHERE = "jupyterquiz"


class Questions(NamedTuple):
    """``notes`` say what of jupyterquiz's files could not be taken over."""

    bank: Bank | None
    notes: tuple[str, ...] = ()


def load_bank(root: Path, module: str) -> Bank | None:
    """The question bank of a module of the course at ``root``; None when it has none.

    Raises CourseFileError with every problem that its files have.
    """
    return read_questions(root, module).bank


def read_questions(root: Path, module: str) -> Questions:
    """The same, with notes."""
    folder = Path(root) / FOLDER
    if (folder / f"{module}.yml").is_file():
        return _Reading(parse(folder / f"{module}.yml", f"{FOLDER}/{module}.yml"), folder).done()
    if (folder / f"{module}.json").is_file():
        title = module.replace("-", " ").replace("_", " ").capitalize()
        named = {"title": title, ELSEWHERE: f"{module}.json"}
        parsed = Parsed(f"{FOLDER}/{module}.json", {"quizzes": {module: named}})
        return _Reading(parsed, folder).done()
    return Questions(None)


class _Reading:
    """One bank on its way from plain data to the model, with all that is found on the way."""

    def __init__(self, parsed: Parsed, folder: Path) -> None:
        self._parsed, self._folder = parsed, folder
        self._problems = list(parsed.problems)
        self._notes: list[str] = []

    def done(self) -> Questions:
        quizzes = self._parsed.data.get("quizzes")
        for name, quiz in quizzes.items() if isinstance(quizzes, dict) else ():
            if isinstance(quiz, dict) and ELSEWHERE in quiz:
                self._take_over(name, quiz)
        try:
            bank = Bank.model_validate_json(json.dumps(self._parsed.data))
        except ValidationError as error:
            self._problems += shape_problems(faults(error), self._parsed, Bank)
        if self._problems:
            raise CourseFileError(dict.fromkeys(self._problems))
        return Questions(bank, tuple(self._notes))

    def _take_over(self, name: str, quiz: dict[str, Any]) -> None:
        """Put the questions of the file that a quiz names in the place of its name."""
        path = ("quizzes", name, ELSEWHERE)
        file = str(quiz.pop(ELSEWHERE))
        quiz.setdefault("questions", [])
        if quiz["questions"]:
            self._problems.append(
                self._parsed.problem(path, f"“{name}” has questions of its own beside {file}.")
            )
        elif Path(file).name != file or not (self._folder / file).is_file():
            message = f"“{ELSEWHERE}”: there is no file {FOLDER}/{file}."
            self._problems.append(self._parsed.problem(path, message))
        else:
            entries = self._entries(file)
            quiz["questions"], notes = taken_over(entries)
            self._notes += [f"{FOLDER}/{file}: {note}" for note in notes]
            if entries and not quiz["questions"]:
                self._problems.append(Problem(file=f"{FOLDER}/{file}", message=" ".join(notes)))

    def _entries(self, file: str) -> list[Any]:
        path, shown = self._folder / file, f"{FOLDER}/{file}"
        try:
            if path.stat().st_size > SIZE_LIMIT:
                raise ValueError(f"it is larger than {SIZE_LIMIT / 1e6:g} MB")
            found = json.loads(path.read_text(encoding="utf-8-sig"))
        except json.JSONDecodeError as error:
            message = f"The file is not JSON: {error.msg}."
            self._problems.append(Problem(file=shown, line=error.lineno, message=message))
            return []
        except (OSError, ValueError, RecursionError) as error:
            self._problems.append(Problem(file=shown, message=f"The file cannot be read: {error}."))
            return []
        if not isinstance(found, list) or not found:
            message = "The file must hold a list of questions, as jupyterquiz has it."
            self._problems.append(Problem(file=shown, line=1, message=message))
            return []
        return found
