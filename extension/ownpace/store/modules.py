"""Putting a module's files in place, whole or not at all, without overwriting work."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.files import hint_for
from ownpace.store.layout import FEEDBACK, CourseFolder, refuse_escape
from ownpace.store.progress import make_folder

_NEVER_COPIED = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__", "*.pyc")


@contextmanager
def workshop(folder: CourseFolder) -> Iterator[Path]:
    """A temporary folder on the course folder's disk, so that what is made there can be put in
    place by renaming. It is gone afterwards, with what is left in it."""
    refuse_escape(folder, folder.own)
    make_folder(folder.own)
    try:
        made = Path(tempfile.mkdtemp(prefix="making-", dir=folder.own))
    except OSError as problem:
        raise _unwritable(folder.own, problem) from problem
    try:
        yield made
    finally:
        shutil.rmtree(made, ignore_errors=True)


def copy_tree(source: Path, target: Path) -> None:
    """Copy a folder to a new place, as files that may be written. Stops at the first problem,
    which it raises as ``WorkError``; what was copied until then stays."""
    try:
        shutil.copytree(source, target, ignore=_NEVER_COPIED, copy_function=_copy_file)
        make_writable(target)
    except OSError as problem:
        raise _unwritable(target, problem) from problem


def refuse_links(tree: Path) -> None:
    """Raise ``WorkError`` (``outside``) when there is a link in a folder: a copy would hold what
    the link points to, which may be any file on this machine, and it would be handed in."""
    for place, folders, names in os.walk(tree):
        for name in (*folders, *names):
            if Path(place, name).is_symlink():
                raise WorkError(
                    f"{name} in {tree.name} is a link, which a released module must not hold.",
                    hint="Get the course's newest version, or tell your teacher.",
                    code="outside",
                )


def put_beside(source: Path, target: Path) -> None:
    """Copy a file to ``target``, in the place of what is there. Raises ``WorkError``."""
    make_folder(target.parent)
    _copy_file(str(source), str(target))
    make_writable(target.parent)


def make_writable(tree: Path) -> None:
    """Let the owner write what was copied from a read-only place."""
    for place, _, names in os.walk(tree):
        for path in (Path(place), *(Path(place, name) for name in names)):
            if not path.is_symlink():
                path.chmod(path.stat().st_mode | 0o600 | (0o100 if path.is_dir() else 0))


def put_in_place(fresh: Path, target: Path) -> None:
    """Move a fresh module to ``target``. Where there is a folder already only what is missing is
    moved: a file that is there is never touched."""
    try:
        if not target.exists():
            fresh.rename(target)
            return
        for place, folders, names in os.walk(fresh):
            here = target / Path(place).relative_to(fresh)
            here.mkdir(exist_ok=True)
            folders[:] = [f for f in folders if not (here / f).is_symlink()]
            _move_missing(Path(place), here, names)
    except OSError as problem:
        raise _unwritable(target, problem) from problem


def free_kept(folder: CourseFolder, name: str, now: datetime) -> Path:
    """A folder in ``kept/`` that is not there yet, called after ``name`` and ``now``."""
    while folder.kept(name, now).exists():
        now += timedelta(seconds=1)
    return folder.kept(name, now)


def replace_module(folder: CourseFolder, module_id: str, fresh: Path, kept: Path) -> None:
    """Put ``fresh`` where a module is, and the former work, but for its feedback, at ``kept``.
    When that fails the work is where it was, and ``WorkError`` is raised."""
    module = folder.module(module_id)
    refuse_escape(folder, kept)
    make_folder(kept.parent)
    try:
        module.rename(kept)
        try:
            fresh.rename(module)
            if (kept / FEEDBACK).exists():
                (kept / FEEDBACK).rename(module / FEEDBACK)
        except OSError:
            _put_back(module, kept, fresh)
            raise
    except OSError as problem:
        raise _unwritable(module, problem) from problem


def undo_replacement(folder: CourseFolder, module_id: str, kept: Path, aside: Path) -> None:
    """Take back :func:`replace_module`; the fresh copy goes to ``aside``."""
    _put_back(folder.module(module_id), kept, aside)


def _put_back(module: Path, kept: Path, aside: Path) -> None:
    if (module / FEEDBACK).exists():
        (module / FEEDBACK).rename(kept / FEEDBACK)
    if module.exists():
        module.rename(aside)
    kept.rename(module)


def _move_missing(source: Path, target: Path, names: list[str]) -> None:
    for name in names:
        if not os.path.lexists(target / name):
            (source / name).rename(target / name)


def _copy_file(source: str, target: str) -> str:
    """Raising what ``shutil.copytree`` does not collect makes it stop at the first problem."""
    try:
        return shutil.copyfile(source, target)
    except OSError as problem:
        raise _unwritable(Path(target), problem) from problem


def _unwritable(path: Path, problem: OSError) -> WorkError:
    return WorkError(f"{path.name} could not be written.", hint=hint_for(problem))
