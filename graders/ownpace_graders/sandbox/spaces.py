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
_TERMINALS = kernel.NO_SUID | kernel.NO_EXEC
_PROCESSES = kernel.NO_SUID | kernel.NO_DEV | kernel.NO_EXEC
#: Where root's own processes, in whatever name space, may change the system: read-only.
_SETTINGS = ("/proc/sys", "/proc/sysrq-trigger", "/proc/irq", "/proc/bus", "/proc/fs")
#: Of all processes of this machine, when there is no memory left: a submission, before the grader.
_FIRST_TO_GO = 500

#: A user's number and a group's.
Ids = tuple[int, int]
#: What the system counts for a user, of whom all submissions are: how much of it one may have.
#: Name spaces of users and mounts are for the copies that hidden parts run in.
_COUNTED = {
    **{f"max_{kind}_namespaces": 300 for kind in ("user", "mnt")},
    **{f"max_{kind}_namespaces": 0 for kind in ("net", "pid", "ipc", "uts", "cgroup", "time")},
    **{f"max_{kind}": 16 for kind in ("inotify_instances", "fanotify_groups")},
    **{f"max_{kind}": 4096 for kind in ("inotify_watches", "fanotify_marks")},
}


@dataclass(frozen=True)
class Allowance:
    """The limits that the system itself keeps, in megabytes and numbers."""

    memory_mb: int
    processes: int
    open_files: int
    disk_mb: int
    file_mb: int


def fork_into_own() -> int:
    """As ``os.fork``; the child is the first process in new name spaces of every kind, and has all
    powers there until it has a room."""
    ids = own_ids()
    child = kernel.fork_into(_ALL)
    if child == 0:
        _map_ids((0, 0), ids)
    return child


def try_own() -> None:
    """Raise ``OSError`` where a process cannot have name spaces and a room of its own."""
    ids = own_ids()
    child = fork_into_own()
    if child == 0:
        with suppress(OSError):
            make_room(1, ids)
            os._exit(0)
        os._exit(1)
    if os.waitpid(child, 0)[1] != 0:
        raise OSError("a submission cannot have a folder of its own")


def make_room(disk_mb: int, ids: Ids) -> None:
    """An empty room, /dev/shm, /proc and terminals of this submission's own, and nothing left that
    others have as well. From then on it has the ``ids``, and no power over any of these."""
    kernel.mount("", "/", "", kernel.RECURSIVE | kernel.PRIVATE)
    kernel.mount("proc", "/proc", "proc", _PROCESSES)
    kernel.mount("tmpfs", ROOM, "tmpfs", _HARMLESS, f"size={disk_mb}m,nr_inodes=20000")
    kernel.mount("tmpfs", "/dev/shm", "tmpfs", _HARMLESS, f"size={disk_mb}m,nr_inodes=2000")
    kernel.mount("devpts", "/dev/pts", "devpts", _TERMINALS, "newinstance,ptmxmode=0666,mode=600")
    _leave_others()
    _protect_settings()
    kernel.unshare(kernel.NEW_USER)
    _map_ids(ids, (0, 0))


def _leave_others() -> None:
    """What a submission may set for all in its session, or use up for all of its user, it gets
    anew. An older system counts less, and keeps some of these from being set."""
    os.setsid()
    kernel.leave_keys()
    settings = {f"/proc/sys/user/{name}": most for name, most in _COUNTED.items()}
    for path, value in {**settings, "/proc/self/oom_score_adj": _FIRST_TO_GO}.items():
        with suppress(OSError):
            Path(path).write_text(str(value))


def _protect_settings() -> None:
    for path in filter(os.path.exists, _SETTINGS):
        kernel.mount(path, path, "", kernel.BIND)
        how = kernel.BIND | kernel.REMOUNT | kernel.READ_ONLY | _PROCESSES
        kernel.mount("", path, "", how)


def copy_room(disk_mb: int) -> None:
    """Put a copy in the place of the room, for this process only: what it writes, nobody sees."""
    here, ids = os.getcwd(), own_ids()
    kernel.leave_keys()
    kernel.unshare(kernel.NEW_USER | kernel.NEW_MOUNT)
    _map_ids(ids, ids)
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


def own_ids() -> Ids:
    return os.getuid(), os.getgid()


def _map_ids(ids: Ids, outside: Ids) -> None:
    Path("/proc/self/setgroups").write_text("deny")
    for kind, inner, outer in zip(("uid", "gid"), ids, outside, strict=True):
        Path(f"/proc/self/{kind}_map").write_text(f"{inner} {outer} 1")
