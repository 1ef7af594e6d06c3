"""nbgrader's exchange: where it is, and putting modules and feedback into it."""

from __future__ import annotations

import glob
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from ownpace.errors import ExchangeError
from ownpace.store.files import holds, write_atomically
from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.work import at_work


def exchange_root(classroom: Classroom) -> Path | None:
    """The exchange's folder; ``None`` where there is none on this machine, which is so when none
    is configured and nbgrader's default one does not exist."""
    with at_work():
        root = Path(_any_exchange(classroom).root)
    configured = "root" in classroom.app.config.Exchange
    return root if configured or root.is_dir() else None


def outbound_folder(classroom: Classroom, module: str) -> Path | None:
    """Where the exchange holds a released module."""
    root = exchange_root(classroom)
    return root and root / classroom.course_id / "outbound" / module


def inbound_folder(classroom: Classroom) -> Path | None:
    """Where learners' hand-ins arrive; write-only for them."""
    root = exchange_root(classroom)
    return root and root / classroom.course_id / "inbound"


def checks_owner(classroom: Classroom) -> bool:
    """Whether a hand-in must belong to the system's user of the learner's name
    (``c.ExchangeCollect.check_owner``; hubs that run everybody as one user turn it off)."""
    collect = classroom.app.exchange.Collect(**_context(classroom))
    return bool(getattr(collect, "check_owner", True))


def release_module(classroom: Classroom, module: str) -> None:
    """Put ``release/<module>`` in the exchange, or replace what is there, file by file and never
    through a moment without it. Raises ``ExchangeError``."""
    from ownpace_graders.bridge.exchanges import replacing

    kind = replacing(classroom.app.exchange.release_assignment)
    _transfer(classroom, kind, ".", module)


def feedback_folder(classroom: Classroom) -> Path | None:
    """Where the exchange holds released feedback."""
    root = exchange_root(classroom)
    return root and root / classroom.course_id / "feedback"


def release_feedback(classroom: Classroom, learner: str, module: str) -> bool:
    """Put the pages of ``feedback/<learner>/<module>`` where only who knows the submission's
    secret finds them; whether they were not there yet. Raises ``ExchangeError``."""
    is_new = not _is_released(classroom, classroom.folder("feedback", learner, module))
    _transfer(classroom, classroom.app.exchange.release_feedback, glob.escape(learner), module)
    return is_new


def _is_released(classroom: Classroom, pages: Path) -> bool:
    from nbgrader.utils import notebook_hash

    place = feedback_folder(classroom)
    try:
        secret = (pages / "submission_secret.txt").read_text(encoding="utf-8")
        return place is not None and all(
            holds(place / f"{notebook_hash(secret=secret, notebook_id=page.stem)}.html", content)
            for page in pages.glob("*.html")
            for content in (page.read_bytes(),)
        )
    except (OSError, UnicodeDecodeError):
        return False


def release_files(classroom: Classroom, files: Mapping[str, bytes]) -> bool:
    """Put files beside the released feedback, in a folder that learners may not list: whoever knows
    a file's name reads it. Whether any was not there yet. Raises ``ExchangeError``."""
    is_new = False
    with _told_of("a reply", classroom), at_work():
        release = classroom.app.exchange.release_feedback(**_context(classroom))
        release.init_dest()
        for name, content in files.items():
            path = Path(release.dest_path) / name
            if not holds(path, content):
                write_atomically(path, content)
                is_new = True
            path.chmod(0o644)
    return is_new


def submit(classroom: Classroom, learner: str, module: str, work: Path) -> None:
    """Hand in ``work/<module>`` for ``learner``, as nbgrader does it: for demonstrations and
    tests. Raises ``ExchangeError``."""
    kind = classroom.app.exchange.submit
    _transfer(classroom, kind, learner, module, assignment_dir=str(work))


def _transfer(classroom: Classroom, kind: Any, learner: str, module: str, **more: Any) -> None:
    coursedir = classroom.coursedir
    before = coursedir.student_id, coursedir.assignment_id
    coursedir.student_id, coursedir.assignment_id = learner, module
    try:
        with _told_of(module, classroom), at_work():
            kind(**_context(classroom), **more).start()
    finally:
        coursedir.student_id, coursedir.assignment_id = before


@contextmanager
def _told_of(what: str, classroom: Classroom) -> Iterator[None]:
    try:
        yield
    except (KeyboardInterrupt, ExchangeError):
        raise
    except BaseException as problem:
        raise ExchangeError(
            f"The exchange did not take {what}: {problem}",
            hint=f"Look whether {exchange_root(classroom)} is there and yours to write in, then "
            "run the command again.",
        ) from problem


def _any_exchange(classroom: Classroom) -> Any:
    return classroom.app.exchange.Collect(**_context(classroom))


def _context(classroom: Classroom) -> dict[str, Any]:
    app = classroom.app
    return {"coursedir": app.coursedir, "authenticator": app.authenticator, "parent": app}
