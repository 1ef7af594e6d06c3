"""Bundles: what travels, and what is believed of one that arrives."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ownpace.errors import ArchiveError
from ownpace.store.archive import write_archive
from ownpace.store.bundle import Manifest, open_bundle, read_manifest, work, write_bundle
from tests.support.learner import FIRST, lesson, save, small_course

MODULE = small_course().modules[0]


def manifest(**changes: object) -> Manifest:
    plain = {"kind": "submission", "course": "small-1", "module": FIRST, "learner": "Ada"}
    when = {"at": datetime(2027, 1, 15, tzinfo=UTC), "revision": 1}
    return Manifest.model_validate({**plain, **when, **changes})


def test_only_what_changed_travels(tmp_path: Path) -> None:
    """The notebook and the answers always; other files when added or changed; never feedback,
    hidden files, caches, links, or the course's own file."""
    save(tmp_path, FIRST, lesson())
    folder = tmp_path / FIRST
    for name in ("answers.json", "data.csv", "course.json", "feedback/x/a.html", ".x/b", "c/d.txt"):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(b"1,2\n")
    (folder / "__pycache__").mkdir()
    (folder / "__pycache__" / "m.pyc").write_bytes(b"")
    (folder / "link.txt").symlink_to("data.csv")
    assert set(work(folder, MODULE)) == {f"{FIRST}.ipynb", "answers.json", "c/d.txt"}
    (folder / "data.csv").write_bytes(b"3,4\n")
    assert "data.csv" in work(folder, MODULE)


def test_what_was_written_is_read(tmp_path: Path) -> None:
    """Content and manifest come back as they were; the files are listed by what they hold."""
    made = write_bundle(tmp_path / "b.zip", manifest(), {"a/ü.txt": b"x"})
    assert read_manifest(tmp_path / "b.zip") == made
    with open_bundle(tmp_path / "b.zip", "submission") as bundle:
        assert {name: bundle.read(name) for name in bundle.names} == {"a/ü.txt": b"x"}


def test_another_kind_is_refused(tmp_path: Path) -> None:
    """Feedback is not a submission."""
    write_bundle(tmp_path / "b.zip", manifest(kind="feedback"), {})
    with pytest.raises(ArchiveError) as refused, open_bundle(tmp_path / "b.zip", "submission"):
        pass
    assert refused.value.code == "bundle-kind"


FORGED: dict[str, tuple[dict[str, bytes], str]] = {
    "no manifest": ({"files/a": b"x"}, "archive-incomplete"),
    "manifest is no JSON": ({"bundle.json": b"{"}, "not-a-bundle"),
    "manifest is deep": ({"bundle.json": b"[" * 99_999}, "not-a-bundle"),
    "manifest is huge": ({"bundle.json": b" " * 2_000_000}, "not-a-bundle"),
    "a file that is not listed": ({"files/a": b"x", "manifest": b""}, "bundle-altered"),
    "a listed file that is missing": ({"listed": b"a"}, "bundle-altered"),
    "a file beside files/": ({"manifest": b"", "notes.txt": b""}, "bundle-altered"),
}


@pytest.mark.parametrize("name", FORGED)
def test_forged_bundle_is_refused(tmp_path: Path, name: str) -> None:
    """A bundle that is not what it lists is refused whole."""
    given, code = FORGED[name]
    listed = {n.decode(): {"sha256": "0" * 64, "size": 1} for n in [given.get("listed")] if n}
    files: dict[str, bytes | Path] = {
        n: c for n, c in given.items() if n not in ("manifest", "listed")
    }
    if {"manifest", "listed"} & set(given):
        files["bundle.json"] = json.dumps(
            json.loads(manifest().model_dump_json()) | {"files": listed}
        ).encode()
    write_archive(tmp_path / "b.zip", files)
    assert read_manifest(tmp_path / "b.zip") is None
    with pytest.raises(ArchiveError) as refused, open_bundle(tmp_path / "b.zip", "submission"):
        pass
    assert refused.value.code == code


def test_altered_content_is_refused_when_read(tmp_path: Path) -> None:
    """A file with another content than the manifest's SHA-256 is not given out."""
    made = write_bundle(tmp_path / "b.zip", manifest(), {"a": b"x"})
    write_archive(
        tmp_path / "b.zip", {"bundle.json": made.model_dump_json().encode(), "files/a": b"y"}
    )
    with open_bundle(tmp_path / "b.zip", "submission") as bundle, pytest.raises(ArchiveError):
        bundle.read("a")


def test_too_much_work_is_refused_before_writing(tmp_path: Path) -> None:
    """What a reader would refuse is not written: the learner hears of it, not the teacher."""
    files = {f"{n}.txt": b"" for n in range(1000)}
    with pytest.raises(ArchiveError) as refused:
        write_bundle(tmp_path / "b.zip", manifest(), files)
    assert refused.value.code == "bundle-too-large"
    assert list(tmp_path.iterdir()) == []


def test_odd_names_are_named(tmp_path: Path) -> None:
    """A file whose name no zip should hold is named to the learner."""
    with pytest.raises(ArchiveError, match="a:b") as refused:
        write_bundle(tmp_path / "b.zip", manifest(), {"a:b.txt": b""})
    assert refused.value.code == "bundle-name"
