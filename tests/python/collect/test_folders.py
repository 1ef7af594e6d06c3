"""Folders that are moved whole, and notebooks that somebody else wrote."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownpace.errors import WorkError
from ownpace_graders.notebooks import aside, differ, move_into, place, read_notebook


def folder(path: Path, **files: str) -> Path:
    path.mkdir(parents=True)
    for name, content in files.items():
        (path / name).write_text(content)
    return path


def content(path: Path) -> dict[str, str]:
    return {p.name: p.read_text() for p in path.iterdir()}


def test_a_new_folder_appears_at_once(tmp_path: Path) -> None:
    """By one rename."""
    move_into(folder(tmp_path / "new", a="1"), tmp_path / "there" / "module")
    assert content(tmp_path / "there" / "module") == {"a": "1"}


def test_a_folder_that_exists_is_changed_in_place(tmp_path: Path) -> None:
    """It is never missing; what is not in the new one goes."""
    target = folder(tmp_path / "module", a="1", gone="2")
    identity = target.stat().st_ino
    move_into(folder(tmp_path / "new", a="3", b="4"), target)
    assert content(target) == {"a": "3", "b": "4"}
    assert target.stat().st_ino == identity
    assert [p.name for p in tmp_path.iterdir()] == ["module"]


def test_course_json_is_renamed_last(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who reads it finds the files it speaks of."""
    seen: list[str] = []
    monkeypatch.setattr("os.replace", lambda _, target: seen.append(Path(target).name))
    new = folder(tmp_path / "new", **{"a": "1", "course.json": "2", "z": "3"})
    move_into(new, folder(tmp_path / "module", **{"a": "0", "course.json": "0", "z": "0"}))
    assert seen == ["a", "z", "course.json"]


def test_a_place_that_cannot_be_taken_keeps_what_it_had(tmp_path: Path) -> None:
    """The old folder is put back when the new one is not there to be moved."""
    target = folder(tmp_path / "module", a="1")
    with pytest.raises(OSError, match="missing"):
        place(tmp_path / "missing", target)
    assert content(target) == {"a": "1"}
    assert [p.name for p in tmp_path.iterdir()] == ["module"]


def test_what_is_aside_comes_back_when_its_successor_fails(tmp_path: Path) -> None:
    """Also when the successor was half made."""
    target = folder(tmp_path / "module", a="1")

    def fail() -> None:
        with aside(target):
            folder(target, half="2")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail()
    assert content(target) == {"a": "1"}
    assert [p.name for p in tmp_path.iterdir()] == ["module"]


def test_folders_differ_by_name_and_by_content(tmp_path: Path) -> None:
    """But for the one name that is left out."""
    one = folder(tmp_path / "one", a="1", c="x")
    assert not differ(one, folder(tmp_path / "same", a="1", c="y"), but="c")
    assert differ(one, folder(tmp_path / "content", a="2", c="x"))
    assert differ(one, folder(tmp_path / "name", b="1", c="x"))
    assert differ(one, tmp_path / "missing")


CELL: dict[str, Any] = {"cell_type": "code", "metadata": {}, "source": "", "outputs": []}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", "is empty"),
        (" \n", "is empty"),
        ("{", "not JSON"),
        ("\udcff", "not JSON"),
        ("[" * 100_000, "not JSON"),
        ("[]", "not a notebook"),
        ("{}", "not a notebook"),
        ('{"nbformat": "4"}', "not a notebook"),
        ('{"nbformat": 3, "worksheets": []}', "old format 3"),
        ('{"nbformat": 5}', "format 5"),
        ('{"nbformat": 4}', "damaged"),
        ('{"nbformat": 4, "cells": [1]}', "damaged"),
        (json.dumps({"nbformat": 4, "cells": [CELL | {"source": 1}]}), "damaged"),
        (json.dumps({"nbformat": 4, "cells": [CELL | {"metadata": []}]}), "damaged"),
        (json.dumps({"nbformat": 4, "cells": [CELL | {"outputs": [1]}]}), "damaged"),
    ],
)
def test_a_file_that_is_no_notebook_is_named_with_the_reason(
    tmp_path: Path, text: str, words: str
) -> None:
    """Never a traceback, whatever stands in it."""
    path = tmp_path / "work.ipynb"
    path.write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(WorkError, match=words):
        read_notebook(path)


def test_a_notebook_of_an_older_program_is_read(tmp_path: Path) -> None:
    """Its source may be a list of lines, and keys may be there that the schema does not know."""
    cell = CELL | {"source": ["a\n", "b"], "id": "x"}
    path = tmp_path / "work.ipynb"
    path.write_text(json.dumps({"nbformat": 4, "nbformat_minor": 2, "cells": [cell]}))
    assert read_notebook(path)["cells"] == [cell]
