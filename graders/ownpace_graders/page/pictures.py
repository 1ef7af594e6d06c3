"""Pictures that lie beside a notebook, put into its page."""

from __future__ import annotations

from base64 import b64encode
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from ownpace.store.files import open_plain

_KINDS = {
    ".gif": "image/gif",
    ".jpeg": "image/jpeg",
    ".jpg": "image/jpeg",
    ".png": "image/png",
    ".svg": "image/svg+xml",
    ".webp": "image/webp",
}
#: Bytes: of one picture, and of all in a page, which travels by mail.
LARGEST, ROOM = 2_000_000, 6_000_000


class Beside:
    """Finds the pictures of one notebook's page in ``folder``, and never outside it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder.resolve()
        self._room = ROOM

    def __call__(self, address: str) -> str | None:
        """The picture at a relative address as a ``data:`` address; ``None`` if there is none, or
        if it is too large."""
        name = PurePosixPath(unquote(address.partition("?")[0].partition("#")[0]))
        kind = _KINDS.get(name.suffix.lower())
        content = self._read(name) if kind else None
        return f"data:{kind};base64,{b64encode(content).decode()}" if content else None

    def _read(self, name: PurePosixPath) -> bytes | None:
        try:
            path = (self._folder / name).resolve()
            if not path.is_relative_to(self._folder):
                return None
            with open_plain(path) as file:
                content = file.read(LARGEST + 1)
        except (OSError, ValueError):
            return None
        if len(content) > min(LARGEST, self._room):
            return None
        self._room -= len(content)
        return content
