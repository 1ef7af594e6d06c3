"""Who may import whom, and what importing the package costs."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import ownpace

from .imports import ROOT, Import, imports, modules, public_names, room

# The left side imports the right, never the reverse; rooms side by side do not know each other.
LEARNER = (
    {"server"},
    {"activities", "figures"},
    {"store"},
    {"study"},
    {"progress"},
    {"course", "results"},
    {"learner"},
    {"checks", "errors", "kernels", "models"},
)
TEACHER = (
    {"__main__"},
    {"cli"},
    {"demo", "watch"},
    {"answer", "extend", "report"},
    {"feedback", "grade"},
    {"class_answers"},
    {"adopt", "check", "collect", "doctor", "judge", "new", "publish", "release"},
    {"guard", "languages", "questions", "texts"},
    {"bridge", "execute"},
    {"page", "quizzes", "rules"},
    {"course_file", "notebooks", "sandbox"},
    {"lines", "shipped"},
    {"printable"},
)
PACKAGES = [("ownpace", LEARNER), ("ownpace_graders", TEACHER)]


@pytest.mark.parametrize(("package", "layers"), PACKAGES)
def test_rooms_import_only_what_lies_below_them(package: str, layers: tuple[set[str], ...]) -> None:
    """A room imports itself and rooms of later layers."""
    depth = {name: level for level, rooms in enumerate(layers) for name in rooms}

    def is_upward(found: Import) -> bool:
        above, below = room(found.importer, package), room(found.imported, package)
        if not above or not below or above == below:
            return False
        return depth[above] >= depth[below]

    assert [str(found) for found in imports() if is_upward(found)] == []


@pytest.mark.parametrize(("package", "layers"), PACKAGES)
def test_each_room_has_its_layer(package: str, layers: tuple[set[str], ...]) -> None:
    """A new room is given a place before it is built."""
    rooms = {room(name, package) for name in modules()} - {None, ""}
    assert rooms - set().union(*layers) == set()


def test_the_learners_side_does_not_know_the_teachers() -> None:
    """``ownpace`` never imports ``ownpace_graders``."""
    own = [found for found in imports() if room(found.importer, "ownpace") is not None]
    assert [str(f) for f in own if room(f.imported, "ownpace_graders") is not None] == []


def test_two_places_import_nbgrader() -> None:
    """The bridge, and the learner's exchange: what changes there changes nothing else."""
    users = {found.importer for found in imports() if room(found.imported, "nbgrader") is not None}
    assert {user for user in users if room(user, "ownpace_graders") != "bridge"} == {
        "ownpace.server.exchange"
    }


def test_importing_the_package_is_cheap() -> None:
    """``import ownpace`` loads neither tornado nor ipywidgets nor nbgrader."""
    code = "import sys, ownpace; print(*sorted(m for m in sys.modules if '.' not in m))"
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    heavy = {"anywidget", "ipywidgets", "IPython", "matplotlib", "nbformat", "nbgrader"}
    heavy |= {"pydantic", "tornado"}
    assert heavy & set(run.stdout.split()) == set()


def test_every_public_name_loads() -> None:
    """What ``__all__`` promises can be imported, and is what type checkers are told."""
    assert all(callable(getattr(ownpace, name)) for name in ownpace.__all__)
    with pytest.raises(AttributeError, match="no_such_name"):
        ownpace.no_such_name  # noqa: B018


@pytest.mark.parametrize(
    "path",
    [path for path in modules().values() if path.name == "__init__.py"],
    ids=lambda path: path.parent.relative_to(ROOT).as_posix(),
)
def test_all_lists_what_a_package_exports(path: Path) -> None:
    """``__all__`` and the names that a package's ``__init__`` binds are the same."""
    listed = {name for name in _all_of(path) if not name.startswith("_")}
    assert listed == public_names(path)


def _all_of(path: Path) -> list[str]:
    for node in ast.parse(path.read_text("utf-8")).body:
        if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__all__":
            names: list[str] = ast.literal_eval(node.value)
            return names
    return []
