"""The learners' README.md: what the course is, and where to open it."""

from __future__ import annotations

import re
from pathlib import Path

from ownpace.course import Course

README = "README.md"
_GITHUB = re.compile(r"url = \S*github\.com[:/]([\w.-]+/[\w.-]+?)(?:\.git)?\s")


def readme(course: Course, folder: Path) -> bytes:
    """The text for a publication of ``course`` in ``folder``, whose git remote gives its badge."""
    parts = [f"# {course.title}", _opening(_repository(folder)), _contents(course)]
    return ("\n\n".join(parts) + "\n").encode()


def _opening(repository: str | None) -> str:
    if repository is None:
        return (
            "Open this repository on [Binder](https://mybinder.org), or pull it into JupyterHub "
            "with [nbgitpuller](https://nbgitpuller.readthedocs.io). The course panel is on the "
            "left."
        )
    badge = "https://mybinder.org/badge_logo.svg"
    address = f"https://mybinder.org/v2/gh/{repository}/HEAD?urlpath=lab"
    return f"[![Open the course on Binder]({badge})]({address})"


def _contents(course: Course) -> str:
    return "\n".join(f"{n}. {module.title}" for n, module in enumerate(course.modules, start=1))


def _repository(folder: Path) -> str | None:
    """``owner/name`` on GitHub, from the clone's configuration."""
    config = folder / ".git" / "config"
    found = _GITHUB.search(config.read_text(encoding="utf-8")) if config.is_file() else None
    return found[1] if found else None
