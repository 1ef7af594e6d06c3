"""What surrounds every piece of nbgrader's work: its needs, and words for its failures."""

from __future__ import annotations

import errno
import logging
import os
import re
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from ownpace.errors import CommandError, OwnpaceError, WorkError

#: Where nbgrader's log goes; nobody sees it but ``captured_log``.
LOG = "ownpace_graders.nbgrader"


class NotDone(OwnpaceError):
    """nbgrader could not do this piece of work; the rest is not concerned."""

    default_code = "not-done"


@contextmanager
def at_work() -> Iterator[None]:
    """nbgrader runs ``alembic`` by name when it makes a gradebook, which fails in a virtual
    environment that is not activated; and its warnings are about submissions, not about us."""
    path = os.environ.get("PATH")
    os.environ["PATH"] = os.pathsep.join([os.path.dirname(sys.executable), path or os.defpath])
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            yield
    finally:
        if path is None:
            del os.environ["PATH"]
        else:
            os.environ["PATH"] = path


def quiet_log() -> logging.Logger:
    """The log of nbgrader's applications, which nobody sees."""
    log = logging.getLogger(LOG)
    log.propagate = False
    if not log.handlers:
        log.addHandler(logging.NullHandler())
    return log


@contextmanager
def captured_log() -> Iterator[StringIO]:
    """What nbgrader says while it works."""
    said = StringIO()
    handler = logging.StreamHandler(said)
    log = logging.getLogger(LOG)
    log.addHandler(handler)
    try:
        yield said
    finally:
        log.removeHandler(handler)


@contextmanager
def explained(what: str) -> Iterator[None]:
    """Turn whatever nbgrader or a submission raises, ``SystemExit`` included, into ``NotDone``."""
    try:
        with at_work():
            yield
    except (KeyboardInterrupt, OwnpaceError):
        raise
    except BaseException as problem:
        raise explanation(what, problem) from problem


def explanation(what: str, problem: BaseException) -> OwnpaceError:
    """One sentence and one next step for an exception that nbgrader let through."""
    if any(_is_full(cause) for cause in _causes(problem)):
        return CommandError("The disk is full.", hint=_FREE)
    if words := _of_a_database(problem):
        return NotDone(f"The gradebook {words[0]}", hint=words[1])
    message, hint = _WORDS.get(_known(problem), (_first_line(problem), _OTHERWISE))
    return NotDone(f"{what}: {message}", hint=hint)


def next_step(problem: OSError) -> str:
    """What a teacher does about a file that could not be read or written."""
    if _is_full(problem):
        return _FREE
    if problem.errno in (errno.EACCES, errno.EPERM, errno.EROFS):
        return "Look whether the folder is yours to write in, then run it again."
    return f"The system says: {problem.strerror or problem}. Run it again when that is settled."


def refused(message: str, problem: OSError) -> OwnpaceError:
    """The error for files that could not be read or written; a full disk is always named."""
    if _is_full(problem):
        return CommandError("The disk is full.", hint=_FREE)
    return WorkError(message, hint=next_step(problem))


_LACKING = re.compile(r"no such (?:column|table): [\w.]+")
UPGRADE = "Back gradebook.db up, then run `nbgrader db upgrade`."
_DAMAGED = (
    "is damaged, or no gradebook.",
    "Put a copy of gradebook.db back. Without one move it away, run `ownpace release`, then "
    "`ownpace grade --force`: all but points and comments given by hand is made anew.",
)
_OF_A_DATABASE = {
    "file is not a database": _DAMAGED,
    "disk image is malformed": _DAMAGED,
    "database is locked": (
        "is held by another program.",
        "Close other programs that use gradebook.db, then run it again.",
    ),
}
_OTHERWISE = "Run it again; if it says so again, look at what it names."
_FREE = "Free some space, then run it again."
_FULL = (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def _is_full(problem: BaseException) -> bool:
    """Also where the reason is left as text only: by ``shutil`` and by the gradebook."""
    if isinstance(problem, OSError) and problem.errno in _FULL:
        return True
    said = f"{type(problem).__name__}: {problem}"
    if isinstance(problem, shutil.Error):
        return any(os.strerror(number) in said for number in _FULL)
    return "OperationalError" in said and ("disk is full" in said or "disk I/O error" in said)


def _of_a_database(problem: BaseException) -> tuple[str, str] | None:
    """By its words, wherever they stand: nbgrader raises InvalidEntry in the place of an error."""
    said = str(problem)
    if missing := _LACKING.search(said):
        return f"is of an older nbgrader ({missing[0]}).", UPGRADE
    return next((words for text, words in _OF_A_DATABASE.items() if text in said), None)


def _causes(problem: BaseException | None) -> Iterator[BaseException]:
    while problem is not None:
        yield problem
        problem = problem.__cause__ or problem.__context__


def _known(problem: BaseException) -> str:
    names = [kind.__name__ for kind in type(problem).__mro__]
    # nbgrader raises InvalidEntry in its place, with its words.
    names += ["OperationalError"] if "OperationalError" in str(problem) else []
    return next((name for name in names if name in _WORDS), "")


def _first_line(problem: BaseException) -> str:
    kind, lines = type(problem).__name__, str(problem).strip().splitlines()
    if not lines:
        return kind
    return lines[0] if kind == "NbGraderException" else f"{kind}: {lines[0]}"


#: By the name of the exception's class, so that nothing has to be imported to compare.
_WORDS = {
    "SchemaTooOldError": (
        "it holds grading metadata of an older nbgrader.",
        "Back it up, then run `nbgrader update` on its folder.",
    ),
    "SchemaTooNewError": (
        "it holds grading metadata of a newer nbgrader.",
        "Update nbgrader on this machine.",
    ),
    "UnresponsiveKernelError": (
        "its code blocked the kernel and could not be interrupted.",
        "Open the submission, find the endless cell, and grade by hand.",
    ),
    "DeadKernelError": (
        "its code ended the kernel.",
        "Open the submission, find the cell that ends the process, and grade by hand.",
    ),
    "NoSuchKernel": (
        "it asks for a kernel that is not installed here.",
        "Install that kernel; `jupyter kernelspec list` shows those there are.",
    ),
    "OperationalError": (
        "the gradebook could not be used.",
        "Close other programs that use gradebook.db; after an update of nbgrader, back it up and "
        "run `nbgrader db upgrade`.",
    ),
}
