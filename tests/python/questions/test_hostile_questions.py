"""Questions and replies that somebody made up."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

import pytest

from ownpace.errors import CommandError, WorkError
from ownpace.store.questions import LIMIT, QUESTION_FILE, question_states
from ownpace.store.replies import Reply, parse_replies, read_replies, reply_name
from ownpace_graders.answer import answer
from ownpace_graders.cli import run
from ownpace_graders.collect import collect
from ownpace_graders.lines import Silent
from ownpace_graders.questions import Archive, questions
from tests.support.asking import ID, a_question, file_of, in_exchange, mailed
from tests.support.inquiries import a_course
from tests.support.teacher import COURSE, ME, MODULE, NOW, as_bytes, bundle, copy_of, worked

EVIL = "\x1b[2J<script>alert(1)</script>\u202etxt\nsecond line\x07"


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_course(tmp_path_factory.mktemp("hostile"), "exchange")


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    return copy_of(released, tmp_path / "copy")


def said(root: Path, inbox: Path | None = None) -> list[tuple[str, str]]:
    summary = collect(root, [], Silent(), datetime.now(UTC), inbox=inbox)
    return [(line.status, line.message) for line in summary.lines]


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"{",
        b"[" * 100_000,
        file_of(),
        file_of(a_question(text="")),
        file_of(a_question(text="x" * 10_001)),
        file_of(a_question() | {"id": "../../gradebook"}),
        file_of(*[a_question() | {"id": f"{n:032x}"} for n in range(101)]),
        b" " * (LIMIT + 1),
    ],
    ids=["none", "half", "deep", "empty", "blank", "long", "path", "many", "large"],
)
def test_a_question_file_that_is_none_is_named(root: Path, content: bytes) -> None:
    """It is left to a person, nothing is written, and the next collect says it again."""
    in_exchange(root, content)
    [(status, message)] = said(root)
    assert status == "attention"
    assert "question.json" in message
    assert not (root / "asked").exists()


def test_a_question_under_another_name_is_refused(root: Path) -> None:
    """In the exchange the folder's owner asks, whatever its name says."""
    in_exchange(root, file_of(a_question()), learner="somebody-else")
    [(status, message)] = said(root)
    assert (status, "belongs to" in message) == ("attention", True)
    assert not (root / "asked").exists()


def test_a_link_is_no_question(root: Path) -> None:
    """What it leads to is not read."""
    folder = in_exchange(root, b"")
    (folder / QUESTION_FILE).unlink()
    (folder / QUESTION_FILE).symlink_to("/etc/passwd")
    assert said(root)[0][0] == "attention"


def test_an_id_counts_for_its_own_learner_only(root: Path) -> None:
    """Whoever forges another's id asks a question of their own: each gets their own reply, and
    nobody the other's."""
    inbox = mailed(root, "Ada", file_of(a_question("Ada's"), reply_to="stolen"))
    mailed(root, "Eve", file_of(a_question("Eve's"), reply_to="stolen"))
    said(root, inbox)
    numbers = {q.learner: q.number for q in questions(root, [], NOW).questions}
    answer(root, numbers["Ada"], "For Ada alone.", NOW)
    out = root / "outbox"
    assert sorted(p.name for p in out.iterdir()) == ["Ada"]
    answer(root, numbers["Eve"], "For Eve alone.", NOW)
    assert b"For Ada" not in (out / "Eve" / f"{MODULE}.zip").read_bytes()
    assert not (root.parent / "exchange" / COURSE / "feedback").exists()


def test_a_question_asked_twice_stays_as_it_first_was(root: Path) -> None:
    """A second text under the first one's id changes nothing, answered or not."""
    in_exchange(root, file_of(a_question("First"), reply_to="key"))
    said(root)
    answer(root, 1, "Yes.", NOW)
    inbound = next((root.parent / "exchange" / COURSE / "inbound").iterdir())
    (inbound / QUESTION_FILE).write_bytes(file_of(a_question("Second"), reply_to="key"))
    assert [status for status, _ in said(root)] == ["skipped"]
    [kept] = questions(root, [], NOW, answered=True).questions
    assert (kept.text, kept.replies[0].text) == ("First", "Yes.")


def test_a_key_names_no_path(root: Path) -> None:
    """The reply lies in the feedback folder under a hash, whatever the key spells."""
    in_exchange(root, file_of(a_question(), reply_to="../../../../tmp/x"))
    said(root)
    answer(root, 1, "Yes.", NOW)
    folder = root.parent / "exchange" / COURSE / "feedback"
    assert [p.name for p in folder.iterdir()] == [reply_name("../../../../tmp/x", MODULE)]
    assert (folder.stat().st_mode & 0o077) == 0o011  # nobody else may list it


