"""What surrounds every piece of nbgrader's work: its needs, and words for its failures."""

from __future__ import annotations

import errno
import logging
import os
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from io import StringIO

from ownpace.errors import CommandError, OwnpaceError

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
    if isinstance(problem, OSError) and problem.errno in (errno.ENOSPC, errno.EDQUOT):
        return CommandError("The disk is full.", hint="Free some space, then run it again.")
    message, hint = _WORDS.get(_known(problem), (_first_line(problem), ""))
    return NotDone(f"{what}: {message}", hint=hint)


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
