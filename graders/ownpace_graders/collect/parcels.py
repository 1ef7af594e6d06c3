"""Work that came in no bundle: downloads of learning platforms, folders, loose notebooks.

Files are grouped by whose they are said to be; what is said is looked up in the roster, and where
it leads nowhere, a person is asked. All of it is hostile: see ``ownpace.store.archive``.
"""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import UTC, datetime, tzinfo
from io import BytesIO
from pathlib import Path
from typing import NamedTuple

from ownpace.errors import ArchiveError, OwnpaceError, WorkError
from ownpace.store.archive import Archive, Limits, open_archive
from ownpace.store.bundle import MANIFEST, open_bundle
from ownpace.store.files import open_plain
from ownpace.store.members import unsafe_name
from ownpace.store.memory import MEGABYTE
from ownpace_graders.collect.labels import (
    Label,
    below_platform,
    label_of,
    module_of,
    split_loose,
)

#: Of a whole class's download, and of what one learner handed in.
CLASS = Limits(files=20_000, size=2000 * MEGABYTE)
MOST_FILES, MOST_BYTES = 1000, 100 * MEGABYTE
#: The teacher's side writes these.
_OURS = {"timestamp.txt", "submission_secret.txt"}
Read = Callable[[], bytes]
Content = tuple[str, bytes]  #: a file's path, and what is in it


class File(NamedTuple):
    """One file of the inbox, by its path there or in an archive. ``at``: when it was changed."""

    path: str
    at: datetime
    read: Read


class Parcel(NamedTuple):
    """One learner's work on one module; ``files`` by their paths in the module's folder.
    ``signed``: the name in a bundle that is in it, under which the learner's panel knows them."""

    label: Label
    module: str
    files: Mapping[str, bytes]
    at: datetime
    signed: str = ""


class Refused(NamedTuple):
    """What could not be understood of one learner's files, or of all (no label)."""

    label: Label | None
    problem: OwnpaceError


def in_archive(path: Path, zone: tzinfo, sort: Sorter) -> Iterator[Parcel | Refused]:
    """The work in a zip file. Raises ``ArchiveError`` for one that is damaged or hostile."""
    came = datetime.fromtimestamp(path.stat().st_mtime, UTC)
    with open_archive(path, CLASS) as archive:
        files = [
            File(name, _when(archive, name, zone, came), _reader(archive, name))
            for name in archive.names
        ]
        yield from sort.parcels(files, path.stem)


def names_to_take(inbox: Path) -> list[str]:
    """What lies at the top of a folder and is looked at: folders and notebooks. Raises
    ``OSError``."""
    found = (path for path in inbox.iterdir() if _is_looked_at(path, inbox))
    return sorted(p.name for p in found if p.suffix == ".ipynb" or not p.is_file())


def in_folder(
    inbox: Path, sort: Sorter, only: Collection[str] | None = None
) -> Iterator[Parcel | Refused]:
    """The work that lies unpacked in a folder, below it and loose; zip files at its top apart.
    ``only`` what is called so at its top, if that is said."""
    files, links = [], []
    for folder, folders, names in os.walk(inbox):
        here = Path(folder)
        if here == inbox and only is not None:
            folders[:], names = [n for n in folders if n in only], [n for n in names if n in only]
        folders[:] = sorted(n for n in folders if _is_looked_at(here / n, inbox))
        for path in sorted(here / n for n in (*names, *folders)):
            if not _is_looked_at(path, inbox):
                continue
            status = path.lstat()
            relative = path.relative_to(inbox).as_posix()
            if stat.S_ISREG(status.st_mode):
                at = datetime.fromtimestamp(status.st_mtime, UTC)
                files.append(File(relative, at, _plain_reader(path)))
            elif not stat.S_ISDIR(status.st_mode):
                links.append(relative)
    loose = [file for file in files if "/" not in file.path and file.path.endswith(".ipynb")]
    below = [file for file in files if "/" in file.path]
    for relative in links:
        yield Refused(None, _hostile(relative, "is a link, or no file"))
    yield from sort.parcels([*below, *loose], "")


def _is_looked_at(path: Path, inbox: Path) -> bool:
    """Not what systems hide or put in, nor what is called a zip file: that is taken as one."""
    is_zip = path.parent == inbox and path.suffix.lower() == ".zip"
    return not (path.name.startswith((".", "__")) or is_zip)