def test_what_is_printed_cannot_move_the_cursor(
    root: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """Control characters, and what turns the reading direction, are shown as escapes; new lines
    stay inside the question's margin."""
    said(root, mailed(root, "Eve", file_of(a_question(EVIL, step=EVIL[:99], code=EVIL, said=EVIL))))
    capsys.readouterr()
    assert run(["questions", "--course", str(root)]) == 1
    shown = capsys.readouterr().out
    assert not {"\x1b", "\x07", "\u202e"} & set(shown)
    assert "    second line\\x07" in shown
    assert "1 open. Next: ownpace answer ID" in shown


def test_a_damaged_file_hides_no_other(root: Path) -> None:
    """It is named; a number that is taken by it is not given again."""
    said(root, mailed(root, "Ada", file_of(a_question())))
    (root / "asked" / "2.json").write_text("{")
    (root / "asked" / "3.json").write_text((root / "asked" / "1.json").read_text())
    said(root, mailed(root, "Eve", file_of(a_question())))
    found = questions(root, [], NOW)
    assert ([q.number for q in found.questions], found.damaged) == ([1, 4], ("2.json", "3.json"))


def test_plain_nbgrader_collects_the_work_and_not_the_question(root: Path) -> None:
    """The question is newer than the submission, and nbgrader's own command takes the work."""
    inbound = root.parent / "exchange" / COURSE / "inbound"
    work = inbound / f"{ME}+{MODULE}+2027-01-19 12:00:00.000000 UTC+abc"
    work.mkdir(parents=True)
    (work / f"{MODULE}.ipynb").write_bytes(as_bytes(worked(root / "release" / MODULE, "1")))
    (work / "timestamp.txt").write_text("2027-01-19 12:00:00.000000 UTC")
    in_exchange(root, file_of(a_question()))
    path = os.pathsep.join([str(Path(sys.executable).parent), os.environ["PATH"]])
    command = [sys.executable, "-m", "nbgrader", "collect", MODULE]
    subprocess.run(
        command, cwd=root, env=os.environ | {"PATH": path}, check=True, capture_output=True
    )
    assert sorted(p.name for p in (root / "submitted" / ME / MODULE).iterdir()) == [
        f"{MODULE}.ipynb",
        "timestamp.txt",
    ]
    assert [p.name for p in (root / "submitted" / ME).iterdir()] == [MODULE]


def test_a_forged_answers_file_asks_nothing(root: Path) -> None:
    """What does not look like a question in a submission is passed over, and the work is kept."""
    forged = {"format": 1, "answers": {"a": {"kind": "ask", "at": NOW.isoformat()}}}
    forged["answers"]["a"] |= {  # type: ignore[index]  # plain JSON
        "complete": True,
        "value": {"questions": [1, {"id": "x"}, a_question(number=99), a_question("Real")]},
    }
    notebook = as_bytes(worked(root / "release" / MODULE, "1"))
    files = {f"{MODULE}.ipynb": notebook, "answers.json": json.dumps(forged).encode()}
    bundle(root.parent / "inbox" / "w.zip", "Ada", files)
    assert ("done", "Collected.") in said(root, root.parent / "inbox")
    assert [q.text for q in questions(root, [], NOW).questions] == ["Real"]


@pytest.mark.parametrize("text", ["", " \n", "x" * 50_001])
def test_a_reply_that_is_none_is_refused(root: Path, text: str) -> None:
    """Before anything is written."""
    said(root, mailed(root, "Ada", file_of(a_question())))
    with pytest.raises(CommandError):
        answer(root, 1, text, NOW)
    with pytest.raises(CommandError, match="no question 9"):
        answer(root, 9, "Yes.", NOW)
    assert Archive(root).numbered(1).is_open


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"[" * 100_000, b'{"format": 2}', b" " * 50_000_000]
)
def test_replies_that_are_none_are_told(tmp_path: Path, content: bytes) -> None:
    """Also 50 MB of them: one error, with a next step."""
    path = tmp_path / "replies.json"
    path.write_bytes(content)
    for read in (lambda: read_replies(path), lambda: parse_replies(content)):
        with pytest.raises(WorkError) as caught:
            read()
        assert caught.value.code == "replies-damaged"
        assert caught.value.hint


def test_a_reply_brings_its_question_where_that_is_gone() -> None:
    """As in a new session on Binder."""
    reply = Reply(question=ID, asked="Why?", asked_at=NOW, text="So.", at=NOW)
    [state] = question_states((), (), [reply])
    assert (state.text, state.reply, state.kind) == ("Why?", "So.", "answered")
