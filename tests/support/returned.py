"""What comes back from a teacher as a zip file, for ``tests.support.learner``'s small course."""

from __future__ import annotations

import html
import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

from ownpace.results import ModuleResult
from ownpace.store.bundle import Manifest, write_bundle
from tests.support.learner import FIRST


def feedback(target: Path) -> Path:
    """A page of feedback on the newest hand-in of the first module, with a score of 2.5 of 6."""
    at = datetime.now(UTC) + timedelta(seconds=10)  # when the bundle arrived
    result = ModuleResult(course="small-1", module=FIRST, at=at, score=2.5, max_score=6)
    content = html.escape(result.model_dump_json())
    page = f'<html><head><meta name="ownpace-result" content="{content}"></head><body>Good</body>'
    return _returned(target, at, {f"{FIRST}.html": page.encode()})


def replies(folder: Path, target: Path) -> Path:
    """The teacher's reply, "So.", to the one question that was asked in the course ``folder``."""
    asked = json.loads((folder / ".ownpace" / "asked.json").read_text())["modules"][FIRST][0]
    at = datetime(2027, 1, 21, 9, tzinfo=UTC)
    reply = {"question": asked["id"], "asked": asked["text"], "asked_at": asked["at"]}
    reply |= {"text": "So.", "at": at.isoformat()}
    file = {"course": "small-1", "module": FIRST, "replies": [reply]}
    return _returned(target, at, {"replies.json": json.dumps(file).encode()})


def _returned(target: Path, at: datetime, files: dict[str, bytes]) -> Path:
    manifest = Manifest(
        kind="feedback", course="small-1", module=FIRST, learner="Ada", at=at, revision=1
    )
    write_bundle(target, manifest, files)
    return target
