"""The name spaces of one submission, inside the worker's."""

from __future__ import annotations

import os
import resource
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from ownpace_graders.sandbox import kernel
from ownpace_graders.sandbox.bubble import ROOM, SCRATCH

MEGABYTE = 1024 * 1024
_ALL = (
    kernel.NEW_USER
    | kernel.NEW_PID
    | kernel.NEW_MOUNT
    | kernel.NEW_IPC
    | kernel.NEW_NET
    | kernel.NEW_UTS
)
_HARMLESS = kernel.NO_SUID | kernel.NO_DEV


@dataclass(frozen=True)
class Allowance:
    """The limits that the system itself keeps, in megabytes and numbers."""

    memory_mb: int
    processes: int
    open_files: int
    disk_mb: int
    file_mb: int


def fork_into_own() -> int:
    """As ``os.fork``; the child is the first process in new name spaces of every kind."""
    user, group = os.getuid(), os.getgid()
    child = kernel.fork_into(_ALL)
    if child == 0:
        _map_ids(user, group)
    return child


def try_own() -> None:
    """Raise ``OSError`` where a process cannot have name spaces and a room of its own."""
    child = fork_into_own()
    if child == 0:
        with suppress(OSError):
            make_room(1)
            os._exit(0)
        os._exit(1)
    if os.waitpid(child, 0)[1] != 0:
        raise OSError("a submission cannot have a folder of its own")


def make_room(disk_mb: int) -> None:
    """An empty room and /dev/shm of this submission's own."""
    kernel.mount("", "/", "", kernel.RECURSIVE | kernel.PRIVATE)
    kernel.mount("tmpfs", ROOM, "tmpfs", _HARMLESS, f"size={disk_mb}m,nr_inodes=20000")
    kernel.mount("tmpfs", "/dev/shm", "tmpfs", _HARMLESS, f"size={disk_mb}m,nr_inodes=2000")


def copy_room(disk_mb: int) -> None:
    """Put a copy in the place of the room, for this process only: what it writes, nobody sees."""
    here = os.getcwd()
    user, group = os.getuid(), os.getgid()
    kernel.unshare(kernel.NEW_USER | kernel.NEW_MOUNT)
    _map_ids(user, group)
    kernel.mount("", "/", "", kernel.RECURSIVE | kernel.PRIVATE)
    kernel.mount("tmpfs", SCRATCH, "tmpfs", _HARMLESS, f"size={disk_mb}m,nr_inodes=40000")
    copy_files(Path(ROOM), Path(SCRATCH))
    kernel.mount(SCRATCH, ROOM, "", kernel.BIND)
    os.chdir(here)


def copy_files(source: Path, target: Path) -> None:
    """Regular files, folders and links; no sockets, pipes or devices."""

    def special(folder: str, names: list[str]) -> list[str]:
        return [name for name in names if not _is_plain(Path(folder, name))]

    shutil.copytree(source, target, symlinks=True, ignore=special, dirs_exist_ok=True)


def _is_plain(path: Path) -> bool:
    return path.is_symlink() or path.is_file() or path.is_dir()


def limit(allowance: Allowance, address_space: bool = True) -> None:
    """Ask the system to keep this process and all that it starts within bounds.

    Processes are not counted for the system's root user; whoever watches counts them as well.
    """
    memory = allowance.memory_mb * MEGABYTE
    if address_space:
        _set(resource.RLIMIT_AS, memory + 2048 * MEGABYTE)  # libraries map far more than they use
    _set(resource.RLIMIT_DATA, memory)
    _set(resource.RLIMIT_NOFILE, allowance.open_files)
    _set(resource.RLIMIT_FSIZE, allowance.file_mb * MEGABYTE)
    _set(resource.RLIMIT_CORE, 0)


def limit_processes(number: int) -> None:
    _set(resource.RLIMIT_NPROC, number)


def _set(kind: int, value: int) -> None:
    _, hard = resource.getrlimit(kind)
    if hard != resource.RLIM_INFINITY:
        value = min(value, hard)
    resource.setrlimit(kind, (value, value))


def _map_ids(user: int, group: int) -> None:
    Path("/proc/self/setgroups").write_text("deny")
    Path("/proc/self/uid_map").write_text(f"{user} {user} 1")
    Path("/proc/self/gid_map").write_text(f"{group} {group} 1")
