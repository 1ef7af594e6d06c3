"""Zip files from elsewhere: each kind of hostile one is refused by name, and writes nothing."""

from __future__ import annotations

import stat
import zipfile
from collections.abc import Callable
from contextlib import suppress
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.errors import ArchiveError
from ownpace.store.archive import Limits, open_archive, write_archive
from ownpace.store.members import unsafe_name

Build = Callable[[zipfile.ZipFile], None]


def zipped(build: Build) -> BytesIO:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        build(archive)
    return made


def named(name: str) -> Build:
    """One member whose stored name is exactly ``name``."""

    def build(archive: zipfile.ZipFile) -> None:
        member = zipfile.ZipInfo("placeholder")
        member.filename = name
        archive.writestr(member, "x")

    return build


def of_kind(mode: int) -> Build:
    def build(archive: zipfile.ZipFile) -> None:
        member = zipfile.ZipInfo("odd")
        member.external_attr = mode << 16
        archive.writestr(member, "/etc/passwd")

    return build


def several(*names: str) -> Build:
    def build(archive: zipfile.ZipFile) -> None:
        for name in names:
            archive.writestr(name, "x")

    return build


HOSTILE: dict[str, tuple[Build, str]] = {
    "absolute": (named("/etc/passwd"), "archive-unsafe"),
    "dot-dot": (named("../escaped"), "archive-unsafe"),
    "nested dot-dot": (named("a/b/../../../escaped"), "archive-unsafe"),
    "drive letter": (named("C:/escaped"), "archive-unsafe"),
    "stream of a file": (named("notes.txt:hidden"), "archive-unsafe"),
    "backslashes": (named("..\\escaped"), "archive-unsafe"),
    "NUL": (named("notes.txt\0.ipynb"), "archive-unsafe"),
    "control character": (named("notes\n.txt"), "archive-unsafe"),
    "dot": (named("./notes.txt"), "archive-unsafe"),
    "empty part": (named("a//b"), "archive-unsafe"),
    "long name": (named("a" * 300), "archive-unsafe"),
    "symbolic link": (of_kind(stat.S_IFLNK | 0o777), "archive-unsafe"),
    "device": (of_kind(stat.S_IFCHR | 0o666), "archive-unsafe"),
    "pipe": (of_kind(stat.S_IFIFO | 0o666), "archive-unsafe"),
    "letter case": (several("Notes.txt", "notes.TXT"), "archive-duplicate"),
    "accents": (several("caf\u00e9", "cafe\u0301"), "archive-duplicate"),
    "file and folder": (several("a", "a/b"), "archive-duplicate"),
    "too many": (several(*map(str, range(11))), "archive-too-many"),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_hostile_archive_is_refused(name: str) -> None:
    """Before any file is read, by a code and words without the archive's control characters."""
    build, code = HOSTILE[name]
    with pytest.raises(ArchiveError) as refused, open_archive(zipped(build), Limits(files=10)):
        pass
    assert refused.value.code == code
    assert refused.value.message.isprintable()


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_two_files_of_one_name_are_refused() -> None:
    """The same name twice, of which one program would show the first and another the second."""
    with pytest.raises(ArchiveError) as refused, open_archive(zipped(several("a", "a"))):
        pass
    assert refused.value.code == "archive-duplicate"


def test_bomb_is_counted_while_inflating() -> None:
    """Zeros that inflate past the limit are refused although each file is under it, and although
    the archive itself is small."""
    bomb = zipped(lambda z: [z.writestr(f"{n}", bytes(600_000)) for n in range(2)] and None)
    assert len(bomb.getvalue()) < 10_000
    with open_archive(bomb, Limits(size=1_000_000)) as archive:
        archive.read("0")
        with pytest.raises(ArchiveError) as refused:
            archive.read("1")
    assert refused.value.code == "archive-too-large"


def test_declared_size_is_not_believed() -> None:
    """A member that claims to be tiny is refused when more comes out of it."""
    honest = zipped(lambda z: z.writestr("zeros", bytes(2_000_000))).getvalue()
    lying = honest.replace((2_000_000).to_bytes(4, "little"), (5).to_bytes(4, "little"))
    with (
        pytest.raises(ArchiveError),
        open_archive(BytesIO(lying), Limits(size=1_000_000)) as archive,
    ):
        archive.read("zeros")


def test_encrypted_member_is_refused() -> None:
    """Nobody asks for a password."""
    plain = bytearray(zipped(several("a")).getvalue())
    plain[plain.index(b"PK\x01\x02") + 8] |= 1
    with pytest.raises(ArchiveError, match="encrypted"), open_archive(BytesIO(bytes(plain))):
        pass


def test_huge_table_of_contents_is_refused_unread() -> None:
    """What claims a table of contents for millions of files is refused before it is read."""
    claim = bytearray(zipped(several("a")).getvalue())
    end = claim.rindex(b"PK\x05\x06")
    claim[end + 12 : end + 16] = (900_000_000).to_bytes(4, "little")
    with pytest.raises(ArchiveError) as refused, open_archive(BytesIO(bytes(claim))):
        pass
    assert refused.value.code == "archive-too-many"


@pytest.mark.parametrize("content", [b"", b"PK", b"not a zip", b"PK\x05\x06" + bytes(10)])
def test_what_is_no_zip_is_damaged(content: bytes) -> None:
    """Anything else is said to be damaged."""
    with pytest.raises(ArchiveError) as refused, open_archive(BytesIO(content)):
        pass
    assert refused.value.code == "archive-damaged"


@given(cut=st.integers(min_value=0, max_value=200), flip=st.integers(min_value=0, max_value=400))
def test_damage_anywhere_is_one_error(cut: int, flip: int) -> None:
    """Cut or altered at any place, an archive either still gives its content or is refused."""
    whole = bytearray(zipped(several("a/b.txt", "c.txt")).getvalue())
    whole[flip % len(whole)] ^= 0xFF
    damaged = BytesIO(bytes(whole[: len(whole) - cut]))
    with suppress(ArchiveError), open_archive(damaged) as archive:
        for name in archive.names:
            archive.read(name)


@given(st.text(max_size=60))
def test_accepted_names_stay_in_their_folder(name: str) -> None:
    """Whatever is not refused is a path below the folder it is joined to."""
    if unsafe_name(name) is None:
        root = Path("/root-of-course")
        assert (root / name).resolve().is_relative_to(root)


def test_what_is_written_can_be_read(tmp_path: Path) -> None:
    """Names beyond ASCII and empty files included; a folder that is not there is an error."""
    files: dict[str, bytes | Path] = {"a/é 1.txt": b"one", "empty": b""}
    write_archive(tmp_path / "made.zip", files)
    with open_archive(tmp_path / "made.zip") as archive:
        assert {name: archive.read(name) for name in archive.names} == files
    with pytest.raises(ArchiveError) as refused:
        write_archive(tmp_path / "missing" / "made.zip", files)
    assert refused.value.code == "archive-unwritten"
