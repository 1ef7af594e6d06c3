"""What has arrived, and what is still on its way: looked at with times passed in."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace_graders.bridge import open_classroom
from ownpace_graders.collect import Outcome
from ownpace_graders.watch.doors import Door, ExchangeDoor, HandIn, InboxDoor
from ownpace_graders.watch.settling import LOOSE, PATIENCE, SETTLED, TIMESTAMP
from tests.support.arriving import Class
from tests.support.asking import a_question, file_of, in_exchange
from tests.support.teacher import MODULE, NOTEBOOK, NOW, SOLVED, as_bytes, worked


@pytest.fixture
def exchange(a_class: Class) -> Door:
    return ExchangeDoor(open_classroom(a_class.root), ())


@pytest.fixture
def inbox(a_class: Class) -> Door:
    return InboxDoor(open_classroom(a_class.root), a_class.inbox)


def only(hand_in: HandIn) -> Outcome:
    (found,) = hand_in.take(NOW)
    return found


def keys(door: Door, now: float) -> list[str]:
    return [hand_in.key for hand_in in door.arrived(now)]


def test_a_folder_is_taken_when_nothing_in_it_changes(a_class: Class, exchange: Door) -> None:
    """nbgrader fills it file by file; while it does, the door is restless."""
    folder = a_class.puts_in_exchange(SOLVED)
    assert keys(exchange, 0) == []
    assert exchange.restless
    (folder / "data.csv").write_text("more")
    assert keys(exchange, SETTLED) == []
    (folder / "data.csv").write_text("more and more")
    assert keys(exchange, 2 * SETTLED) == []
    assert keys(exchange, 3 * SETTLED) == [folder.name]
    assert not exchange.restless


def test_a_folder_without_its_timestamp_is_waited_for(a_class: Class, exchange: Door) -> None:
    """nbgrader writes it after the files; who never writes it is waited for half a minute."""
    folder = a_class.puts_in_exchange(SOLVED)
    (folder / TIMESTAMP).unlink()
    assert keys(exchange, 0) == []
    assert keys(exchange, PATIENCE - 1) == []
    assert keys(exchange, PATIENCE) == [folder.name]


def test_what_is_done_is_not_looked_at_again(a_class: Class, exchange: Door) -> None:
    """Nor does it make the door restless."""
    a_class.puts_in_exchange(SOLVED)
    keys(exchange, 0)
    (hand_in,) = exchange.arrived(SETTLED)
    exchange.done(hand_in)
    assert keys(exchange, 2 * SETTLED) == []
    assert not exchange.restless


def test_a_link_in_the_exchange_is_not_followed(a_class: Class, exchange: Door) -> None:
    """It is handed on to be refused, and what it leads to is not read."""
    folder = a_class.puts_in_exchange(SOLVED)
    link = folder.with_name(folder.name.replace("+abc", "+link"))
    link.symlink_to("/proc")
    keys(exchange, 0)
    taken = {hand_in.key: hand_in for hand_in in exchange.arrived(PATIENCE)}
    refused = only(taken[link.name])
    assert refused.attempt is None
    assert "is a link" in refused.line.message


def test_a_question_does_not_wait_for_a_timestamp(a_class: Class, exchange: Door) -> None:
    """It appears whole, and nobody writes one for it: who asks has waited long enough."""
    folder = in_exchange(a_class.root, file_of(a_question("Why?")))
    assert keys(exchange, 0) == []
    assert keys(exchange, SETTLED) == [folder.name]


def test_a_vanished_exchange_is_an_error_and_forgets_nothing(
    a_class: Class, exchange: Door
) -> None:
    """When it is back, nothing is taken again."""
    a_class.puts_in_exchange(SOLVED)
    keys(exchange, 0)
    for hand_in in exchange.arrived(SETTLED):
        exchange.done(hand_in)
    away = a_class.exchange.rename(a_class.exchange.with_name("away"))
    with pytest.raises(CommandError, match="The exchange cannot be read"):
        keys(exchange, 2)
    away.rename(a_class.exchange)
    assert keys(exchange, 3) == []


def test_half_a_zip_file_is_tried_again_when_it_has_changed(a_class: Class, inbox: Door) -> None:
    """It is known by its content, so that the whole of it is another one; only what stays as it is
    counts as whole."""
    whole = a_class.hands_in("ben", SOLVED)
    content = whole.read_bytes()
    whole.write_bytes(content[:500])
    (half,) = inbox.arrived(0)
    assert only(half).damaged
    assert not half.whole
    assert [hand_in.whole for hand_in in inbox.arrived(PATIENCE)] == [True]
    whole.write_bytes(content)
    (found,) = inbox.arrived(PATIENCE + 1)
    assert found.key != half.key
    taken = only(found)
    assert (taken.line.message, taken.damaged) == ("Collected.", False)
    assert taken.attempt is not None
    inbox.done(found)
    assert keys(inbox, PATIENCE + 2) == []


def test_a_zip_file_that_is_replaced_is_another_one(a_class: Class, inbox: Door) -> None:
    """Under the same name, of the same size, with the same time."""
    path = a_class.hands_in("ben", SOLVED)
    (first,) = inbox.arrived(0)
    inbox.done(first)
    beside = path.with_suffix(".part")
    beside.write_bytes(path.read_bytes())
    status = path.stat()
    os.utime(beside, ns=(status.st_atime_ns, status.st_mtime_ns))
    beside.rename(path)
    assert len(keys(inbox, 1)) == 1


def test_other_files_in_the_inbox_are_left_alone(a_class: Class, inbox: Door) -> None:
    """Downloads that are not finished, notes, and what systems put in."""
    for name in ("work.zip.part", "note.txt", f".~{NOTEBOOK}"):
        Path(a_class.inbox, name).write_text("x")
    (a_class.inbox / "__MACOSX").mkdir()
    assert keys(inbox, LOOSE) == []
    assert keys(inbox, 2 * LOOSE) == []


def test_folders_and_notebooks_are_taken_when_nothing_in_them_changes(
    a_class: Class, inbox: Door
) -> None:
    """Nothing else says that they are whole; each for itself, and again when it has changed."""
    work = as_bytes(worked(a_class.root / "release" / MODULE, SOLVED))
    (a_class.inbox / "ada").mkdir()
    (a_class.inbox / f"ben_{NOTEBOOK}").write_bytes(work)
    assert keys(inbox, 0) == []
    assert inbox.restless
    (a_class.inbox / "ada" / NOTEBOOK).write_bytes(work)
    (ben,) = inbox.arrived(LOOSE)
    assert only(ben).line.learner == "ben"
    inbox.done(ben)
    (ada,) = inbox.arrived(2 * LOOSE)
    assert not inbox.restless
    assert only(ada).line.learner == "ada"
    inbox.done(ada)
    (a_class.inbox / "ada" / "data.csv").write_text("1")
    assert keys(inbox, 3 * LOOSE) == []
    assert len(keys(inbox, 4 * LOOSE)) == 1


def test_what_was_refused_is_tried_again_for_a_reason_only(a_class: Class, inbox: Door) -> None:
    """When it changes, or the roster, or the modules: any of these may end it otherwise."""
    download = a_class.inbox / "download.zip"
    download.write_bytes(b"PK damaged")
    (first,) = inbox.arrived(0)
    assert not only(first).again
    inbox.done(first)
    assert keys(inbox, 1) == []
    (a_class.root / "roster.csv").write_text("id,name\nada,Ada\n")
    (second,) = inbox.arrived(2)
    inbox.done(second)
    shutil.copytree(a_class.root / "source" / MODULE, a_class.root / "source" / "more")
    (third,) = inbox.arrived(3)
    inbox.done(third)
    download.write_bytes(b"PK damaged otherwise")
    assert len(keys(inbox, 4)) == 1
