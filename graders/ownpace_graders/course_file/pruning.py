"""Take what is not valid out of a course's data, so that the rest can still be judged."""

from __future__ import annotations

import copy
from collections.abc import Iterable
from typing import Any

from ownpace_graders.course_file.parsing import Path_

_NAMELESS = "nameless-module-"


def is_stand_in(module_id: str) -> bool:
    """Whether an id stands in for one that is missing or not valid (and is reported)."""
    return module_id.startswith(_NAMELESS)


def prune(data: dict[str, Any], faults: Iterable[Path_]) -> dict[str, Any]:
    """A copy without the keys that hold ``faults``; modules keep their places in the list.

    Titles and ids that are missing or not valid are replaced by stand-ins that name nothing.
    """
    pruned = copy.deepcopy(data)
    for path in faults:
        key, *rest = path
        if key == "modules" and rest:
            _prune_module(pruned["modules"], path)
        else:
            pruned.pop(str(key), None)
            pruned.update(_stand_in("nameless", key))
    return pruned


def _prune_module(modules: list[Any], path: Path_) -> None:
    index = path[1]
    assert isinstance(index, int)
    name = f"{_NAMELESS}{index + 1}"
    if len(path) == 2 or not isinstance(modules[index], dict):
        modules[index] = {**_stand_in(name, "id"), **_stand_in(name, "title")}
    else:
        modules[index].pop(path[2], None)
        modules[index].update(_stand_in(name, path[2]))


def _stand_in(name: str, key: str | int) -> dict[str, str]:
    return {str(key): name} if key in ("id", "title") else {}
