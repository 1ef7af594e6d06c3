"""What a wheel and an sdist hold: all that is needed, and nothing stray."""

from __future__ import annotations

import shutil
import sys
import tarfile
import zipfile
from collections.abc import Iterable
from pathlib import Path, PurePosixPath

import pytest

from ownpace_graders.course_file import films_left_out, load

from .conftest import Run
from .imports import ROOT

#: Left behind by tools in a tree that people work in.
STRAYS = (
    *("course/source/plan/.ipynb_checkpoints/plan-checkpoint.ipynb", "course/gradebook.db"),
    *("course/source/.ruff_cache/0.1/1", "extension/ownpace/course/__pycache__/x.pyc"),
    *("course/source/plan/media/long.webm", "extension/ownpace/.mypy_cache/x.json"),
)
WEBM = "course/source/plan/media/long.webm"
DATA = "ownpace-0.1.0.data/data"

pytestmark = pytest.mark.timeout(600)


@pytest.fixture(scope="module")
def tree(node_modules: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the repository as it may look on a developer's machine."""
    copy = tmp_path_factory.mktemp("build") / "tree"
    shutil.copytree(ROOT, copy, ignore=_left_out, symlinks=True)
    shutil.copytree(node_modules, copy / "extension" / "node_modules", symlinks=True)
    for stray in STRAYS:
        (copy / stray).parent.mkdir(parents=True, exist_ok=True)
        (copy / stray).write_text("stray")
    return copy


@pytest.fixture(scope="module")
def sdist(tree: Path, run: Run) -> Path:
    _build(tree, run, "--sdist")
    return next((tree / "dist").glob("*.tar.gz"))


@pytest.fixture(scope="module")
def wheel(tree: Path, sdist: Path, run: Run) -> Path:
    """Built after the sdist, which has built the front end."""
    _build(tree, run, "--wheel", HATCH_JUPYTER_BUILDER_SKIP_NPM="1")
    return next(sdist.parent.glob("*.whl"))


def test_the_wheel_holds_these(wheel: Path) -> None:
    """Both packages, the sample course, the Binder template, the panel and its switch."""
    names = set(zipfile.ZipFile(wheel).namelist())
    assert names >= {
        "ownpace/__init__.py",
        "ownpace/py.typed",
        "ownpace_graders/__main__.py",
        "ownpace_graders/binder/postBuild",
        "ownpace_graders/sample/course.yml",
        "ownpace_graders/sample/nbgrader_config.py",
        "ownpace_graders/sample/source/welcome/welcome.ipynb",
        "ownpace_graders/sample/questions/welcome.yml",
        "ownpace_graders/sample/source/forgetting/media/savings.md",
        "ownpace_graders/sample/source/forgetting/media/savings.vtt",
        f"{DATA}/etc/jupyter/jupyter_server_config.d/ownpace.json",
        f"{DATA}/share/jupyter/labextensions/ownpace/install.json",
        f"{DATA}/share/jupyter/labextensions/ownpace/package.json",
        f"{DATA}/share/jupyter/labextensions/ownpace/schemas/ownpace/panel.json",
        f"{DATA}/share/jupyter/labextensions/ownpace/static/style.js",
    }


def test_the_wheel_holds_nothing_else(wheel: Path) -> None:
    """No tests, no TypeScript, no caches, no videos; the panel once, where JupyterLab finds it."""
    names = zipfile.ZipFile(wheel).namelist()
    tops = {PurePosixPath(name).parts[0] for name in names}
    assert tops == {"ownpace", "ownpace_graders", "ownpace-0.1.0.data", "ownpace-0.1.0.dist-info"}
    assert _stray(names, *("tests", "node_modules", "src"), suffixes={".ts", ".tsx", ".webm"}) == []
    assert [name for name in names if name.startswith("ownpace/labextension")] == []


def test_the_wheel_is_small(wheel: Path) -> None:
    """Under 1 MB without the sample's media, of which each module brings its own."""
    members = zipfile.ZipFile(wheel).infolist()
    media = sum(one.compress_size for one in members if "/media/" in one.filename)
    assert 0 < media < 1_000_000
    assert wheel.stat().st_size - media < 1_000_000


def test_the_course_in_the_wheel_is_sound(wheel: Path, tmp_path: Path) -> None:
    """Without its films: `ownpace new` copies it, and `ownpace check` finds nothing missing."""
    zipfile.ZipFile(wheel).extractall(tmp_path)
    sample = tmp_path / "ownpace_graders" / "sample"
    modules = load(sample).modules
    left_out = {m.id: list(films_left_out(m, sample / "source" / m.id)) for m in modules}
    assert left_out["forgetting"] == ["media/savings.webm"]


def test_the_wheel_requires_what_learners_need(wheel: Path) -> None:
    """Without an extra, nothing of the teacher's side is installed."""
    metadata = zipfile.ZipFile(wheel).read("ownpace-0.1.0.dist-info/METADATA").decode()
    lines = metadata.partition("\n\n")[0].splitlines()
    base = [line for line in lines if line.startswith("Requires-Dist") and "extra ==" not in line]
    assert base
    teachers = ("nbgrader", "nbconvert", "typer", "rich", "ruamel", "papermill", "rapidfuzz")
    assert [line for line in base if any(name in line for name in teachers)] == []


def test_the_sdist_can_be_built_from(sdist: Path) -> None:
    """It holds the sources of the front end, their lock, and what was built of them."""
    assert _members(sdist) >= {
        "pyproject.toml",
        "README.md",
        "LICENSE",
        "extension/.yarnrc.yml",
        "extension/package.json",
        "extension/yarn.lock",
        "extension/tsconfig.json",
        "extension/src/index.ts",
        "extension/style/index.css",
        "extension/ownpace/labextension/static/style.js",
        "course/course.yml",
        "binder/postBuild",
    }


def test_the_sdist_holds_nothing_else(sdist: Path) -> None:
    """No tests, no libraries of others, no caches, nobody's grades."""
    names = _members(sdist)
    tops = {PurePosixPath(name).parts[0] for name in names}
    known = {"binder", "course", "extension", "graders", "pyproject.toml", "PKG-INFO"}
    assert tops <= known | {".gitignore", "CHANGELOG.md", "LICENSE", "README.md"}
    assert _stray(names - {WEBM}, "tests", "node_modules", "lib", "docs") == []


def _build(tree: Path, run: Run, *options: str, **variables: str) -> None:
    # The tools are those of this environment, so that a test needs no network.
    build = (sys.executable, "-m", "build", "--no-isolation", "--skip-dependency-check")
    run(*build, *options, cwd=tree, **variables)


def _left_out(folder: str, names: list[str]) -> set[str]:
    """What is not of the repository, or not of a build's concern and large."""
    caches = {name for name in names if name.endswith("_cache") or name == "__pycache__"}
    built = {"node_modules", "lib", "labextension", "dist", ".git", ".venv", ".hypothesis"}
    return caches | (built & set(names))


def _members(sdist: Path) -> set[str]:
    with tarfile.open(sdist) as archive:
        return {name.partition("/")[2] for name in archive.getnames()}


def _stray(names: Iterable[str], *folders: str, suffixes: Iterable[str] = ()) -> list[str]:
    stray_parts = {*folders, ".ipynb_checkpoints", "__pycache__", "gradebook.db"}
    return [
        name
        for name in names
        if stray_parts & set(PurePosixPath(name).parts)
        or any(part.endswith("_cache") for part in PurePosixPath(name).parts)
        or PurePosixPath(name).suffix in {*suffixes, ".pyc"}
    ]
