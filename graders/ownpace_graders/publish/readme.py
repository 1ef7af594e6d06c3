"""The learners' README.md: what the course is, and where to open it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from ownpace.course import Course
from ownpace_graders.publish.addresses import binder_address, puller_address, repository_of

README = "README.md"
_BADGE = "https://mybinder.org/badge_logo.svg"


def readme(course: Course, links: list[str]) -> bytes:
    """The text for a publication of ``course`` that is opened by ``links`` (``openings``)."""
    parts = [f"# {course.title}", *(links or [_ELSEWHERE]), _contents(course)]
    return ("\n\n".join(parts) + "\n").encode()


_ELSEWHERE = (
    "Open this repository on [Binder](https://mybinder.org), or pull it into JupyterHub "
    "with [nbgitpuller](https://nbgitpuller.readthedocs.io). The course panel is on the "
    "left."
)


def openings(folder: Path, hub: str | None) -> list[str]:
    """The badge of Binder and nbgitpuller's link, as Markdown, for the clone ``folder``: as many
    as its remote and ``hub`` (the address of a JupyterHub) allow."""
    return list(_openings(folder, hub))


def _openings(folder: Path, hub: str | None) -> Iterator[str]:
    repository = repository_of(folder)
    if repository is None:
        return
    if binder := binder_address(repository):
        yield f"[![Open the course on Binder]({_BADGE})]({binder})"
    if hub is not None:
        yield f"[Open the course on your hub]({puller_address(repository, hub)})"


def _contents(course: Course) -> str:
    return "\n".join(f"{n}. {module.title}" for n, module in enumerate(course.modules, start=1))
