"""Problems of a course's folders: what is missing, and what must not be there."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ownpace.course.notebooks import top_notebooks
from ownpace_graders.course_file.models import CourseFile, ModuleEntry, ResourceEntry
from ownpace_graders.course_file.parsing import Parsed
from ownpace_graders.course_file.problems import Problem, closest
from ownpace_graders.course_file.pruning import is_stand_in

#: nbgrader copies all of a source folder to learners, and over what they hand in.
MADE_BY_OWNPACE = ("answers.json", "quiz.json", "course.json")


def folder_problems(course: CourseFile, parsed: Parsed, root: Path) -> Iterator[Problem]:
    for index, module in enumerate(course.modules):
        folder = root / "source" / module.id
        place = ("modules", index, "id")
        if is_stand_in(module.id):
            continue
        if not folder.is_dir():
            yield _no_folder(module, index, parsed, root)
            continue
        if not top_notebooks(path.name for path in folder.iterdir()):
            message = f"source/{module.id}/{module.id}.ipynb is missing."
            yield parsed.problem(place, message)
        yield from _intruders(module, folder)
        for n, resource in enumerate(module.resources):
            for name in _missing_files(module, resource, folder):
                message = f"source/{module.id}/{name} is missing."
                yield parsed.problem(("modules", index, "resources", n), message)


def _no_folder(module: ModuleEntry, index: int, parsed: Parsed, root: Path) -> Problem:
    source = root / "source"
    there = sorted(p.name for p in source.iterdir() if p.is_dir()) if source.is_dir() else []
    message = f"The folder source/{module.id} is missing."
    near = closest(module.id, there)
    return parsed.problem(("modules", index, "id"), message, suggestion=near)


def _intruders(module: ModuleEntry, folder: Path) -> Iterator[Problem]:
    for name in MADE_BY_OWNPACE:
        if (folder / name).exists():
            message = "Remove this file: it would reach learners, and replace their own."
            yield Problem(file=f"source/{module.id}/{name}", message=message)


def films_left_out(module: ModuleEntry, folder: Path) -> Iterator[str]:
    """The films that are not in the module's ``folder``, but their transcripts are: copies of a
    course are small without them, and learners read instead."""
    for resource in module.resources:
        film, words = resource.video, resource.transcript
        if film and words and _is_missing(film, folder) and not _is_missing(words, folder):
            yield film


def _missing_files(module: ModuleEntry, resource: ResourceEntry, folder: Path) -> Iterator[str]:
    films = frozenset(films_left_out(module, folder))
    targets = (*resource.targets().values(), resource.captions, resource.transcript)
    for target in targets:
        if target and target not in films and _is_missing(target, folder):
            yield target


def _is_missing(target: str, folder: Path) -> bool:
    return not target.startswith(("http://", "https://")) and not (folder / target).is_file()
