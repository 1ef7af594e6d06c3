"""What an install brings: to learners what they need and no more, to all what is imported."""

from __future__ import annotations

import re
import sys
import tomllib
from collections.abc import Iterator
from importlib.metadata import packages_distributions

import pytest

from .imports import ROOT, Import, imports, room

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
EXTRAS = PROJECT["optional-dependencies"]

#: pydantic itself names the one release of its core that it works with.
PARTS_OF_OTHERS = {"pydantic_core"}

TEACHERS_ONLY = {"nbconvert", "nbgrader", "papermill", "rapidfuzz", "rich", "ruamel-yaml", "typer"}


def test_learners_get_no_teachers_dependency() -> None:
    """The base install names nothing that only teachers use."""
    assert set(_names(PROJECT["dependencies"])) & TEACHERS_ONLY == set()


@pytest.mark.parametrize(
    ("package", "requirements"),
    [
        ("ownpace", [*PROJECT["dependencies"], *EXTRAS["hub"]]),
        ("ownpace_graders", [*PROJECT["dependencies"], *EXTRAS["hub"], *EXTRAS["teach"]]),
    ],
)
def test_what_is_imported_is_required(package: str, requirements: list[str]) -> None:
    """Every distribution that a package imports is one that it names."""
    used = {found.imported.split(".")[0] for found in _imports_of(package)}
    foreign = used - sys.stdlib_module_names - {"ownpace", "ownpace_graders"} - PARTS_OF_OTHERS
    providers = packages_distributions()
    missing = {
        top
        for top in foreign
        if not {_normal(name) for name in providers.get(top, [top])} & set(_names(requirements))
    }
    assert missing == set()


@pytest.mark.parametrize("folder", ["extension", "tests/support/proxy"])
def test_a_lock_file_names_no_host(folder: str) -> None:
    """``yarn.lock`` holds versions and checksums; where they come from is each machine's own."""
    lock = (ROOT / folder / "yarn.lock").read_text("utf-8")
    assert re.findall(r"https?://\S+", lock) == []


def _imports_of(package: str) -> Iterator[Import]:
    return (found for found in imports() if room(found.importer, package) is not None)


def _names(requirements: list[str]) -> Iterator[str]:
    for requirement in requirements:
        name = re.match(r"[\w.-]+", requirement)
        assert name, requirement
        yield _normal(name[0])


def _normal(name: str) -> str:
    return re.sub(r"[-_.]+", "-", name).lower()
