"""The folder ``asked/``: a file for each question, never removed, each appearing whole."""

from __future__ import annotations

import os
import secrets
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from ownpace.errors import CommandError, WorkError
from ownpace.store.files import locked, write_atomically
from ownpace.store.memory import DAMAGE, MEGABYTE, read_limited
from ownpace_graders.bridge import next_step
from ownpace_graders.questions.model import AskedQuestion, Given

#: Of one learner about one module: nobody asks more, and a program must not fill the disk.
MOST = 500


class Archive:
    """Read once; what this one adds or changes is on disk at once."""

    def __init__(self, root: Path) -> None:
        self.folder = root / "asked"
        self.damaged: list[str] = []
        self._by_key = {question.key: question for question in self._read()}
        self._counts = Counter(key[:2] for key in self._by_key)
        self._last = max((q.number for q in self._by_key.values()), default=0)

    def all(self) -> list[AskedQuestion]:
        """By number, which is the order in which they were taken in."""
        return sorted(self._by_key.values(), key=lambda question: question.number)

    def of(self, learner: str, module: str) -> list[AskedQuestion]:
        return [q for q in self.all() if (q.learner, q.module) == (learner, module)]

    def numbered(self, number: int) -> AskedQuestion:
        """Raises ``CommandError`` when there is none."""
        found = next((q for q in self._by_key.values() if q.number == number), None)
        if found is None:
            raise CommandError(
                f"There is no question {number}.", hint="`ownpace questions --all` lists them."
            )
        return found

    def add(self, question: AskedQuestion) -> AskedQuestion | None:
        """Keep a question under the next free number; ``None`` when it is kept already, of which
        only further places for its reply are taken over. Raises ``WorkError``."""
        before = self._by_key.get(question.key)
        if before is not None:
            self._readdress(before, question.reply_to)
            return None
        if self._counts[question.key[:2]] >= MOST:
            message = f"{question.learner} asked over {MOST} questions about this module."
            raise WorkError(message, hint="Answer what is there: `ownpace questions`.")
        return self._create(question)

    def reply(self, number: int, given: Given) -> AskedQuestion:
        """Add a reply to the file as it is now, whoever else wrote one meanwhile. Raises
        ``CommandError`` when there is no such question."""
        self.numbered(number)  # without any there is no folder to lock
        with locked(self.folder / ".lock"):
            current = self._load(self._path(self.numbered(number).number))
            return self._save(current.model_copy(update={"replies": (*current.replies, given)}))

    def _readdress(self, before: AskedQuestion, places: tuple[str, ...]) -> None:
        both = tuple(dict.fromkeys((*before.reply_to, *places)))[:50]
        if both != before.reply_to:
            self._save(before.model_copy(update={"reply_to": both}))

    def _create(self, question: AskedQuestion) -> AskedQuestion:
        """Linking a whole file to its name fails when another collect took the number."""
        staged = self.folder / f".{secrets.token_hex(4)}.tmp"
        try:
            self.folder.mkdir(exist_ok=True)
            while True:
                self._last += 1
                numbered = question.model_copy(update={"number": self._last})
                staged.write_text(_as_text(numbered), encoding="utf-8")
                with suppress(FileExistsError):
                    os.link(staged, self._path(self._last))
                    break
        except OSError as problem:
            raise WorkError("A question could not be kept.", hint=next_step(problem)) from problem
        finally:
            with suppress(OSError):
                staged.unlink()
        self._counts[numbered.key[:2]] += 1
        self._by_key[numbered.key] = numbered
        return numbered

    def _save(self, question: AskedQuestion) -> AskedQuestion:
        write_atomically(self._path(question.number), _as_text(question))
        self._by_key[question.key] = question
        return question

    def _path(self, number: int) -> Path:
        return self.folder / f"{number}.json"

    def _read(self) -> Iterator[AskedQuestion]:
        for path in sorted(self.folder.glob("[!.]*.json")):
            try:
                found = self._load(path)
            except DAMAGE:
                self.damaged.append(path.name)
                continue
            if path == self._path(found.number):
                yield found
            else:
                self.damaged.append(path.name)

    def _load(self, path: Path) -> AskedQuestion:
        return AskedQuestion.model_validate_json(read_limited(path, MEGABYTE * 30))


def _as_text(question: AskedQuestion) -> str:
    return question.model_dump_json(indent=1) + "\n"