class Sorter:
    """Knows the modules there are; ``named`` are those to name to people, ``only`` is the one that
    a notebook of another name is of."""

    def __init__(self, modules: Collection[str], named: Collection[str], only: str = "") -> None:
        self._modules, self._named, self._only = modules, named, only

    def parcels(self, files: Iterable[File], owner: str) -> Iterator[Parcel | Refused]:
        """What each learner handed in. What says of no learner is the work of ``owner``, where
        that says of one: a zip file's own name."""
        groups: dict[tuple[str, ...], tuple[Label, list[File]]] = {}
        typed: dict[tuple[str, ...], Label] = {}
        for file in files:
            label = self._label(below_platform(file.path), owner)
            if label is not None and label.is_work:
                found = groups.setdefault(label.called, (label, []))
                found[1].append(file._replace(path=label.path))
            elif label is not None:
                typed[label.called] = label
        for label, mine in groups.values():
            try:
                yield from self._of_one(label, mine)
            except OwnpaceError as problem:
                yield Refused(label, problem)
        yield from (Refused(typed[who], _no_file()) for who in typed if who not in groups)

    def _label(self, path: str, owner: str) -> Label | None:
        """A notebook may lie loose under a name that says whose it is and of which module; a
        folder may be called as a module is."""
        label = label_of(path)
        if label is not None and (label.by != "hand" or label.name not in self._modules):
            return label
        if owner:
            learner, _ = split_loose(owner, self._modules)
            return Label((learner or owner,), learner or owner, path, by="hand")
        learner, module = split_loose(path, self._modules)
        whose = Label((learner,), learner, f"{module}.ipynb", by="hand")
        return whose if learner else Label((path,), path, path, by="hand")

    def _of_one(self, label: Label, files: list[File]) -> Iterator[Parcel | Refused]:
        contents, signed = _contents(files)
        at = max(file.at for file in files)
        notebooks = {name: self._module(name, contents) for name in contents if _is_notebook(name)}
        if not notebooks:
            raise WorkError(
                "There is no notebook in it.", hint="Ask the learner to hand in the notebook."
            )
        known = {name: module for name, module in notebooks.items() if module}
        if not known:
            raise _other_module(next(iter(notebooks)), self._named)
        for name, module in _one_each(known).items():
            yield Parcel(label, module, dict(_around(name, module, contents)), at, signed)

    def _module(self, path: str, contents: Mapping[str, bytes]) -> str:
        found = module_of(path.rpartition("/")[2], self._modules)
        alone = sum(_is_notebook(name) for name in contents) == 1
        return found or (self._only if alone else "")


def _one_each(known: Mapping[str, str]) -> dict[str, str]:
    """One notebook of each module: that which lies highest."""
    found: dict[str, str] = {}
    for name in sorted(known, key=lambda name: (name.count("/"), name)):
        if known[name] not in found.values():
            found[name] = known[name]
    return found


def _around(
    notebook: str, module: str, contents: Mapping[str, bytes]
) -> Iterator[tuple[str, bytes]]:
    """The notebook under its module's name, and what lies beside and below it."""
    folder = notebook.rpartition("/")[0]
    start = f"{folder}/" if folder else ""
    yield f"{module}.ipynb", contents[notebook]
    for name, content in contents.items():
        below = name.removeprefix(start)
        if name.startswith(start) and not _is_notebook(name) and below not in _OURS:
            yield below, content


def _contents(files: Iterable[File]) -> tuple[dict[str, bytes], str]:
    """Every file by its path; what lies in a zip file of the learner's, as if it lay there. And
    who signed, if one of them is a bundle."""
    room, count, signed = MOST_BYTES, 0, ""
    found: dict[str, bytes] = {}
    for file in files:
        reason = unsafe_name(file.path)
        if reason:
            raise _hostile(file.path, reason)
        content = file.read()
        is_zip = file.path.lower().endswith(".zip")
        inside, name = _unzipped(content) if is_zip else (((file.path, content),), "")
        signed = signed or name
        for name, each in inside:
            room, count = room - len(each), count + 1
            if room < 0 or count > MOST_FILES:
                raise WorkError(
                    f"It holds over {MOST_FILES} files or {MOST_BYTES // MEGABYTE} MB.",
                    hint="Ask the learner to hand in again.",
                )
            found[name] = each
    return found, signed


def _unzipped(content: bytes) -> tuple[tuple[Content, ...], str]:
    """What a learner's own zip file holds; of a bundle, the files that its manifest vouches for,
    and the name in it."""
    with open_archive(BytesIO(content)) as archive:
        if MANIFEST not in archive.names:
            names = [name for name in archive.names if "/." not in f"/{name}"]
            return tuple((name, archive.read(name)) for name in names), ""
    with open_bundle(BytesIO(content), "submission") as bundle:
        files = tuple((name, bundle.read(name)) for name in bundle.names)
        return files, bundle.manifest.learner


def _when(archive: Archive, name: str, zone: tzinfo, came: datetime) -> datetime:
    """A zip file names no zone: the course's is taken. What it says is believed only if it lies
    before the zip file came, and not so far that no clock was set."""
    said = archive.time(name)
    at = said.replace(tzinfo=zone).astimezone(UTC) if said.year > 2000 else came
    return min(at, came)


def _reader(archive: Archive, name: str) -> Read:
    return lambda: archive.read(name)


def _plain_reader(path: Path) -> Read:
    def read() -> bytes:
        with open_plain(path) as file:
            content: bytes = file.read(MOST_BYTES + 1)
        return content

    return read


def _is_notebook(name: str) -> bool:
    return name.endswith(".ipynb") and "/." not in f"/{name}"


def _hostile(name: str, reason: str) -> ArchiveError:
    shown = name[:80].encode("unicode_escape").decode("ascii")
    return ArchiveError(f"{shown!r} {reason}.", hint="Ask who sent it.", code="archive-unsafe")


def _no_file() -> WorkError:
    return WorkError(
        "It is a text that was typed into the platform, and no file.",
        hint="Ask the learner to hand in the notebook as a file.",
        code="no-file",
    )


def _other_module(notebook: str, modules: Collection[str]) -> WorkError:
    return WorkError(
        f"{notebook.rpartition('/')[2]} is the notebook of no module of this course.",
        hint="If you know which it is: `ownpace collect MODULE --inbox DIR`. The modules are: "
        f"{', '.join(modules)}.",
        code="other-module",
    )
