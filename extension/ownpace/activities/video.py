"""``video``: a film of the module's own, or a card that leads to one elsewhere."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import traitlets
from pydantic import ValidationError

from ownpace.activities import place
from ownpace.activities.page import Bundle, video_page
from ownpace.activities.widget import Activity, script, style, told
from ownpace.errors import ActivityError, WorkError
from ownpace.store.study import open_study, revise_study
from ownpace.study.model import Study, Watched

LONGEST_TRANSCRIPT = 200_000  #: bytes
LEFT_OUT = "The film {} is not in this copy of the course. All of it is in its transcript."
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_.-]{0,63}")
_KERNEL = re.compile(r"kernel-([0-9a-fA-F-]{36})\.json$")


@told
def video(
    name: str, src: str, *, captions: str = "", transcript: str = "", title: str = "Video"
) -> VideoWidget:
    """Show a film. A file in the module's folder needs ``captions`` (WebVTT) and a ``transcript``
    (text), both files too; where the learner stopped is remembered. Where the film is left out of
    a copy of the module, its transcript shows. An ``https`` address becomes a card that opens it in
    a new tab.

    >>> video(
    ...     "savings-film", "media/savings.webm",
    ...     captions="media/savings.vtt", transcript="media/savings.md",
    ... )  # doctest: +SKIP
    """
    if not (isinstance(name, str) and _NAME.fullmatch(name)):
        raise ActivityError("A video needs a name of letters, digits and hyphens.")
    if not isinstance(src, str) or ":" in src:
        return VideoWidget(title, link=elsewhere(src))
    _needs(captions, "captions", "a WebVTT file with what is said")
    _needs(transcript, "transcript", "a text file with what is said and seen")
    words = _transcript(place.FOLDER, transcript)
    if is_left_out(place.FOLDER, src):
        return VideoWidget(title, left_out=src, transcript=words)
    files = {"src": inside(place.FOLDER, src), "captions": inside(place.FOLDER, captions)}
    return VideoWidget(title, files=files, transcript=words, position=Position(name))


def elsewhere(address: Any) -> str:
    """An address that is safe to lead to. Raises ``ActivityError``."""
    try:
        parts = urlsplit(address if isinstance(address, str) else "")
        fit = parts.scheme == "https" and bool(parts.hostname) and not re.search(r"\s", address)
    except ValueError:
        fit = False
    if not fit:
        raise ActivityError(
            "A video elsewhere needs an address that begins with https://.",
            hint="For a file of the module, give its path, such as media/film.webm.",
        )
    return str(address)


def inside(folder: Path, name: Any) -> str:
    """A file in the module's folder, by its path from there with ``/``. Raises ``ActivityError``
    when there is none, also when it lies outside of the folder."""
    path = _below(folder, name)
    if path is None or not path.is_file():
        raise ActivityError(
            f"There is no file `{name}` in this module.",
            hint="Its path begins in the module's folder, such as media/film.webm.",
            code="video-missing",
        )
    return path.relative_to(folder.resolve()).as_posix()


def is_left_out(folder: Path, name: str) -> bool:
    """Whether a film would be in the module's folder, and is not: copies are small without it."""
    path = _below(folder, name)
    return path is not None and not path.exists()


class Position:
    """Where in one video the learner stopped: kept in study.json, by the module and its name.
    ``notice`` is what to tell about keeping it (mostly nothing)."""

    def __init__(self, name: str) -> None:
        self._folder = place.course_folder()
        self._id = f"{place.FOLDER.name}/{name}"
        self.notice = ""

    def read(self) -> float:
        """Seconds; 0 where nothing is known, or can be read."""
        try:
            study, self.notice = (
                open_study(self._folder, datetime.now(UTC)) if self._folder else (Study(), "")
            )
        except WorkError as problem:
            self.notice = str(problem)
            return 0.0
        watched = study.videos.get(self._id)
        return watched.seconds if watched else 0.0

    def keep(self, seconds: Any) -> None:
        """Keep it, when it is one; 0 forgets it."""
        now = datetime.now(UTC)
        try:
            watched = Watched(seconds=seconds, at=now)
        except ValidationError:
            return
        if self._folder:
            try:
                _, self.notice = revise_study(self._folder, lambda s: self._in(s, watched), now)
            except WorkError as problem:
                self.notice = f"Where you stopped is not remembered. {problem}"

    def _in(self, study: Study, watched: Watched) -> Study:
        others = {key: each for key, each in study.videos.items() if key != self._id}
        kept = {**others, self._id: watched} if watched.seconds else others
        return study.model_copy(update={"videos": kept})


class VideoWidget(Activity):
    """The front end sends ``{"seconds": …}`` now and then while the film plays."""

    _esm = script("video.js")
    _css = style()

    title = traitlets.Unicode().tag(sync=True)
    link = traitlets.Unicode("", help="where a film elsewhere is").tag(sync=True)
    host = traitlets.Unicode("", help="whose that place is").tag(sync=True)
    files = traitlets.Dict(help="paths from the module's folder: src, captions").tag(sync=True)
    left_out = traitlets.Unicode("", help="that this copy lacks the film, in words").tag(sync=True)
    transcript = traitlets.Unicode("").tag(sync=True)
    kernel = traitlets.Unicode("", help="its id, by which the module's folder is found").tag(
        sync=True
    )
    seconds = traitlets.Float(0.0, help="where to go on").tag(sync=True)

    def __init__(
        self,
        title: str,
        *,
        link: str = "",
        files: Mapping[str, str] | None = None,
        left_out: str = "",
        transcript: str = "",
        position: Position | None = None,
    ) -> None:
        self._position = position
        super().__init__(
            title=title,
            link=link,
            host=urlsplit(link).hostname or "",
            files=dict(files or {}),
            left_out=LEFT_OUT.format(left_out) if left_out else "",
            transcript=transcript,
            kernel=_kernel_id(),
            seconds=position.read() if position else 0.0,
            notice=position.notice if position else "",
        )

    def page(self) -> Bundle:
        file = self.files.get("src", "") or self.left_out
        return video_page(self.title, self.link, file, self.transcript)

    def receive(self, content: Mapping[str, Any]) -> None:
        if self._position:
            self._position.keep(content.get("seconds"))
            self.show(notice=self._position.notice)


def _below(folder: Path, name: Any) -> Path | None:
    """What ``name`` means below ``folder``, links followed; None when it leads out of it."""
    root = folder.resolve()
    try:
        path = (root / str(name)).resolve()
        path.exists()  # raises for what can be no name
    except (OSError, ValueError):
        return None
    return path if path.is_relative_to(root) else None


def _needs(given: Any, name: str, what: str) -> None:
    if not given:
        raise ActivityError(
            f"This video has no {name}.", hint=f'Add {name}="…", {what}: not everybody can listen.'
        )


def _transcript(folder: Path, name: str) -> str:
    with (folder / inside(folder, name)).open("rb") as file:
        return file.read(LONGEST_TRANSCRIPT).decode("utf-8", errors="replace").strip()


def _kernel_id() -> str:
    """The id of the kernel that this runs in; empty outside of one."""
    from ipykernel.kernelapp import IPKernelApp

    if not IPKernelApp.initialized():
        return ""
    found = _KERNEL.search(os.fspath(IPKernelApp.instance().connection_file))
    return found[1] if found else ""
