"""Which modules come before which."""

from __future__ import annotations

from collections.abc import Mapping

from ownpace_graders.course_file.models import CourseFile


def prerequisites(course: CourseFile) -> dict[str, tuple[str, ...]]:
    """What each module requires: its own ``requires``, else what the course's order implies.

    Under ``sequential`` a module waits for the nearest module before it that is not optional, so
    that optional ones hold nobody up.
    """
    found: dict[str, tuple[str, ...]] = {}
    before: tuple[str, ...] = ()
    for module in course.modules:
        implied = before if course.order == "sequential" else ()
        found[module.id] = implied if module.requires is None else module.requires
        if not module.is_optional:
            before = (module.id,)
    return found


def cycles(graph: Mapping[str, tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Each chain of modules that comes back to its start, once, from its first module on.

    A module that requires itself is no chain, and ids that name nothing are passed over.
    """
    found: dict[frozenset[str], tuple[str, ...]] = {}
    for start in graph:
        chain = _way_back(graph, start)
        if chain:
            found.setdefault(frozenset(chain), chain)
    return list(found.values())


def _way_back(graph: Mapping[str, tuple[str, ...]], start: str) -> tuple[str, ...] | None:
    """The shortest chain of requirements from ``start`` back to it."""
    chains: list[tuple[str, ...]] = [(start,)]
    seen: set[str] = set()
    for chain in chains:
        for needed in graph[chain[-1]]:
            if needed == start and len(chain) > 1:
                return chain
            if needed in graph and needed not in seen and needed != chain[-1]:
                seen.add(needed)
                chains.append((*chain, needed))
    return None
