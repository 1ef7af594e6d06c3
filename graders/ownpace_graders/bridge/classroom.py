"""An nbgrader course directory: its folders, and the configuration nbgrader reads for it."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

from ownpace.errors import CommandError
from ownpace_graders.bridge.imports import lean_imports

Stage = Literal["source", "release", "submitted", "autograded", "feedback"]


@dataclass(frozen=True)
class Classroom:
    """One course directory. ``app`` is the nbgrader application that holds its configuration."""

    root: Path
    course_id: str
    app: Any

    @property
    def coursedir(self) -> Any:
        return self.app.coursedir

    @property
    def attempts(self) -> Path:
        """Every attempt that was ever collected: ``<learner>/<module>/<arrival>/``."""
        return self.root / "attempts"

    @property
    def outbox(self) -> Path:
        """Feedback for those who hand in by bundle: ``<learner>/<module>.zip``."""
        return self.root / "outbox"

    def folder(self, stage: Stage, learner: str, module: str) -> Path:
        """Where nbgrader keeps a module at one stage; source and release have the learner ``.``."""
        return self.folder_named(self._directory(stage), learner, module)

    def folder_named(self, directory: str, learner: str, module: str) -> Path:
        """The same for a step's directory by its own name."""
        return Path(self.coursedir.format_path(directory, learner, module))

    def modules(self, *stages: Stage) -> tuple[str, ...]:
        """The modules that have a folder with a notebook at one of ``stages``, by name."""
        found = {m for stage in stages for m in _names(self.folder(stage, ".", "_").parent)}
        return tuple(sorted(m for m in found if any(self._has_notebook(s, m) for s in stages)))

    def chosen(self, modules: Sequence[str]) -> Sequence[str]:
        """``modules``, or all there are if none is named. Raises ``CommandError`` for a name that
        means nothing: most often it is misspelt."""
        known = self.modules("source", "release")
        for module in modules:
            if module not in known:
                raise CommandError(
                    f"There is no module {module!r} in this course.",
                    hint=f"There are: {', '.join(known) or 'none'}.",
                )
        return modules or known

    def learners(self, stage: Stage, module: str) -> tuple[str, ...]:
        """The learners who have a folder for ``module`` at ``stage``, by name."""
        base = self.folder(stage, "_", "_").parent.parent
        directory, path = self._directory(stage), self.coursedir.format_path
        found = (name for name in _names(base) if os.path.isdir(path(directory, name, module)))
        return tuple(sorted(found))

    def _directory(self, stage: Stage) -> str:
        return str(getattr(self.coursedir, f"{stage}_directory"))

    def _has_notebook(self, stage: Stage, module: str) -> bool:
        return any(self.folder(stage, ".", module).glob("*.ipynb"))


def open_classroom(root: Path) -> Classroom:
    """Load ``nbgrader_config.py`` of ``root`` as nbgrader does when it is run there.

    Takes a second the first time (nbgrader is imported). Raises ``CommandError`` where there is
    no such folder or its configuration cannot be read.
    """
    if not root.is_dir():
        raise CommandError(f"{root} is not a folder.", hint="Name the course's folder.")
    with lean_imports():
        from ownpace_graders.bridge.app import load

    app = load(root.resolve())
    return Classroom(Path(app.coursedir.root), str(app.coursedir.course_id), app)


def glance(root: Path) -> Classroom | None:
    """The same without nbgrader, for what needs only configuration, folders and the gradebook (its
    ``app`` has no exchange). ``None`` where nbgrader itself has to be asked: the configuration says
    more about feedback than we understand, or cannot be read."""
    from ownpace_graders.bridge.glancing import look

    return look(root)


def _names(folder: Path) -> Iterator[str]:
    """A class has thousands of folders: each is looked at once."""
    try:
        with os.scandir(folder) as found:
            yield from [one.name for one in found if one.name[0] not in "._" and one.is_dir()]
    except OSError:
        return
