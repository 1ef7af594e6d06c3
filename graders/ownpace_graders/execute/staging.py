"""The files of a submission, from the teacher's disk into the sandbox."""

from __future__ import annotations

import base64
import io
import os
import stat
import sys
import tarfile
from collections.abc import Iterator
from pathlib import Path

PART = 4 * 1024 * 1024


def pack(folder: Path, greatest: int) -> tuple[bytes, list[str]]:
    """A tar of the regular files and folders in ``folder`` (no bytes, if there are none), and what
    to tell of the others.

    Links, pipes and devices are left out, as is what does not fit into ``greatest`` bytes.
    """
    held, told, room = io.BytesIO(), [], greatest
    with tarfile.open(fileobj=held, mode="w", format=tarfile.PAX_FORMAT) as tar:
        for path in _walk(folder):
            name, status = path.relative_to(folder).as_posix(), path.lstat()
            room -= status.st_size
            if not stat.S_ISREG(status.st_mode) and not stat.S_ISDIR(status.st_mode):
                told.append(f"left out {name}: neither a file nor a folder")
            elif room < 0:
                told.append(f"left out {name}: too large")
            else:
                tar.add(path, name, recursive=False, filter=_anonymous)
        empty = not tar.getmembers()
    return b"" if empty else held.getvalue(), told + list(_shadows(folder))


def unpack(data: bytes, folder: Path) -> None:
    """Write what :func:`pack` gathered; by hand, since Python before 3.11.4 knows no filter."""
    if not data:
        return
    with tarfile.open(fileobj=io.BytesIO(data), mode="r:") as tar:
        for member in tar:
            target = folder / member.name
            if member.isdir():
                target.mkdir(mode=0o700, exist_ok=True)
            elif (content := tar.extractfile(member)) is not None:
                target.write_bytes(content.read())
                target.chmod(0o600)


def parts(data: bytes) -> Iterator[tuple[str, bool]]:
    """The pieces to send, and whether each is the last."""
    for at in range(0, max(len(data), 1), PART):
        piece = base64.b64encode(data[at : at + PART]).decode()
        yield piece, at + PART >= len(data)


def _walk(folder: Path) -> Iterator[Path]:
    # Follows no link: a submission's may lead anywhere.
    for here, folders, files in os.walk(folder):
        yield from (Path(here, name) for name in sorted([*folders, *files]))


def _anonymous(member: tarfile.TarInfo) -> tarfile.TarInfo:
    member.uid = member.gid = 0
    member.uname = member.gname = ""
    member.mode = 0o700 if member.isdir() else 0o600
    return member


def _shadows(folder: Path) -> Iterator[str]:
    for path in sorted(folder.glob("*")):
        name = path.name.removesuffix(".py")
        if name in sys.stdlib_module_names and (path.suffix == ".py" or path.is_dir()):
            yield f"{path.name} stands in the place of a module of Python"
