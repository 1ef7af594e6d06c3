"""The system calls that Python 3.11 has no names for (linux only)."""

from __future__ import annotations

import ctypes
import os
import platform
import signal

NEW_MOUNT, NEW_UTS, NEW_IPC = 0x00020000, 0x04000000, 0x08000000
NEW_USER, NEW_PID, NEW_NET = 0x10000000, 0x20000000, 0x40000000

READ_ONLY, NO_SUID, NO_DEV, NO_EXEC = 1, 2, 4, 8
REMOUNT, BIND, RECURSIVE, PRIVATE = 32, 4096, 16384, 1 << 18

_PARENT_DEATH, _DUMPABLE, _DROP_BOUND, _SUBREAPER, _NO_NEW_PRIVILEGES = 1, 4, 24, 36, 38
_CAPABILITIES_V3 = 0x20080522

#: The number of the system call ``clone``, by processor.
_CLONE = {"x86_64": 56, "aarch64": 220, "riscv64": 220, "loongarch64": 220, "ppc64le": 120}
#: That of ``keyctl``.
_KEYS = {"x86_64": 250, "aarch64": 219, "riscv64": 219, "loongarch64": 219, "ppc64le": 271}
_JOIN_SESSION_KEYRING = 1

_libc = ctypes.CDLL(None, use_errno=True)
#: Keeps Python's lock while it calls, as what surrounds a fork needs.
_held = ctypes.PyDLL(None, use_errno=True)


def unshare(spaces: int) -> None:
    _checked(_libc.unshare(ctypes.c_int(spaces)))


def fork_into(spaces: int) -> int:
    """As ``os.fork``; the child is the first process in new name spaces.

    ``unshare`` would need another fork for that, and to copy the pages of a warm process costs
    more than all the name spaces. The C library is not told, so that the child must not rely on
    its own thread number there; what it forks itself may.
    """
    words = [ctypes.c_long(word) for word in (_CLONE[platform.machine()], spaces | signal.SIGCHLD)]
    none = [ctypes.c_long(0)] * 4
    _held.PyOS_BeforeFork()
    number = int(_held.syscall(*words, *none))
    if number == 0:
        _held.PyOS_AfterFork_Child()
        return 0
    _held.PyOS_AfterFork_Parent()
    _checked(min(number, 0))
    return number


def mount(source: str, target: str, kind: str = "", flags: int = 0, options: str = "") -> None:
    words = (ctypes.c_char_p(word.encode()) for word in (source, target, kind))
    _checked(_libc.mount(*words, ctypes.c_ulong(flags), ctypes.c_char_p(options.encode())))


def leave_keys() -> None:
    """Leave the keyring of the session, which no name space keeps apart, for an empty one."""
    number = _KEYS[platform.machine()]
    _libc.syscall(ctypes.c_long(number), ctypes.c_long(_JOIN_SESSION_KEYRING), None)


def die_with_parent() -> None:
    _control(_PARENT_DEATH, 9)


def adopt_orphans() -> None:
    """Make this process the parent of what its descendants leave behind."""
    _control(_SUBREAPER, 1)


def forbid_looking_in() -> None:
    """No other process may read this one's memory or descriptors (ptrace, /proc)."""
    _control(_DUMPABLE, 0)


def allow_looking_in() -> None:
    """Take that back, as for a fork of such a process."""
    _control(_DUMPABLE, 1)


def drop_powers() -> None:
    """Give up all capabilities, for good: neither exec nor set-user-id programs bring them back."""
    _control(_NO_NEW_PRIVILEGES, 1)
    for capability in range(64):
        if _libc.prctl(_DROP_BOUND, capability, 0, 0, 0) != 0:
            break
    header = (ctypes.c_uint32 * 2)(_CAPABILITIES_V3, 0)
    _checked(_libc.capset(header, (ctypes.c_uint32 * 6)()))


def _control(option: int, value: int) -> None:
    zero = ctypes.c_ulong(0)
    _checked(_libc.prctl(ctypes.c_int(option), ctypes.c_ulong(value), zero, zero, zero))


def _checked(status: int) -> None:
    if status != 0:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
