"""Running commands as somebody else than the one who tests, or where less is allowed."""

from __future__ import annotations

import os
from collections.abc import Sequence

_NOBODY = ("unshare", "--user", "--map-user=65534", "--map-group=65534")
_NO_SPACES = 'echo 0 > /proc/sys/user/max_user_namespaces && exec "$@"'


def as_ordinary_user(command: Sequence[str]) -> list[str]:
    """``command`` with an ordinary user's number and without any of root's powers. Root's files
    are still its own, so that a Python in root's home will do."""
    return [*(_NOBODY if os.geteuid() == 0 else ()), *command]


def without_name_spaces(command: Sequence[str]) -> list[str]:
    """``command`` where the system lets nobody make name spaces, as some do by this setting."""
    return ["unshare", "--user", "--map-root-user", "sh", "-c", _NO_SPACES, "sh", *command]
