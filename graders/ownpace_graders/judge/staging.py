"""The files beside a notebook: the submission's, and the teacher's over them."""

from __future__ import annotations

import shutil
from collections.abc import Mapping, Sequence
from fnmatch import fnmatch
from pathlib import Path

from ownpace_graders.notebooks import safe_copy

_NOTEBOOKS = "*.ipynb"


def stage(
    submitted: Path, sources: Mapping[str, Path], target: Path, ignore: Sequence[str]
) -> None:
    """Fill the new folder ``target`` with all but notebooks. Raises ``WorkError`` for a submission
    with links, devices or too much in it."""
    target.mkdir(parents=True)
    safe_copy(submitted, target, [*ignore, _NOTEBOOKS])
    for name, path in sources.items():
        _replace(path, target, name)


def source_files(source: Path, ignore: Sequence[str], excluded: Sequence[str]) -> dict[str, Path]:
    """The teacher's files that stand over a submission's, by relative name; those in ``excluded``
    (``Autograde.exclude_overwriting``) are the learner's to change."""
    patterns = [*ignore, _NOTEBOOKS]
    found = {p.relative_to(source).as_posix(): p for p in sorted(source.rglob("*"))}
    return {
        name: path
        for name, path in found.items()
        if path.is_file() and name not in excluded and not _ignored(name, patterns)
    }


def _ignored(name: str, patterns: Sequence[str]) -> bool:
    return any(fnmatch(part, pattern) for part in Path(name).parts for pattern in patterns)


def _replace(source: Path, target: Path, name: str) -> None:
    place = target / name
    for folder in list(place.relative_to(target).parents)[-2::-1]:
        if (target / folder).is_file():
            (target / folder).unlink()
    place.parent.mkdir(parents=True, exist_ok=True)
    if place.is_dir():
        shutil.rmtree(place)
    shutil.copy(source, place)
