"""Bundles: one module's work, a question about it, or the feedback for it, in one zip file.

A bundle holds ``bundle.json`` (the ``Manifest``) and ``files/<path>``. Bundles come by mail or from
an LMS, so both sides treat what they open as hostile input: see ``ownpace.store.archive``.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Literal

from pydantic import Field, ValidationError

from ownpace.course.model import Id, Module
from ownpace.course.notebooks import top_notebooks
from ownpace.errors import ArchiveError, WorkError
from ownpace.models import Instant, Model
from ownpace.store.archive import LIMITS, Archive, Limits, open_archive, write_archive
from ownpace.store.contents import FILES, Contents, FileEntry, entry
from ownpace.store.files import hint_for
from ownpace.store.layout import ANSWERS_FILE
from ownpace.store.members import unsafe_name
from ownpace.store.memory import DAMAGE, MEGABYTE
from ownpace.store.own_files import is_as_released, own_files

MANIFEST = "bundle.json"
Kind = Literal["submission", "feedback", "question"]

_LARGEST_MANIFEST = MEGABYTE


class Manifest(Model):
    """``bundle.json``. ``at`` and ``learner`` are claims of whoever made the bundle."""

    format: Literal[1] = 1
    kind: Kind
    course: Id
    module: Id
    learner: str = Field(max_length=200)
    at: Instant
    revision: int = Field(ge=1)
    files: dict[str, FileEntry] = Field(default_factory=dict)


class Bundle:
    """An open bundle: its manifest, believed only as far as the files bear it out."""

    def __init__(self, archive: Archive) -> None:
        self.manifest = _manifest(archive)
        self._contents = Contents(archive, self.manifest.files)

    @property
    def names(self) -> tuple[str, ...]:
        """Paths of the files, below the module's folder (or its feedback)."""
        return tuple(self.manifest.files)

    def read(self, name: str) -> bytes:
        """One file, which is what the manifest says it is. Raises ``ArchiveError``."""
        return self._contents.read(name)


@contextmanager
def open_bundle(source: Path | BinaryIO, kind: Kind, limits: Limits = LIMITS) -> Iterator[Bundle]:
    """Open a bundle of one kind. Raises ``ArchiveError`` when it is damaged, hostile, or of the
    other kinds."""
    with open_archive(source, limits) as archive:
        bundle = Bundle(archive)
        if bundle.manifest.kind != kind:
            raise ArchiveError(
                f"This zip file holds a {bundle.manifest.kind}, not a {kind}.",
                hint="Choose another file.",
                code="bundle-kind",
            )
        yield bundle


def write_bundle(target: Path, manifest: Manifest, files: Mapping[str, bytes]) -> Manifest:
    """Write a bundle of ``files``, listed in the manifest by this function, and return that
    manifest. Raises ``ArchiveError`` when there is more than a reader accepts."""
    _refuse_excess(files)
    listed = manifest.model_copy(update={"files": {n: entry(files[n]) for n in sorted(files)}})
    content: dict[str, bytes | Path] = {MANIFEST: listed.model_dump_json(indent=1).encode()}
    write_archive(target, content | {FILES + name: files[name] for name in sorted(files)})
    return listed


def read_manifest(path: Path) -> Manifest | None:
    """Who made a bundle of which module and when; ``None`` when it is not a sound bundle."""
    try:
        with open_archive(path) as archive:
            return Bundle(archive).manifest
    except (ArchiveError, OSError, *DAMAGE):
        return None


def work(folder: Path, module: Module) -> dict[str, bytes]:
    """What a learner's submission holds: the notebooks and the answers, and each file that was
    added or changed since release. Links, hidden files and feedback never travel."""
    always = {module.notebook, *top_notebooks(module.files), ANSWERS_FILE}
    found: dict[str, bytes] = {}
    left = LIMITS.size
    for name in own_files(folder):
        content = _read(folder / name)
        if name in always or not is_as_released(module, name, entry(content).sha256):
            found[name] = content
            left -= len(content)
        if left < 0:
            raise _too_large()
    return found


def _read(path: Path) -> bytes:
    try:
        if path.stat().st_size > LIMITS.size:
            raise _too_large()
        return path.read_bytes()
    except OSError as problem:
        raise WorkError(
            f"{path.name} cannot be read.", hint=hint_for(problem), code="unreadable"
        ) from problem


def _manifest(archive: Archive) -> Manifest:
    try:
        content = archive.read(MANIFEST)
        if len(content) > _LARGEST_MANIFEST:
            raise _not_a_bundle()
        return Manifest.model_validate_json(content)
    except ValidationError as problem:
        raise _not_a_bundle() from problem


def _refuse_excess(files: Mapping[str, bytes]) -> None:
    """Refuse to write what a reader would refuse."""
    odd = next((name for name in files if unsafe_name(name)), None)
    if odd is not None:
        raise ArchiveError(
            f"The file {odd!r} {unsafe_name(odd)}.",
            hint="Rename it, then hand in again.",
            code="bundle-name",
        )
    if len(files) >= LIMITS.files or sum(map(len, files.values())) > LIMITS.size - MEGABYTE:
        raise _too_large()


def _too_large() -> ArchiveError:
    return ArchiveError(
        f"The module's folder holds over {LIMITS.files} files or {LIMITS.size // MEGABYTE} MB.",
        hint="Delete or move away what the module does not need, then hand in again.",
        code="bundle-too-large",
    )


def _not_a_bundle() -> ArchiveError:
    return ArchiveError(
        "This zip file is not one that Submit or the teacher's feedback makes.",
        hint="Choose the file as it was sent, unopened.",
        code="not-a-bundle",
    )
