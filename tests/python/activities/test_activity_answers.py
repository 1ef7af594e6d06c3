"""``answers.json``: an answer given is never lost, and nothing in the file is believed."""

from __future__ import annotations

import errno
import itertools
import json
import multiprocessing
import os
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ownpace.errors import WorkError
from ownpace.store import files
from ownpace.store.answers import (
    answered_ids,
    open_answers,
    read_answers,
    record_answer,
    revise_answer,
)
from ownpace.store.kept import LARGEST

NOW = datetime(2027, 1, 11, 14, 2, tzinfo=UTC)
DAMAGED = {
    "empty": "",
    "no JSON": "{",
    "no object": "[]",
    "unknown key": '{"format": 1, "answers": {}, "marks": 100}',
    "odd id": '{"format": 1, "answers": {"../x": {}}}',
    "zoneless": '{"format": 1, "answers": {"a": {"kind": "quiz", "at": "2027-01-11T00:00:00",'
    ' "complete": true, "value": {}}}}',
    "deep": '{"format": 1, "answers": ' + "[" * 100_000 + "]" * 100_000 + "}",
    "no text": "\udcff\udcfe",
}


def write(folder: Path, content: str) -> Path:
    path = folder / "answers.json"
    path.write_text(content, errors="surrogateescape")
    return path


def test_an_answer_is_on_disk_when_it_is_given(tmp_path: Path) -> None:
    """The file holds it, whole and readable, when the call returns."""
    record_answer(tmp_path, "why", "reflect", {"text": "Because…"}, True, now=NOW)
    assert json.loads((tmp_path / "answers.json").read_text()) == {
        "format": 1,
        "answers": {
            "why": {
                "kind": "reflect",
                "at": "2027-01-11T14:02:00Z",
                "complete": True,
                "value": {"text": "Because…"},
            }
        },
    }


def test_only_complete_activities_count_as_answered(tmp_path: Path) -> None:
    """A quiz begun is not a quiz answered."""
    record_answer(tmp_path, "begun", "quiz", {}, False)
    record_answer(tmp_path, "done", "quiz", {}, True)
    assert answered_ids(read_answers(tmp_path / "answers.json")) == {"done"}


def test_no_file_means_no_answers(tmp_path: Path) -> None:
    """Reading changes nothing on disk."""
    assert read_answers(tmp_path / "answers.json").answers == {}
    assert open_answers(tmp_path)[0].answers == {}
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("content", DAMAGED.values(), ids=DAMAGED.keys())
def test_a_damaged_file_is_kept_aside_and_told(tmp_path: Path, content: str) -> None:
    """Its bytes stay, under a name that says so; the next answer begins a new file."""
    before = write(tmp_path, content).read_bytes()
    with pytest.raises(WorkError) as caught:
        read_answers(tmp_path / "answers.json")
    assert caught.value.code == "answers-damaged"

    answers, notice = open_answers(tmp_path, NOW)
    aside = tmp_path / "answers.json.damaged-2027-01-11T14-02-00"
    assert answers.answers == {}
    assert aside.name in notice
    assert aside.read_bytes() == before
    assert not (tmp_path / "answers.json").exists()


def test_a_newer_file_is_kept_aside_and_told(tmp_path: Path) -> None:
    """It is not called damaged, and the answer that met it is saved all the same."""
    write(tmp_path, '{"format": 2, "everything": "different"}')
    _, notice = record_answer(tmp_path, "why", "reflect", {"text": "x"}, True, now=NOW)
    assert "newer Ownpace" in notice
    assert (tmp_path / "answers.json.newer-2027-01-11T14-02-00").exists()
    assert answered_ids(read_answers(tmp_path / "answers.json")) == {"why"}


def test_two_damaged_files_in_one_second_are_both_kept(tmp_path: Path) -> None:
    """A name that is taken is not reused."""
    for content in ("first", "second"):
        write(tmp_path, content)
        open_answers(tmp_path, NOW)
    kept = {path.read_text() for path in tmp_path.glob("answers.json.damaged-*")}
    assert kept == {"first", "second"}


def test_a_file_of_50_mb_is_refused_unread(tmp_path: Path) -> None:
    """It is damaged, and set aside like any other."""
    with (tmp_path / "answers.json").open("wb") as file:
        file.truncate(50_000_000)
    with pytest.raises(WorkError, match="bigger than 5 MB"):
        read_answers(tmp_path / "answers.json")


