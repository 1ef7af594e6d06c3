"""Backups for tests: made as the server makes them, or forged."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import UTC, datetime

from ownpace.store.backup import BackupEntry, BackupManifest, backup_bytes
from ownpace.store.contents import entry

LONG_AGO = datetime(2020, 1, 1, tzinfo=UTC)
LATER = datetime(2980, 1, 1, tzinfo=UTC)


def backup(
    files: Mapping[str, bytes],
    at: datetime = LONG_AGO,
    course: str = "small-1",
    learner: str = "",
    title: str = "",
) -> bytes:
    """A backup whose files were all changed ``at`` one time."""
    listed = {name: BackupEntry(**entry(files[name]).model_dump(), at=at) for name in files}
    about = {"course": course, "title": title, "learner": learner, "at": at}
    manifest = BackupManifest.model_validate({**about, "revision": 1, "files": listed})
    return backup_bytes(manifest, files)


def pile(*backups: bytes, newer: bool = False) -> bytes:
    """The body that brings backups back."""
    head = {"sizes": [len(one) for one in backups], "newer": newer}
    return json.dumps(head).encode() + b"\n" + b"".join(backups)
