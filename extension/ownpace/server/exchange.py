"""Working with an nbgrader exchange, through nbgrader's own classes.

The only module of the learner's side that imports nbgrader, and only when something is fetched or
handed in: it is an extra (``hub``), and slow to import. Its REST handlers are not used: they change
the server's working directory and send tracebacks to the browser.
"""

from __future__ import annotations

import os
import re
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from traitlets.config import Config

from ownpace.course.model import Course, Module
from ownpace.errors import CourseError, ExchangeError
from ownpace.server import nbgrader_settings as settings
from ownpace.server.channel import Receipt
from ownpace.server.wire import Mode
from ownpace.store.attempts import ExchangeCache, moment_of, names_in, question_folder
from ownpace.store.class_answers import class_answers_name
from ownpace.store.files import hint_for
from ownpace.store.layout import COURSE_FILE, CourseFolder
from ownpace.store.memory import stamp_of
from ownpace.store.modules import make_writable
from ownpace.store.more_time import more_time_name
from ownpace.store.questions import QUESTION_FILE
from ownpace.store.replies import reply_name

_SAFE_HERE = "Nothing is lost: your work is in your own folder. Try again, or tell your teacher."


class ExchangeChannel:
    """A ``Channel`` to the exchange that ``nbgrader_config.py`` names."""

    mode: Mode = "exchange"
    needs_name = False

    def __init__(self, folder: CourseFolder, course_id: str, config: Config) -> None:
        self._folder, self._config, self._course_id = folder, config, course_id
        self._root = settings.exchange_root(config)
        self.learner: str | None = settings.learner(config)
        self.handed_in = ExchangeCache(folder, settings.exchange_cache(config), self._root)

    @property
    def _course(self) -> Path:
        return self._root / self._course_id

    def ensure(self) -> None:
        if not self._course_id:
            raise ExchangeError(
                "No course is configured for this server.",
                hint="Its administrator sets c.Ownpace.course_id.",
                code="no-course-id",
            )
        for place in (self._root, self._course):
            if not os.access(place, os.R_OK | os.X_OK):
                raise ExchangeError(
                    f"The place where this course's work is handed in, {place}, is missing or "
                    "cannot be read.",
                    hint=_SAFE_HERE,
                    code="exchange-missing",
                )

    def copies(self) -> Iterable[Path]:
        outbound = self._course / "outbound"
        return [outbound / name / COURSE_FILE for name in names_in(outbound)]

    def released(self, module: Module) -> Path:
        return self._course / "outbound" / module.id

    def fetch(self, module: Module, target: Path) -> None:
        self.ensure()
        if not self.released(module).is_dir():
            raise CourseError(
                f"“{module.title}” has not been released.",
                hint="Look again later, or ask your teacher.",
                code="not-released",
            )
        with _told_plainly("fetched"):
            fetcher = self._nbgrader("FetchAssignment", module, target.parent)
            fetcher.start()
            (target.parent / module.id).rename(target)
            make_writable(target)

    def submit(self, course: Course, module: Module, learner: str, now: datetime) -> Receipt:
        self._ensure_inbound()
        with _told_plainly("handed in"):
            submitter = self._nbgrader("Submit", module, self._folder.root)
            try:
                submitter.start()
            except BaseException:
                _remove_partial(submitter)
                raise
        return Receipt(moment_of(submitter.timestamp) or now)

    def ask(
        self, course: Course, module: Module, learner: str, question: bytes, now: datetime
    ) -> Receipt:
        """nbgrader knows whole submissions only, and takes the newest of ``+MODULE+`` for the
        work: a question is put beside them under a name that is no module's, so that nbgrader
        never collects it. The folder appears whole, by rename."""
        self._ensure_inbound()
        inbound = self._course / "inbound"
        staged = inbound / f".{secrets.token_hex(8)}"
        name = question_folder(learner, module.id, now.astimezone(UTC), secrets.token_urlsafe(9))
        with _told_plainly("handed in", what="question"):
            try:
                staged.mkdir()
                (staged / QUESTION_FILE).write_bytes(question)
                (staged / QUESTION_FILE).chmod(0o644)
                staged.chmod(0o777)  # as nbgrader: the teacher may delete it
                staged.rename(inbound / name)
            finally:
                shutil.rmtree(staged, ignore_errors=True)
        return Receipt(now)

    def replies(self, module: Module, key: str) -> Iterable[Path]:
        keys = [*filter(None, [key]), *self.handed_in.secrets(self._course_id, module.id)]
        places = (self._course / "feedback" / reply_name(one, module.id) for one in keys)
        return [place for place in places if stamp_of(place) is not None]

    def more_time(self, key: str) -> Iterable[Path]:
        keys = [*filter(None, [key]), *self.handed_in.secrets(self._course_id)]
        places = (self._course / "feedback" / more_time_name(one) for one in keys)
        return [place for place in places if stamp_of(place) is not None]

    def class_answers(self, module: Module) -> Path | None:
        path = self._course / "feedback" / class_answers_name(module.id)
        return path if stamp_of(path) else None

    def fetch_feedback(self, module: Module, target: Path) -> None:
        self.ensure()
        if not (self._course / "feedback").is_dir():
            return  # none was ever released
        place = target.with_name("from-exchange")
        with _told_plainly("fetched"):
            self._nbgrader("FetchFeedback", module, place).start()
            found = place / module.id / "feedback"
            if found.is_dir():
                found.rename(target)

    def _ensure_inbound(self) -> None:
        self.ensure()
        if not os.access(self._course / "inbound", os.W_OK | os.X_OK):
            raise ExchangeError(
                "The place where this course's work is handed in cannot be written to.",
                hint=_SAFE_HERE,
                code="exchange-read-only",
            )

    def _nbgrader(self, action: str, module: Module, place: Path) -> Any:
        """One of nbgrader's exchange classes, which the administrator may have replaced, for one
        module in the folder ``place``."""
        try:
            from nbgrader.auth import Authenticator
            from nbgrader.coursedir import CourseDirectory
            from nbgrader.exchange import ExchangeFactory
        except ImportError as problem:
            raise ExchangeError(
                "nbgrader, which carries work to the teacher here, is not installed.",
                hint="On the server: pip install 'ownpace[hub]'",
                code="hub-missing",
            ) from problem
        config = self._config
        course = CourseDirectory(config=config, course_id=self._course_id, assignment_id=module.id)
        make = getattr(ExchangeFactory(config=config), action)
        return make(
            coursedir=course,
            authenticator=Authenticator(config=config),
            config=config,
            assignment_dir=str(place),
            path_includes_course=False,
        )