def test_a_pipe_in_place_of_the_file_does_not_hang(tmp_path: Path) -> None:
    """Reading it would wait for ever."""
    os.mkfifo(tmp_path / "answers.json")
    with pytest.raises(WorkError, match="is not a file"):
        read_answers(tmp_path / "answers.json")


def test_too_much_is_not_saved_and_nothing_is_lost(tmp_path: Path) -> None:
    """We write no file that we would refuse to read."""
    record_answer(tmp_path, "short", "reflect", {"text": "x"}, True)
    with pytest.raises(WorkError, match="too long"):
        record_answer(tmp_path, "long", "reflect", {"text": "x" * LARGEST}, True)
    assert answered_ids(read_answers(tmp_path / "answers.json")) == {"short"}


def _answer_many(folder: Path, mine: str) -> None:
    def add(number: int) -> Any:
        return lambda value: ({**value, f"{mine}{number}": number}, True)

    for number in range(40):
        revise_answer(folder, "shared", "quiz", add(number))
        record_answer(folder, f"{mine}{number}", "reflect", {"text": mine}, True)


def test_two_kernels_answering_at_once_lose_nothing(tmp_path: Path) -> None:
    """Neither other activities, nor other questions of the same quiz."""
    context = multiprocessing.get_context("spawn")
    kernels = [context.Process(target=_answer_many, args=(tmp_path, name)) for name in "ab"]
    for kernel in kernels:
        kernel.start()
    for kernel in kernels:
        kernel.join(60)
    assert [kernel.exitcode for kernel in kernels] == [0, 0]
    expected = {f"{name}{number}" for name in "ab" for number in range(40)}
    answers = read_answers(tmp_path / "answers.json").answers
    assert set(answers) == expected | {"shared"}
    assert set(answers["shared"].value) == expected


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_killed_while_writing_the_old_file_stands(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """At any instant of the writing; what is left behind is out of sight and does no harm."""

    class Killed(BaseException):
        """As SIGKILL: no handler of ours may run."""

    def die(*_: object) -> None:
        raise Killed

    record_answer(tmp_path, "first", "reflect", {"text": "x"}, True)
    before = (tmp_path / "answers.json").read_bytes()
    with monkeypatch.context() as patch:
        patch.setattr(os, step, die)
        with pytest.raises(Killed):
            record_answer(tmp_path, "second", "reflect", {"text": "x"}, True)
    assert (tmp_path / "answers.json").read_bytes() == before
    assert all(path.name.startswith(".") for path in tmp_path.iterdir() if path.suffix == ".tmp")

    record_answer(tmp_path, "third", "reflect", {"text": "x"}, True)
    assert answered_ids(read_answers(tmp_path / "answers.json")) == {"first", "third"}


def test_killed_outright_the_file_is_whole(tmp_path: Path) -> None:
    """A kernel killed while it answers again and again leaves a file that is read."""
    path = tmp_path / "answers.json"
    context = multiprocessing.get_context("spawn")
    kernel = context.Process(target=_answer_for_ever, args=(tmp_path,))
    kernel.start()
    while not (path.exists() and len(read_answers(path).answers) > 5):
        assert kernel.is_alive()
    kernel.kill()
    kernel.join(60)
    assert len(answered_ids(read_answers(path))) > 5


def _answer_for_ever(folder: Path) -> None:
    for number in itertools.count():
        record_answer(folder, f"a{number}", "reflect", {"text": "x" * 1000}, True)


@pytest.mark.parametrize(
    ("number", "hint"),
    [(errno.ENOSPC, "disk is full"), (errno.EROFS, "read-only"), (errno.EIO, "The system says")],
)
def test_a_disk_that_refuses_is_told_with_a_next_step(
    tmp_path: Path, number: int, hint: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The old file is untouched and no litter is left."""
    record_answer(tmp_path, "first", "reflect", {"text": "x"}, True)

    def refuse(*_: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(WorkError, match=hint):
        record_answer(tmp_path, "second", "reflect", {"text": "x"}, True)
    assert answered_ids(read_answers(tmp_path / "answers.json")) == {"first"}
    assert not list(tmp_path.glob(".*.tmp"))


def test_permissions_are_kept_and_new_files_are_readable(tmp_path: Path) -> None:
    """A temporary file's own mode would hide the answers from the one who collects them."""
    path = tmp_path / "shared.json"
    files.write_atomically(path, "1")
    assert path.stat().st_mode & 0o777 == 0o666 & ~_umask()
    path.chmod(0o640)
    files.write_atomically(path, "2")
    assert path.stat().st_mode & 0o777 == 0o640


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
