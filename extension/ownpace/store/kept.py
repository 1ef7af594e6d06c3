"""A file that kernels keep for a learner, as JSON with the version of its format.

A reader trusts none of it: size, shape and depth are checked. What writing promises:

- what is changed is on disk, whole, when the call returns; killed before that, the old file stands;
- two kernels that write at once lose nothing: each re-reads under a lock, then makes its change;
- a file that cannot be understood (damaged, too big, of a newer format) is renamed aside, and the
  caller told; it is never overwritten.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Generic, TypeVar

from pydantic import ValidationError

from ownpace.errors import WorkError
from ownpace.models import Model
from ownpace.store.files import NotAFile, hint_for, locked, open_plain, write_atomically

LARGEST = 5_000_000  #: bytes

M = TypeVar("M", bound=Model)


@dataclass(frozen=True)
class Keeping(Generic[M]):
    """How one kind of file is kept. ``code`` begins the codes of its errors (``-damaged``,
    ``-newer``), ``holds`` says what is in it; ``too_long`` and ``shorten`` are said of what would
    grow too big."""

    model: type[M]
    code: str
    holds: str
    too_long: str
    shorten: str
    format: int = 1

    def read(self, path: Path) -> M:
        """What is in the file ``path``; an empty one when there is no such file.

        Raises ``WorkError``: ``-damaged`` (also when it is too big or no plain file), ``-newer``,
        or ``work`` when the system does not let us read it.
        """
        try:
            content = self._content(path)
        except FileNotFoundError:
            return self.model()
        except OSError as problem:
            raise WorkError(f"{path.name} could not be read.", hint=hint_for(problem)) from problem
        return self.parse(content, path.name)

    def parse(self, content: bytes, name: str) -> M:
        """What is in a file called ``name``. Raises ``WorkError``: ``-damaged``, ``-newer``."""
        try:
            return self.model.model_validate_json(content)
        except ValidationError as problem:
            if _format(content) > self.format:
                raise WorkError(
                    f"{name}, with {self.holds}, was written by a newer Ownpace.",
                    hint="Open the module with the newer version to see them.",
                    code=f"{self.code}-newer",
                ) from problem
            raise self._damaged(name, "is damaged") from problem

    def open(self, path: Path, now: datetime | None = None) -> tuple[M, str]:
        """What is in the file, and what to tell the learner about it (mostly nothing).

        A file that cannot be understood is renamed aside here. Raises ``WorkError`` when the
        system does not let us do either.
        """
        try:
            return self.read(path), ""
        except WorkError:
            with locked(_lock(path)):
                return self._open(path, now or datetime.now(UTC))

    def revise(self, path: Path, revise: Callable[[M], M], now: datetime) -> tuple[M, str]:
        """Change the file: ``revise`` is given what is there *now* and returns what shall be.

        Returns what is saved, and what to tell the learner (mostly nothing). Raises ``WorkError``
        when it could not be saved, and what ``revise`` raises; nothing is changed then.
        """
        with locked(_lock(path)):
            kept, notice = self._open(path, now)
            revised = revise(kept)
            self._write(path, revised)
        return revised, notice

    def _open(self, path: Path, now: datetime) -> tuple[M, str]:
        try:
            return self.read(path), ""
        except WorkError as problem:
            if problem.code not in {f"{self.code}-damaged", f"{self.code}-newer"}:
                raise
            label = problem.code.removeprefix(f"{self.code}-")
            return self.model(), _set_aside(path, label, problem, now)

    def _write(self, path: Path, kept: M) -> None:
        content = kept.model_dump_json(indent=1).encode() + b"\n"
        if len(content) > LARGEST:
            raise WorkError(self.too_long, hint=self.shorten)
        write_atomically(path, content)

    def _content(self, path: Path) -> bytes:
        """The bytes of a plain file that is not too big."""
        try:
            with open_plain(path) as file:
                content = file.read(LARGEST + 1)
        except NotAFile as problem:
            raise self._damaged(path.name, "is not a file") from problem
        if len(content) > LARGEST:
            raise self._damaged(path.name, f"is bigger than {LARGEST // 1_000_000} MB")
        return content

    def _damaged(self, name: str, why: str) -> WorkError:
        return WorkError(
            f"{name}, with {self.holds}, {why}.",
            hint="Ask your teacher for help if you need them back.",
            code=f"{self.code}-damaged",
        )


def _lock(path: Path) -> Path:
    # Begins with a dot: it is neither handed in nor shown in the file browser.
    return path.with_name(f".{path.name}.lock")


def _set_aside(path: Path, label: str, problem: WorkError, now: datetime) -> str:
    aside = path.with_name(f"{path.name}.{label}-{now:%Y-%m-%dT%H-%M-%S}")
    try:
        # A name that is taken stays untouched: two damaged files in one second.
        while aside.exists():
            aside = aside.with_name(f"{aside.name}-again")
        path.rename(aside)
    except OSError as refused:
        raise WorkError(problem.message, hint=hint_for(refused)) from refused
    return f"{problem.message} It is kept as {aside.name}, and a new file begins here."


def _format(content: bytes) -> int:
    """The format that a file claims to have; 0 when it claims none."""
    try:
        found = json.loads(content)
    except (ValueError, RecursionError):
        return 0
    claimed = found.get("format") if isinstance(found, dict) else None
    return claimed if type(claimed) is int else 0
