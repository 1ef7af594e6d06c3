"""``review``: which questions come back, what an answer changes, and what never leaves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from ownpace.activities.bank import Bank, compile_bank
from ownpace.activities.review import ReviewWidget, review
from ownpace.activities.widget import Message
from ownpace.progress import Progress, Record
from ownpace.store.answers import record_answer
from ownpace.store.layout import CourseFolder
from ownpace.store.study import read_study
from tests.support.coursework import lay_out
from tests.support.states import course, module

NOW = datetime.now(UTC)
DAY = timedelta(days=1)
CAPITALS = {
    "title": "Capitals",
    "questions": [
        {
            "id": "france",
            "kind": "single",
            "text": "Of France?",
            "why": "On the Seine.",
            "options": [{"text": "Paris", "right": True}, {"text": "Lyon", "why": "Third city."}],
        },
        {"id": "height", "kind": "number", "text": "How high?", "answer": 330, "unit": "m"},
    ],
}
GRADED = {**CAPITALS, "title": "For points", "graded": True}
COURSE = course(
    module("done", title="Done"),
    module("begun", title="Begun"),
    module("now", title="Now"),
    module("gone", title="Gone"),
)
COMPLETE = Record(started=True, complete=True)
DONE = Progress(
    modules={"done": COMPLETE, "gone": COMPLETE, "begun": Record(started=True), "now": Record()}
)


def release(folder: CourseFolder, name: str, **quizzes: Any) -> None:
    bank = Bank.model_validate({"quizzes": quizzes})
    (folder.module(name) / "quiz.json").write_text(compile_bank(bank))


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    """A course in which the module ``done`` is complete, and ``begun`` is not."""
    made = lay_out(tmp_path / "course", COURSE, DONE)
    release(made, "done", capitals=CAPITALS, points=GRADED)
    release(made, "begun", capitals=CAPITALS)
    monkeypatch.setattr("ownpace.activities.place.FOLDER", made.module("now"))
    return made


def opened() -> ReviewWidget:
    made = review()
    assert isinstance(made, ReviewWidget)
    return made


def texts(widget: ReviewWidget) -> list[str]:
    return [question["text"] for question in widget.quiz["questions"]]


def send(widget: ReviewWidget, text: str, given: object, sure: object = "") -> dict[str, Any]:
    """Do as the front end does; returns what is said of it."""
    name = next(q["id"] for q in widget.quiz["questions"] if q["text"] == text)
    widget._handle_custom_msg({"question": name, "given": given, "sure": sure}, [])
    said: dict[str, Any] = widget.state[name]
    return said


def days_until(folder: CourseFolder, name: str) -> int:
    card = read_study(folder).cards[name]
    return (card.due - card.seen).days


def test_practice_of_completed_modules_comes_back(folder: CourseFolder) -> None:
    """Not that of modules that are not complete, nor what is graded; each says where it is from;
    looking writes nothing, and no key is sent."""
    widget = opened()
    assert texts(widget) == ["Of France?", "How high?"]
    assert {question["from"] for question in widget.quiz["questions"]} == {"Done"}
    assert widget.progress == "0 of 2 answered"
    assert not folder.study.exists()
    assert "Seine" not in str(widget.get_state())
    assert "330" not in str(widget.quiz)


def test_an_answer_is_judged_and_kept(folder: CourseFolder) -> None:
    """By the rule: sure comes back later than right, right later than wrong; it is said when."""
    widget = opened()
    right = send(widget, "Of France?", "Paris", "sure")
    assert right["lead"] == "Right."
    assert right["message"] == "On the Seine. It comes back in 8 days."
    wrong = send(widget, "How high?", "12")
    assert wrong["lead"] == "Not yet."
    assert "It comes back tomorrow." in wrong["message"]
    assert days_until(folder, "done/capitals/france") == 8
    assert days_until(folder, "done/capitals/height") == 1
    assert widget.progress == "That is all for now. The next question comes back tomorrow."


def test_the_first_answer_counts(folder: CourseFolder) -> None:
    """What is right after a miss is said to be right, and changes nothing on the schedule."""
    widget = opened()
    send(widget, "Of France?", "Lyon", "sure")
    before = folder.study.read_bytes()
    assert send(widget, "Of France?", "Paris", "sure")["lead"] == "Right."
    assert folder.study.read_bytes() == before


@pytest.mark.parametrize("given", [None, 7, {"a": 1}, ["Paris"], "Rome", "x" * 10_000, "\ud83d"])
def test_what_is_no_answer_is_told_and_not_kept(folder: CourseFolder, given: object) -> None:
    """It says nothing about anybody's memory."""
    widget = opened()
    assert send(widget, "Of France?", given)["message"] == "Choose an option first."
    assert not folder.study.exists()


