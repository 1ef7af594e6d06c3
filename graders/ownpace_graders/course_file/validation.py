"""Problems of meaning: order, dates, and what is in the course's folders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from ownpace_graders.course_file.dates import date_problems
from ownpace_graders.course_file.folders import folder_problems
from ownpace_graders.course_file.models import CourseFile, ModuleEntry
from ownpace_graders.course_file.order import cycles, prerequisites
from ownpace_graders.course_file.parsing import Parsed, Path_
from ownpace_graders.course_file.problems import Problem, closest

#: Folders that learners have beside their modules.
RESERVED = ("released", "kept", "handed-in", "feedback")


def meaning_problems(course: CourseFile, parsed: Parsed, root: Path) -> list[Problem]:
    """Every problem of meaning in a course whose keys and types are right."""
    found = [*_ids(course, parsed), *_requirements(course, parsed), *_offers(course, parsed)]
    found += [*_chains(course, parsed), *_weights(course, parsed)]
    for index, module in enumerate(course.modules):
        found += [*_path(module, index, course, parsed), *_resources(module, index, parsed)]
    return [*found, *date_problems(course, parsed), *folder_problems(course, parsed, root)]


def _ids(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    # Folders on many systems do not tell capitals from small letters.
    seen: Counter[str] = Counter()
    for index, module in enumerate(course.modules):
        place = ("modules", index, "id")
        folded = module.id.casefold()
        if seen[folded]:
            yield parsed.problem(place, f"“{module.id}” is the id of another module too.")
        if folded in RESERVED:
            yield parsed.problem(place, f"“{module.id}” is a folder that learners have already.")
        seen[folded] += 1


def _requirements(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    ids = tuple(module.id for module in course.modules)
    for index, module in enumerate(course.modules):
        for n, needed in enumerate(module.requires or ()):
            place = ("modules", index, "requires", n)
            if needed == module.id:
                yield parsed.problem(place, f"“{module.id}” requires itself.")
            elif needed not in ids:
                said = f"“{module.id}” requires “{needed}”"
                yield _no_such_module(said, needed, place, ids, parsed)


def _offers(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    ids = tuple(module.id for module in course.modules)
    for index, module in enumerate(course.modules):
        for n, helped in enumerate((module.offer_when and module.offer_when.of) or ()):
            place = ("modules", index, "offer_when", "of", n)
            if helped == module.id:
                yield parsed.problem(place, f"“{module.id}” is offered for its own score.")
            elif helped not in ids:
                said = f"“{module.id}” is offered for the score of “{helped}”"
                yield _no_such_module(said, helped, place, ids, parsed)


def _no_such_module(
    said: str, name: str, place: Path_, ids: tuple[str, ...], parsed: Parsed
) -> Problem:
    message = f"{said}, and there is no such module."
    return parsed.problem(place, message, allowed=ids, suggestion=closest(name, ids))


def _chains(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    places = {module.id: index for index, module in enumerate(course.modules)}
    for chain in cycles(prerequisites(course)):
        shown = " requires ".join((*chain, chain[0]))
        message = f"These modules wait for each other: {shown}."
        yield parsed.problem(("modules", places[chain[0]], "requires"), message)


def _weights(course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    """Where nobody gave a weight, as where every module is optional, there is simply no score."""
    given = [n for n, module in enumerate(course.modules) if module.weight is not None]
    if given and not any(module.weighs for module in course.modules):
        message = "Every module weighs 0: give at least one of them a weight above it."
        yield parsed.problem(("modules", given[0], "weight"), message)


def _path(module: ModuleEntry, index: int, course: CourseFile, parsed: Parsed) -> Iterator[Problem]:
    if module.path == "support" and not module.is_optional:
        message = "A support module is offered, never forced: it cannot have `optional: false`."
        yield parsed.problem(("modules", index, "optional"), message)
    offer = module.offer_when
    if offer and not offer.of and not prerequisites(course)[module.id]:
        message = "“offer_when” looks at the score of what the module requires: give “requires”."
        yield parsed.problem(("modules", index, "offer_when"), message)


def _resources(module: ModuleEntry, index: int, parsed: Parsed) -> Iterator[Problem]:
    for n, resource in enumerate(module.resources):
        if len(resource.targets()) != 1:
            message = "A resource is exactly one of video, pdf, document and link."
            yield parsed.problem(("modules", index, "resources", n), message)
