"""How work reaches the teacher: by nbgrader's exchange, as the panel's zip file, and by what Moodle
and Canvas give out."""

from __future__ import annotations

import os
import shutil
import zipfile
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from pathlib import Path
from zoneinfo import ZoneInfo

from ownpace.course import Module
from ownpace.server.bundles import BundleChannel
from ownpace.store.courses import Courses
from ownpace.store.layout import CourseFolder
from ownpace.store.questions import Question, QuestionFile
from ownpace_graders.bridge import open_classroom, submit
from tests.support.term.calendar import LONDON
from tests.support.term.material import COURSE
from tests.support.term.plan import Asked, HandIn
from tests.support.term.working import Homes

Content = tuple[str, bytes]  #: a file's path, and what is in it


class Post:
    """Between all learners and the teacher of the course at ``root``: the exchange beside it, and a
    folder for what was sent or downloaded."""

    def __init__(self, root: Path) -> None:
        self._place = root.parent
        self._inbox = self._place / "inbox"
        self._inbox.mkdir()
        self._homes = Homes(root, self._place / "homes")
        self._classroom = open_classroom(root)
        course = Courses().newest((root / "release").glob("*/course.json"))
        assert course is not None
        self._course = course

    def ask(self, one: Asked) -> None:
        """By the panel, from a folder without any work in it."""
        channel, text = self._channel(one), one.text
        question = Question(id=f"{int(one.at.timestamp()):032x}", at=one.at, text=text)
        content = QuestionFile(questions=(question,)).model_dump_json().encode()
        about = (self._course, self._module(one), one.learner.id)
        self._mail(channel.ask(*about, content, one.at).bundle, one)

    def bring(self, found: Iterable[HandIn], downloaded: datetime) -> None:
        """All that is handed in until the teacher looks; what lies on a platform is downloaded
        then."""
        uploads = []
        for one in found:
            folder = self._homes.worked(one)
            if one.learner.way == "exchange":
                self._submit(one)
            elif one.learner.way == "bundle":
                self._mail(self._bundle(one), one)
            else:
                uploads.append((one, list(self._uploaded(one, folder))))
        for name, each in groupby(sorted(uploads, key=_download), _download):
            _zip(self._inbox / f"{name}-{downloaded:%m-%d}.zip", each, downloaded)

    def _submit(self, one: HandIn) -> None:
        """By nbgrader's own submit, and at the time of the script: it stands in the folder's name
        and in the file that nbgrader writes."""
        inbound = self._place / "exchange" / COURSE / "inbound"
        before = set(inbound.iterdir())
        submit(self._classroom, one.learner.id, one.module, self._homes.of(one.learner))
        [folder] = set(inbound.iterdir()) - before
        stamp = f"{one.at:%Y-%m-%d %H:%M:%S.%f} UTC"
        learner, module, _, secret = folder.name.split("+")
        (folder / "timestamp.txt").write_text(stamp)
        folder.rename(inbound / f"{learner}+{module}+{stamp}+{secret}")

    def _bundle(self, one: HandIn) -> Path | None:
        """As the panel makes it."""
        about = (self._course, self._module(one), one.learner.id)
        return self._channel(one).submit(*about, one.at).bundle

    def _mail(self, made: Path | None, one: HandIn | Asked) -> None:
        assert made is not None
        target = self._inbox / f"{one.learner.id}-{made.name}"
        shutil.copyfile(made, target)
        _stamp(target, one.at)

    def _channel(self, one: HandIn | Asked) -> BundleChannel:
        return BundleChannel(CourseFolder(self._homes.of(one.learner)))

    def _module(self, one: HandIn | Asked) -> Module:
        module = self._course.module(one.module)
        assert module is not None
        return module

    def _uploaded(self, one: HandIn, folder: Path) -> Iterator[Content]:
        """What a learner gives to a platform, as that names it: on Moodle every second the panel's
        zip file, else the notebook and its answers."""
        number = one.learner.number
        moodle = f"{one.learner.name}_{number}_assignsubmission_file/"
        if one.learner.way == "moodle" and int(number) % 2:
            made = self._bundle(one)
            assert made is not None
            yield f"{moodle}{one.module}.zip", made.read_bytes()
            return
        top = moodle if one.learner.way == "moodle" else _canvas(one)
        for name in (f"{one.module}.ipynb", "answers.json"):
            if (folder / name).exists():
                yield f"{top}{name}", (folder / name).read_bytes()


def _canvas(one: HandIn) -> str:
    """What Canvas puts before a file's name: last and first name, LATE, two numbers."""
    name = "".join(c for c in one.learner.last + one.learner.first if c.isalnum()).casefold()
    late = "LATE_" if one.at.date() > one.week.due else ""
    return f"{name}_{late}{one.learner.number}_9{one.learner.number}_"


def _download(upload: tuple[HandIn, list[Content]]) -> str:
    """What a platform's zip file is called: one a module."""
    return f"{upload[0].learner.way}-{upload[0].module}"


def _zip(target: Path, uploads: Iterable[tuple[HandIn, list[Content]]], at: datetime) -> None:
    """Zip files name no zone: the platform writes the time of the course's."""
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, files in uploads:
            local = one.at.astimezone(ZoneInfo(LONDON))
            for path, content in files:
                archive.writestr(zipfile.ZipInfo(path, local.timetuple()[:6]), content)
    _stamp(target, at)


def _stamp(path: Path, at: datetime) -> None:
    os.utime(path, (at.timestamp(), at.timestamp()))
