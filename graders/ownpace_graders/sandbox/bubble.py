"""The command line of bubblewrap: the system and Python to read, and nothing else to see.

What it does not stop: the kernel's own faults. There is no system call filter, and user name
spaces stay allowed inside, for each submission gets its own.
"""

from __future__ import annotations

import os
import site
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

SYSTEM = (
    "/usr",
    "/bin",
    "/sbin",
    "/lib",
    "/lib32",
    "/lib64",
    "/libx32",
    "/nix/store",
    "/gnu/store",
)
ETC = (
    "/etc/R",
    "/etc/ld.so.cache",
    "/etc/ld.so.conf",
    "/etc/ld.so.conf.d",
    "/etc/alternatives",
    "/etc/fonts",
    "/etc/localtime",
    "/etc/mime.types",
)
#: In the system's folders, and not for submissions: where nbgrader has an exchange if nothing else
#: is set. It is the teacher's own, so that a submission could read there what all others handed in.
HIDDEN = ("/usr/local/share/nbgrader",)
#: The one folder that a submission may write in. /tmp leads there, unless it holds what is read.
ROOM = "/room"
#: An empty folder in the sandbox, on which a submission mounts what only it may see.
SCRATCH = "/mnt"


def command(program: Sequence[str], folders: Sequence[Path] = ()) -> list[str]:
    """Run ``program`` with no network, an empty home, and only this Python and ``folders`` to
    read."""
    seen = [*python_folders(), *folders]
    return [
        "bwrap",
        *("--unshare-user", "--unshare-pid", "--unshare-ipc", "--unshare-uts", "--unshare-net"),
        *("--unshare-cgroup-try", "--die-with-parent", "--new-session", "--cap-drop", "ALL"),
        *("--hostname", "ownpace", "--uid", "1000", "--gid", "1000"),
        *_system(),
        *(word for path in seen for word in ("--ro-bind", str(path), str(path))),
        *_hidden(),
        # Whole: only then may a submission have one of its own in its place (``spaces``).
        *("--bind", "/proc", "/proc", "--dev", "/dev", "--tmpfs", ROOM, "--dir", SCRATCH),
        *_temporary(seen),
        *("--remount-ro", "/dev", "--remount-ro", "/", "--chdir", ROOM, "--clearenv"),
        *(word for item in environment().items() for word in ("--setenv", *item)),
        "--",
        *program,
    ]


def environment(home: str = ROOM) -> dict[str, str]:
    """What a kernel needs, and nothing of the grader's."""
    beside = str(Path(sys.executable).parent)
    return {
        "PATH": os.pathsep.join((beside, "/usr/local/bin", "/usr/bin", "/bin")),
        "HOME": home,
        "TMPDIR": home,
        "LANG": "C.UTF-8",
        "MPLBACKEND": "module://matplotlib_inline.backend_inline",
        "MPLCONFIGDIR": f"{home}/.matplotlib",
        "IPYTHONDIR": f"{home}/.ipython",
        "PYTHONHASHSEED": "random",
        "OPENBLAS_NUM_THREADS": "1",
        "OMP_NUM_THREADS": "1",
        "NBGRADER_EXECUTION": "autograde",
    }


def _system() -> Iterator[str]:
    for path in SYSTEM:
        if os.path.islink(path):
            yield from ("--symlink", os.readlink(path), path)
        elif os.path.isdir(path):
            yield from ("--ro-bind", path, path)
    for path in ETC:
        yield from ("--ro-bind-try", path, path)


def _hidden() -> Iterator[str]:
    for path in filter(os.path.isdir, HIDDEN):
        yield from ("--tmpfs", path, "--remount-ro", path)


def _temporary(seen: Sequence[Path]) -> Iterator[str]:
    if not any(path.is_relative_to("/tmp") for path in seen):
        yield from ("--symlink", ROOM, "/tmp")


def python_folders() -> list[Path]:
    """The folders that hold the interpreter, its packages, and packages installed in place."""
    prefixes = {sys.prefix, sys.base_prefix, sys.exec_prefix, sys.base_exec_prefix}
    links = _links_to(Path(sys.executable))
    found = {*map(Path, prefixes), *links, *map(Path, site_folders())}
    found |= {path.resolve() for path in found} | set(package_folders())
    return sorted(path for path in found if not _is_system(path) and path.is_dir())


def site_folders() -> list[str]:
    """Where packages are installed, and what the ``.pth`` files there add."""
    folders = [path for path in (*site.getsitepackages(), *_user_site()) if os.path.isdir(path)]
    added = [line for folder in folders for line in _added(Path(folder))]
    return [*folders, *added]


def package_folders() -> list[Path]:
    """Ownpace's own packages, wherever this process has them from."""
    import ownpace
    import ownpace_graders

    return [Path(str(package.__file__)).parent for package in (ownpace, ownpace_graders)]


def _user_site() -> list[str]:
    return [site.getusersitepackages()] if site.ENABLE_USER_SITE else []


def _added(folder: Path) -> Iterator[str]:
    for file in sorted(folder.glob("*.pth")):
        for line in file.read_text(errors="replace").splitlines():
            path = os.path.join(folder, line.strip())
            if line.strip() and not line.startswith(("#", "import ", "import\t")):
                yield from [path] if os.path.isdir(path) else []


def _links_to(path: Path) -> Iterator[Path]:
    """The prefixes of every link between ``sys.executable`` and the real interpreter."""
    while path.is_symlink():
        path = path.parent / os.readlink(path)
        yield path.parent.parent


def _is_system(path: Path) -> bool:
    return path == Path("/") or any(path.is_relative_to(system) for system in SYSTEM)
