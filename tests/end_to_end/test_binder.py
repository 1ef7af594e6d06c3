"""binder/: what repo2docker is given ends in a JupyterLab whose panel works.

There is no Docker engine here, so the steps that repo2docker renders are run in a clean virtual
environment instead.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import Page, expect

from ownpace_graders.demo import Demo
from ownpace_graders.lines import Silent
from ownpace_graders.new import new
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.support.checkout import ROOT, a_clean_copy
from tests.support.lab import running_lab

PATIENCE = 60_000  # ms

pytestmark = pytest.mark.timeout(900)  # builds the kit, and installs it anew


@pytest.fixture(scope="module")
def repository(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """This repository, as a clone of it would be."""
    return a_clean_copy(tmp_path_factory.mktemp("clone") / "ownpace")


@pytest.fixture(scope="module")
def published(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample course as a teacher publishes it."""
    demo = Demo(tmp_path_factory.mktemp("published"))
    new(demo.course)
    release(demo.course, (), Silent(), datetime.now(UTC))
    publish(demo.course, demo.you)
    return demo.you


@pytest.fixture(scope="module")
def wheels(tmp_path_factory: pytest.TempPathFactory, repository: Path) -> Path:
    """The kit's own wheel, which a published course takes from PyPI."""
    folder = tmp_path_factory.mktemp("wheels")
    run(sys.executable, "-m", "pip", "wheel", "--no-deps", "--wheel-dir", folder, repository)
    return folder


@pytest.fixture(scope="module")
def clean_python(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The folder of programs of a new virtual environment. A learner's installation comes first;
    the repository's, which asks for the same and more, is added to it."""
    environment = tmp_path_factory.mktemp("clean") / "venv"
    run(sys.executable, "-m", "venv", environment)
    yield environment / "bin"
    shutil.rmtree(environment)


def test_repo2docker_accepts_this_repository(repository: Path) -> None:
    """It finds our requirements and our postBuild."""
    steps = rendered(repository)
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in steps
    assert "RUN ./binder/postBuild" in steps


def test_repo2docker_accepts_a_published_course(published: Path) -> None:
    """A published course is all that Binder needs."""
    assert 'pip install --no-cache-dir -r "binder/requirements.txt"' in rendered(published)


def test_a_published_course_opens(
    published: Path, wheels: Path, clean_python: Path, page: Page, tmp_path: Path
) -> None:
    """In bundle mode, with what a learner's installation has: the panel shows the course, and Start
    opens the first module."""
    build(published, clean_python, PIP_FIND_LINKS=str(wheels))
    installed = run(clean_python / "pip", "list")
    assert "nbgrader" not in installed
    start_the_first_module(published, clean_python, page, tmp_path / "home")
    assert (published / "welcome" / "welcome.ipynb").exists()


@pytest.mark.usefixtures("wheels")
def test_this_repository_opens_the_released_sample(
    repository: Path, clean_python: Path, page: Page, tmp_path: Path
) -> None:
    """postBuild releases the sample into learn/, and the panel shows it from there."""
    # The wheel was built in this very folder, and left its front end there.
    build(repository, clean_python, HATCH_JUPYTER_BUILDER_SKIP_NPM="1")
    released = repository / "learn" / "released" / "welcome" / "welcome.ipynb"
    assert "BEGIN SOLUTION" not in released.read_text(encoding="utf-8")
    start_the_first_module(repository, clean_python, page, tmp_path / "home")
    assert (repository / "learn" / "welcome" / "welcome.ipynb").exists()


def rendered(folder: Path) -> str:
    """The Dockerfile that repo2docker makes of a folder; it fails on a broken binder/."""
    return run(sys.executable, "-m", "repo2docker", "--no-build", "--debug", folder)


def build(folder: Path, programs: Path, **more: str) -> None:
    """The rendered steps that are ours: install the requirements, run postBuild."""
    requirements = folder / "binder" / "requirements.txt"
    # What is imported is compiled then; most of what is installed never is.
    run(programs / "pip", "install", "-r", requirements, cwd=folder, PIP_NO_COMPILE="1", **more)
    if (folder / "binder" / "postBuild").exists():
        run(folder / "binder" / "postBuild", cwd=folder, PATH=f"{programs}:{os.environ['PATH']}")


def start_the_first_module(folder: Path, programs: Path, page: Page, home: Path) -> None:
    with running_lab(folder, home, python=programs / "python") as lab:
        page.goto(lab.address())
        panel = page.get_by_role("region", name="Course")
        expect(panel).to_contain_text(re.compile(r"0 of \d+ modules complete"), timeout=PATIENCE)
        panel.get_by_role("button", name="Start", exact=True).click()
        heading = page.get_by_role("heading", name="Welcome: how this course works", level=1)
        expect(heading).to_be_visible(timeout=PATIENCE)


def run(*command: str | Path, cwd: Path = ROOT, **more: str) -> str:
    """Run a command to its end; what it said, also when it failed."""
    environment = {**os.environ, **more}
    environment.pop("PYTHONPATH", None)
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=environment,
        text=True,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    return done.stdout
