"""Where a publication can be opened: on Binder, and with nbgitpuller on a hub."""

from __future__ import annotations

import re
from configparser import ConfigParser
from configparser import Error as Unreadable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote, urlencode, urlsplit

from ownpace.errors import CommandError

_PLAIN = re.compile(r"[\w./-]+")
_REMOTE = re.compile(
    r"(?:https?://(?:[^@/\s]*@)?|ssh://(?:\w+@)?|git@)([\w.-]+)[:/]([\w./-]+?)(?:\.git)?/?"
)
#: How Binder calls the places where repositories are.
_BINDERS = {"github.com": "gh", "gitlab.com": "gl"}


class Repository(NamedTuple):
    """Where a clone came from; ``branch`` is empty where it is not known."""

    host: str
    path: str
    branch: str = ""

    @property
    def address(self) -> str:
        return f"https://{self.host}/{self.path}"


def repository_of(folder: Path) -> Repository | None:
    """The remote ``origin`` of the clone ``folder``, as its configuration says; names and
    passwords in it are left out. ``None`` where there is none on the web."""
    config = ConfigParser(strict=False, interpolation=None)
    try:
        config.read_string((folder / ".git" / "config").read_text(encoding="utf-8"))
        url = config.get('remote "origin"', "url", fallback="")
    except (OSError, UnicodeDecodeError, Unreadable):
        return None
    found = _REMOTE.fullmatch(url.strip())
    return Repository(found[1], found[2], _branch(folder)) if found else None


def binder_address(repository: Repository) -> str | None:
    """Where Binder opens it; ``None`` for places that Binder does not know."""
    kind = _BINDERS.get(repository.host)
    if kind is None:
        return None
    path = repository.path if kind == "gh" else quote(repository.path, safe="")
    return f"https://mybinder.org/v2/{kind}/{path}/HEAD?urlpath=lab"


def puller_address(repository: Repository, hub: str) -> str:
    """The link by which learners of ``hub`` pull it, as https://nbgitpuller.readthedocs.io says:
    what they changed stays, and what is new comes."""
    name = repository.path.rpartition("/")[2]
    wanted = {"repo": repository.address, "branch": repository.branch}
    wanted["urlpath"] = f"lab/tree/{name}"
    given = {key: value for key, value in wanted.items() if value}
    return f"{hub.rstrip('/')}/hub/user-redirect/git-pull?{urlencode(given)}"


def refuse_bad_hub(hub: str) -> None:
    """Raise ``CommandError`` for what is no web address."""
    parts = urlsplit(hub)
    if parts.scheme not in ("http", "https") or not parts.hostname or re.search(r"[\s<>()\"]", hub):
        raise CommandError(
            f"“{hub}” is not the address of a hub.",
            hint="Give it as https://hub.example.org, without /hub.",
            code="usage",
        )


def _branch(folder: Path) -> str:
    try:
        head = (folder / ".git" / "HEAD").read_text(encoding="utf-8").strip()
    except (OSError, UnicodeDecodeError):
        return ""
    name = head.removeprefix("ref: refs/heads/")
    return name if name != head and _PLAIN.fullmatch(name) else ""
