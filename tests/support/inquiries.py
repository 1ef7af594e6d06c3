"""A learner who asks and a teacher who answers: real servers, a real exchange, real bundles."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from ownpace_graders.answer import answer
from ownpace_graders.collect import collect
from ownpace_graders.feedback import feedback
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.publish import publish
from ownpace_graders.questions import Listing, questions
from ownpace_graders.release import release
from tests.support.serving import Server, running_server
from tests.support.teacher import COURSE, MODULE, copy_of, make_course


@dataclass(frozen=True)
class School:
    """A teacher's course directory, and a learner's server with the course in it."""

    root: Path
    server: Server
    mode: str

    @property
    def inbox(self) -> Path:
        return self.root.parent / "inbox"

    def ask(self, text: str | None = None, **more: Any) -> dict[str, Any]:
        """Press *Ask*; the reply, which must be a good one."""
        reply = self.server.post(f"modules/{MODULE}/ask", json={"text": text, **more})
        assert reply.status_code == 200, reply.text
        found: dict[str, Any] = reply.json()
        if found["bundle"]:
            self.mail(found["bundle"]["path"])
        return found

    def submit(self, **more: Any) -> None:
        reply = self.server.post(f"modules/{MODULE}/submit", json=more)
        assert reply.status_code == 200, reply.text
        bundle = reply.json()["bundle"]
        if bundle:
            self.mail(bundle["path"])

    def mail(self, path: str) -> None:
        """Bring a zip file to the teacher."""
        self.inbox.mkdir(exist_ok=True)
        shutil.copy2(self.server.folder / path, self.inbox)

    def collect(self) -> Summary:
        inbox = self.inbox if self.mode == "bundle" else None
        return collect(self.root, [], Silent(), now(), inbox=inbox)

    def listed(self, *, answered: bool = False) -> Listing:
        return questions(self.root, [], now(), answered=answered)

    def answer(self, number: int, text: str) -> Summary:
        return answer(self.root, number, text, now())

    def feedback(self) -> Summary:
        return feedback(self.root, [], Silent(), now())

    def bring_back(self) -> None:
        """Open what lies in the outbox for this learner; an exchange needs nobody for that."""
        for path in sorted((self.root / "outbox").glob("*/*.zip")):
            reply = self.server.post("feedback", content=path.read_bytes())
            assert reply.status_code == 200, reply.text

    def shown(self) -> list[dict[str, Any]]:
        """What the panel shows of the module's questions."""
        found: list[dict[str, Any]] = self.server.get().json()["questions"].get(MODULE, [])
        return found


def now() -> datetime:
    return datetime.now(UTC)


def a_course(place: Path, mode: str) -> Path:
    """A released course of one module, for a school to copy."""
    exchange = place / "exchange" if mode == "exchange" else None
    root = make_course(place / "course", exchange=exchange)
    release(root, [], Silent(), now())
    return root


@contextmanager
def a_school(course: Path, place: Path, mode: str) -> Iterator[School]:
    """A copy of a released course, whose module the learner has started."""
    root = copy_of(course, place)
    folder, home = place / "learner", place / "home"
    options = ["--Ownpace.mode=exchange", f"--Ownpace.course_id={COURSE}"]
    if mode == "exchange":
        exchange = place / "exchange"
        folder.mkdir()
        (home / "config").mkdir(parents=True)
        setting = f"c = get_config()\nc.Exchange.root = {str(exchange)!r}\n"
        (home / "config" / "nbgrader_config.py").write_text(setting)
    else:
        publish(root, folder)
        options = []
    with running_server(folder, home, *options) as server:
        assert server.post(f"modules/{MODULE}/start").status_code == 200
        yield School(root, server, mode)
