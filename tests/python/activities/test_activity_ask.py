"""``ask``: what the widget keeps and shows of a question, and of the server's files beside it."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from ownpace.activities.ask import AskWidget, ask
from ownpace.activities.widget import Message
from ownpace.course.surroundings import UNNAMED, surroundings
from ownpace.store.answers import record_answer
from tests.support.learner import code, failure, markdown, notebook

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)> مرحبا"
AT = "2027-01-20T12:00:00Z"


@pytest.fixture
def module(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A module's folder in a course folder, where the kernel started."""
    folder = tmp_path / "plan"
    (tmp_path / ".ownpace").mkdir()
    (folder / "feedback").mkdir(parents=True)
    monkeypatch.setattr("ownpace.activities.place.FOLDER", folder)
    return folder


def shown(name: str = UNNAMED) -> AskWidget:
    made = ask(name)
    assert isinstance(made, AskWidget)
    return made


def send(widget: AskWidget, **content: Any) -> None:
    """Do as the front end does."""
    widget._handle_custom_msg(content, [])


def kept(module: Path) -> list[dict[str, str]]:
    answers = json.loads((module / "answers.json").read_text())["answers"]
    found: list[dict[str, str]] = answers[UNNAMED]["value"]["questions"]
    return found


def server_says(module: Path, question: dict[str, str], reply: str = "") -> None:
    """Write what the server writes once a question left, and once its reply came."""
    sent = {"at": AT, "by": "exchange"}
    asked = {"plan": [{**question, "activity": UNNAMED, "sent": sent}]}
    (module.parent / ".ownpace" / "asked.json").write_text(json.dumps({"modules": asked}))
    if reply:
        one = {"question": question["id"], "asked": "?", "asked_at": AT, "text": reply, "at": AT}
        file = {"course": "small-1", "module": "plan", "replies": [one]}
        (module / "feedback" / "replies.json").write_text(json.dumps(file))


def test_a_question_is_on_disk_at_once_and_not_sent(module: Path) -> None:
    """It is there again when the cell is run again, with what becomes of it."""
    widget = shown()
    send(widget, text=f"  {HOSTILE} ")
    assert [question["text"] for question in kept(module)] == [HOSTILE]
    assert widget.asked[0]["kind"] == "not sent"
    assert shown().asked == widget.asked


def test_what_the_server_and_the_teacher_did_is_shown(module: Path) -> None:
    """Sent, then answered, when the front end looks again; other questions stay as they are."""
    widget = shown()
    send(widget, text="First?")
    server_says(module, kept(module)[0])
    send(widget, look=True)
    assert [one["kind"] for one in widget.asked] == ["sent"]
    server_says(module, kept(module)[0], reply="So.")
    send(widget, text="Second?")
    assert [(one["kind"], one["reply"]) for one in widget.asked] == [
        ("answered", "So."),
        ("not sent", ""),
    ]


@pytest.mark.parametrize("text", ["", " \n", None, 3, "x" * 10_001])
def test_what_is_no_question_is_told(module: Path, text: Any) -> None:
    """Nothing is saved."""
    widget = shown()
    send(widget, text=text)
    assert widget.refused
    assert not (module / "answers.json").exists()


@pytest.mark.parametrize(
    ("place", "content"),
    [
        ("../.ownpace/asked.json", b"{"),
        ("feedback/replies.json", b" " * 50_000_000),
        ("feedback/replies.json", b'{"course": "a", "module": "b", "replies": [{}]}'),
    ],
)
def test_a_damaged_file_is_told_and_the_question_stays(
    module: Path, place: str, content: bytes
) -> None:
    """The learner reads which, and may go on asking."""
    (module / place).write_bytes(content)
    widget = shown()
    assert Path(place).name in widget.notice
    send(widget, text="Why?")
    assert [one["text"] for one in widget.asked] == ["Why?"]


def test_replies_to_questions_of_others_are_not_shown(module: Path) -> None:
    """Only what was asked in this cell is."""
    server_says(module, {"id": "f" * 32, "at": AT, "text": "Other?"}, reply="For somebody.")
    (module.parent / ".ownpace" / "asked.json").unlink()
    assert shown().asked == []


def test_the_static_form_is_text(module: Path) -> None:
    """Question and reply, escaped; the same words as plain text."""
    widget = shown()
    send(widget, text=HOSTILE)
    server_says(module, kept(module)[0], reply=HOSTILE)
    page = widget.page()
    assert "<script" not in page["text/html"]
    assert "<img" not in page["text/html"]
    assert page["text/html"].count("&lt;script&gt;") == 2
    assert page["text/plain"].count(HOSTILE) == 2


def test_an_id_of_another_activity_is_a_message(module: Path) -> None:
    """Neither overwrites the other."""
    record_answer(module, "why", "reflect", {"text": "mine"}, True)
    assert isinstance(ask("why"), Message)


def test_a_question_knows_its_surroundings() -> None:
    """The step around the activity, or the one named: its code, and the errors in it."""
    broken = code("work", "days[0]") | {"outputs": [failure("NameError", "no days")]}
    cells = notebook(
        markdown("one", "## One"), broken, code("q", "ask()"), markdown("two", "## Two")
    )
    expected = ("one", "days[0]", "NameError: no days")
    assert surroundings(cells, activity=UNNAMED) == expected
    assert surroundings(cells, step="one") == expected
    assert surroundings(cells, step="two") == ("two", "", "")
    assert surroundings(cells, activity="elsewhere") == ("", "", "")