@pytest.mark.parametrize(
    "content", [{}, {"question": "q9"}, {"question": ["q1"]}, {"question": None, "given": "Paris"}]
)
def test_odd_messages_are_passed_over(folder: CourseFolder, content: dict[str, Any]) -> None:
    """Whatever sends them."""
    widget = opened()
    widget._handle_custom_msg(content, [])
    assert widget.turn == 0
    assert send(widget, "Of France?", "Paris", {"sure": []})["lead"] == "Right."


def test_what_was_answered_in_the_module_counts(folder: CourseFolder) -> None:
    """What was missed there is first, though it was right in the end; what somebody was sure of
    yesterday is not due."""
    given = {
        "france": {"given": "Paris", "misses": 0, "sure": "sure"},
        "height": {"given": "330", "misses": 1},
    }
    record_answer(
        folder.module("done"), "capitals", "quiz", {"questions": given}, True, now=NOW - DAY
    )
    widget = opened()
    assert texts(widget) == ["How high?"]
    send(widget, "How high?", "330", "unsure")
    assert widget.progress.startswith("That is all for now. The next question comes back")


def test_nothing_is_due_is_said(folder: CourseFolder) -> None:
    """Before any module is complete, and after all was answered."""
    widget = opened()
    for text, given in (("Of France?", "Paris"), ("How high?", "330")):
        send(widget, text, given)
    assert opened().progress == "Nothing to review today. The next question comes back in 2 days."
    assert opened().quiz["questions"] == []
    folder.progress.unlink()
    assert "complete come back here" in opened().progress


def test_ten_minutes_at_a_time(folder: CourseFolder) -> None:
    """Of many questions a sitting asks some; the others wait for the next run."""
    many = [{**CAPITALS["questions"][1], "id": f"n{n}"} for n in range(20)]  # type: ignore[index]
    release(folder, "done", capitals={"title": "Many", "questions": many})
    widget = opened()
    assert len(widget.quiz["questions"]) == 8
    for question in widget.quiz["questions"]:
        widget._handle_custom_msg({"question": question["id"], "given": "330"}, [])
    assert "12 more questions wait: run this cell again" in widget.progress
    assert len(opened().quiz["questions"]) == 8


def test_questions_that_vanish_or_change(folder: CourseFolder) -> None:
    """A changed one is asked anew, one that vanished is not asked, and nothing is lost of it."""
    widget = opened()
    send(widget, "Of France?", "Paris", "sure")
    send(widget, "How high?", "330", "sure")
    changed = [{**CAPITALS["questions"][1], "text": "How tall?"}]  # type: ignore[index]
    release(folder, "done", capitals={"title": "Capitals", "questions": changed})
    assert texts(opened()) == ["How tall?"]
    send(opened(), "How tall?", "330")
    assert set(read_study(folder).cards) == {"done/capitals/france", "done/capitals/height"}


@pytest.mark.parametrize("content", ["", "{", '{"format": 99}', "[]"])
def test_damaged_questions_hide_no_others(folder: CourseFolder, content: str) -> None:
    """Nor do answers that cannot be read."""
    (folder.module("gone") / "quiz.json").write_text(content)
    folder.answers("done").write_text(content)
    assert texts(opened()) == ["Of France?", "How high?"]


def test_a_link_out_of_the_course_is_not_followed(folder: CourseFolder, tmp_path: Path) -> None:
    """Another's module is no module of this course."""
    folder.module("done").rename(tmp_path / "elsewhere")
    folder.module("done").symlink_to(tmp_path / "elsewhere")
    assert texts(opened()) == []


def test_what_cannot_be_saved_is_told(folder: CourseFolder) -> None:
    """The sitting goes on."""
    widget = opened()
    folder.own.rename(folder.root / "elsewhere")
    folder.own.write_text("a file in the way")
    assert send(widget, "Of France?", "Paris")["lead"] == "Right."
    assert "not saved" in widget.notice
    assert widget.progress == "1 of 2 answered"


def test_the_schedule_is_not_in_the_notebook(folder: CourseFolder) -> None:
    """Its static form says what a review is, and nothing of this learner."""
    widget = opened()
    send(widget, "Of France?", "Lyon")
    bundle = widget._repr_mimebundle_()
    assert bundle is not None
    assert "completed modules come back" in bundle[0]["text/html"]
    assert "France" not in bundle[0]["text/html"] + bundle[0]["text/plain"]


def test_without_a_course_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a teacher who runs the source."""
    monkeypatch.setattr("ownpace.activities.place.FOLDER", tmp_path / "plan")
    shown = review()
    assert isinstance(shown, Message)
    assert shown.problem.code == "no-course"
