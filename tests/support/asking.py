"""Questions that come alone: in an exchange, or in a zip file."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from ownpace.store.bundle import Manifest, write_bundle
from ownpace.store.questions import QUESTION_FILE
from tests.support.teacher import COURSE, ME, MODULE, NOW

ID = "0123456789abcdef" * 2


def a_question(text: str = "Why?", **more: Any) -> dict[str, Any]:
    return {"id": ID, "at": NOW.isoformat(), "text": text, **more}


def file_of(*asked: dict[str, Any], **more: Any) -> bytes:
    return json.dumps({"format": 1, "questions": asked, **more}).encode()


def in_exchange(root: Path, content: bytes, learner: str = ME, module: str = MODULE) -> Path:
    inbound = root.parent / "exchange" / COURSE / "inbound"
    folder = inbound / f"{learner}+{module}~question+{NOW:%Y-%m-%d %H:%M:%S.%f} UTC+abc"
    folder.mkdir(parents=True)
    (folder / QUESTION_FILE).write_bytes(content)
    return folder


def mailed(root: Path, learner: str, content: bytes, name: str = QUESTION_FILE) -> Path:
    inbox = root.parent / "inbox"
    inbox.mkdir(exist_ok=True)
    manifest = Manifest(
        kind="question", course=COURSE, module=MODULE, learner=learner, at=NOW, revision=1
    )
    write_bundle(inbox / f"{learner}.zip", manifest, {name: content})
    return inbox
