"""Working without an exchange: modules come from ``released/``, work leaves in zip files."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path

from ownpace.course.model import Course, Module
from ownpace.errors import CourseError
from ownpace.server.channel import Receipt
from ownpace.server.wire import Mode
from ownpace.store.attempts import Bundles, HandIns, names_in
from ownpace.store.bundle import Kind, Manifest, work, write_bundle
from ownpace.store.layout import COURSE_FILE, CourseFolder, refuse_escape
from ownpace.store.modules import copy_tree, refuse_links
from ownpace.store.progress import make_folder
from ownpace.store.questions import QUESTION_FILE


class BundleChannel:
    """A ``Channel`` that needs nothing but the course folder."""

    mode: Mode = "bundle"
    needs_name = True
    learner = None

    def __init__(self, folder: CourseFolder) -> None:
        self._folder = folder
        self._bundles = Bundles(folder)

    def ensure(self) -> None:
        """Nothing can be missing: the folder for bundles is made when it is needed."""

    def copies(self) -> Iterable[Path]:
        released = self._folder.released
        yield self._folder.root / COURSE_FILE
        yield from (released / name / COURSE_FILE for name in names_in(released))

    def handed_in(self, course_id: str) -> HandIns:
        return self._bundles(course_id)

    def released(self, module: Module) -> Path:
        return self._folder.released / module.id

    def fetch(self, module: Module, target: Path) -> None:
        source = self.released(module)
        refuse_escape(self._folder, source)
        if not source.is_dir():
            raise CourseError(
                f"“{module.title}” is not in this copy of the course.",
                hint="Get the course's newest version, then start the module again.",
                code="not-released",
            )
        refuse_links(source)
        copy_tree(source, target)

    def submit(self, course: Course, module: Module, learner: str, now: datetime) -> Receipt:
        files = work(self._folder.module(module.id), module)
        at, target = _free(partial(self._folder.bundle, module.id), now)
        manifest = _manifest("submission", course, module, learner, at)
        return self._write(target, manifest, files)

    def ask(
        self, course: Course, module: Module, learner: str, question: bytes, now: datetime
    ) -> Receipt:
        at, target = _free(partial(self._folder.question, module.id), now)
        manifest = _manifest("question", course, module, learner, at)
        return self._write(target, manifest, {QUESTION_FILE: question})

    def replies(self, module: Module, key: str) -> Iterable[Path]:
        """Replies come by *Open feedback*, beside the pages."""
        return ()

    def more_time(self, key: str) -> Iterable[Path]:
        """It comes by *Open feedback*, too."""
        return ()

    def class_answers(self, module: Module) -> Path | None:
        """They come by *Open feedback*, too."""
        return None

    def fetch_feedback(self, module: Module, target: Path) -> None:
        """Feedback comes by *Open feedback*; there is nothing to fetch."""

    def _write(self, target: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Receipt:
        refuse_escape(self._folder, target)
        make_folder(target.parent)
        write_bundle(target, manifest, files)
        return Receipt(manifest.at, target)


def _free(named: Callable[[datetime], Path], now: datetime) -> tuple[datetime, Path]:
    """Names hold whole seconds; two hand-ins within one must not share theirs."""
    at = now.astimezone(UTC).replace(microsecond=0)
    while named(at).exists():
        at += timedelta(seconds=1)
    return at, named(at)


def _manifest(kind: Kind, course: Course, module: Module, learner: str, at: datetime) -> Manifest:
    return Manifest(
        kind=kind,
        course=course.id,
        module=module.id,
        learner=learner,
        at=at,
        revision=course.revision,
    )