@contextmanager
def _told_plainly(done: str, what: str = "module") -> Iterator[None]:
    """Turn whatever nbgrader and the disk raise into an ``ExchangeError`` that says what was not
    ``done``."""
    try:
        yield
    except ExchangeError:
        raise
    except OSError as problem:
        hint = hint_for(_first_of(problem)) if _is_full(problem) else _SAFE_HERE
        raise ExchangeError(
            f"The {what} was not {done}: the exchange stopped answering midway.",
            hint=hint,
            code="exchange-interrupted",
        ) from problem
    except Exception as problem:  # nbgrader's ExchangeError derives from Exception alone
        raise ExchangeError(
            f"The {what} was not {done}. nbgrader says: {_one_line(problem)}",
            hint=_SAFE_HERE,
            code="exchange-refused",
        ) from problem


def _remove_partial(submitter: Any) -> None:
    """Leave no half of a submission behind, neither for the teacher nor among the attempts."""
    name = getattr(submitter, "assignment_filename", None)
    if not name:
        return
    inbound, cache = Path(submitter.inbound_path, name), Path(submitter.cache_path)
    shutil.rmtree(inbound, ignore_errors=True)
    for kept in {name, name.rsplit("+", 1)[0]}:
        shutil.rmtree(cache / kept, ignore_errors=True)


def _first_of(problem: OSError) -> OSError:
    """``shutil.Error`` lists (source, target, reason) and has no number of its own."""
    number = re.search(r"\[Errno (\d+)\]", str(problem))
    return OSError(int(number[1]), "") if number and problem.errno is None else problem


def _is_full(problem: OSError) -> bool:
    return "full" in hint_for(_first_of(problem))


def _one_line(problem: Exception) -> str:
    return (str(problem).strip() or type(problem).__name__).splitlines()[0][:300]
