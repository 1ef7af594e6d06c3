"""Look at a machine without changing it."""

from __future__ import annotations

import importlib.util
import os
import shutil
import stat
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace_graders.lines import Line, Summary

NEEDED_PYTHON = (3, 11)
NBGRADER = ((0, 9, 6), (0, 10))


def doctor(root: Path) -> Summary:
    """A line for each thing that the commands need; the course at ``root``, if there is one, is
    asked where its exchange is."""
    lines = (
        *(*_python(), *_nbgrader(), *_alembic(), *_kernel(), *_panel()),
        *(*_sandbox(), *_exchange(root), *_steps(root), *_gradebook(root)),
    )
    return Summary(command="doctor", lines=lines)


def _well(message: str) -> Line:
    return Line(status="done", message=message)


def _ill(message: str, command: str) -> Line:
    return Line(status="attention", message=message, next=command)


def _python() -> Iterator[Line]:
    found = ".".join(map(str, sys.version_info[:3]))
    if sys.version_info >= NEEDED_PYTHON:
        yield _well(f"Python {found}.")
    else:
        yield _ill(f"Python {found} is too old.", "Install Python 3.11 or newer.")


def _nbgrader() -> Iterator[Line]:
    mend = "pip install 'ownpace[teach]'"
    try:
        found = version("nbgrader")
    except PackageNotFoundError:
        yield _ill("nbgrader is not installed.", mend)
        return
    lowest, above = NBGRADER
    if lowest <= _numbers(found) < above:
        yield _well(f"nbgrader {found}.")
    else:
        yield _ill(f"nbgrader {found} is not a version that ownpace knows.", mend)


def _numbers(text: str) -> tuple[int, ...]:
    parts = text.split(".")
    return tuple(int(part) for part in parts if part.isdigit())


def _alembic() -> Iterator[Line]:
    # nbgrader runs it as a program; the bridge looks beside Python as well as on the PATH.
    beside = os.pathsep.join((os.path.dirname(sys.executable), os.environ.get("PATH", os.defpath)))
    if shutil.which("alembic", path=beside):
        yield _well("alembic, which makes gradebooks.")
    else:
        yield _ill("alembic is missing, and gradebooks are made with it.", "pip install alembic")


def _kernel() -> Iterator[Line]:
    from jupyter_client.kernelspec import KernelSpecManager, NoSuchKernel

    try:
        spec = KernelSpecManager().get_kernel_spec("python3")
    except NoSuchKernel:
        spec = None
    if spec and importlib.util.find_spec("ipykernel"):
        yield _well(f"The kernel python3: {spec.display_name}.")
    else:
        mend = "pip install ipykernel && python -m ipykernel install --sys-prefix"
        yield _ill("There is no kernel python3.", mend)


def _panel() -> Iterator[Line]:
    from jupyter_core.paths import jupyter_path

    places = (Path(place, "ownpace", "package.json") for place in jupyter_path("labextensions"))
    if any(place.is_file() for place in places):
        yield _well("The course panel in JupyterLab.")
    else:
        mend = "pip install --force-reinstall --no-deps ownpace"
        yield _ill("The course panel is not installed in JupyterLab.", mend)


def _sandbox() -> Iterator[Line]:
    from ownpace_graders.sandbox import probe

    answer = probe()
    if answer.confines:
        yield _well("bubblewrap, which confines submissions while they are graded.")
    else:
        yield _ill(f"Submissions cannot be confined: {answer.problem}", answer.mend)


def _exchange(root: Path) -> Iterator[Line]:
    if importlib.util.find_spec("nbgrader") is None:
        return
    from ownpace_graders.bridge import exchange_root, open_classroom

    try:
        yield _exchange_line(exchange_root(open_classroom(root)))
    except OwnpaceError as error:
        yield _ill(error.message, error.hint)


def _steps(root: Path) -> Iterator[Line]:
    """Our commands take our steps whatever the configuration says; nbgrader's do not."""
    is_course = any((root / name).is_file() for name in ("course.yml", "nbgrader_config.py"))
    if not is_course or importlib.util.find_spec("nbgrader") is None:
        return
    from ownpace_graders.bridge import lacking_steps, open_classroom

    try:
        lacking = lacking_steps(open_classroom(root))
    except OwnpaceError:
        return  # said of the exchange, which asks the same configuration
    if not lacking:
        yield _well("nbgrader's own commands and formgrader take Ownpace's steps.")
        return
    message = (
        f"nbgrader_config.py lacks {', '.join(lacking)}: with nbgrader's own commands quizzes for "
        "points earn 0, one bad notebook ends a run, and hidden checks are in feedback."
    )
    command = "Add to it: from ownpace_graders.bridge import configure; configure(c, __file__)"
    yield _ill(message, command)


def _gradebook(root: Path) -> Iterator[Line]:
    """Whether it is this course's, and of this nbgrader."""
    if importlib.util.find_spec("nbgrader") is None:
        return
    from ownpace_graders.bridge import foreign_words, has_gradebook, open_classroom, refuse_unusable

    try:
        classroom = open_classroom(root)
        said, next_ = foreign_words(classroom)
        refuse_unusable(classroom)
    except OwnpaceError as error:
        yield _ill(error.message, error.hint)
        return
    if said:
        yield _ill(said, next_)
    elif has_gradebook(classroom):
        yield _well("The gradebook.")


def _exchange_line(folder: Path | None) -> Line:
    if folder is None:
        # Not an illness: a course may live on bundles alone.
        message = (
            "There is no exchange here: work comes as bundles (`ownpace collect --inbox DIR`)."
        )
        return Line(status="skipped", message=message)
    if not folder.is_dir():
        return _ill(f"The exchange {folder} is missing.", f"install -d -m 1777 {folder}")
    if not os.access(folder, os.R_OK | os.W_OK | os.X_OK):
        return _ill(f"The exchange {folder} is not yours to write in.", f"chmod ugo+rwx {folder}")
    if folder.stat().st_mode & (stat.S_IWOTH | stat.S_ISVTX) == stat.S_IWOTH:
        message = f"In the exchange {folder} anybody may move a course away and take its place."
        return _ill(message, f"chmod +t {folder}")
    return _well(f"The exchange {folder}.")
