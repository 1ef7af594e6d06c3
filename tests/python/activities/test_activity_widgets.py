"""The widgets: what they tell the front end, and the static form of each."""

from __future__ import annotations

import json
import os
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from ownpace.activities.bank import Bank, compile_bank
from ownpace.activities.quiz import QuizWidget, find_quiz, quiz
from ownpace.activities.reflect import LONGEST, ReflectWidget, reflect
from ownpace.activities.saving import Saving
from ownpace.activities.widget import Message
from ownpace.errors import ActivityError
from ownpace.store.answers import read_answers, record_answer

HOSTILE = "</p><script>alert(1)</script><img src=x onerror=alert(1)> مرحبا `<b>`"


@pytest.fixture(autouse=True)
def in_the_module(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Activities find the module where the kernel started."""
    monkeypatch.setattr("ownpace.activities.place.FOLDER", module)


@pytest.fixture
def a_quiz() -> QuizWidget:
    made = quiz("curve")
    assert isinstance(made, QuizWidget)
    return made


@pytest.fixture
def a_reflection() -> ReflectWidget:
    made = reflect("why", "Why?")
    assert isinstance(made, ReflectWidget)
    return made


def send(widget: Any, **content: Any) -> None:
    """Do as the front end does."""
    widget._handle_custom_msg(content, [])


def saved(module: Path) -> Any:
    return json.loads((module / "answers.json").read_text())["answers"]


def bundle(shown: Any) -> dict[str, str]:
    found = shown._repr_mimebundle_()
    data: dict[str, str] = found[0] if isinstance(found, tuple) else found
    return data


class Tags(HTMLParser):
    """The tags in some HTML, as a browser would read it."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: set[str] = set()
        self.attributes: list[Any] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.add(tag)
        self.attributes += attrs


class TestQuiz:
    def test_an_answer_is_judged_and_saved(self, a_quiz: QuizWidget, module: Path) -> None:
        """One message: the verdict is shown, and the answer is in the file."""
        send(a_quiz, question="interval", given="16")
        assert a_quiz.state["interval"]["lead"] == "Right."
        assert saved(module)["curve"]["value"]["questions"]["interval"]["given"] == "16"
        assert (a_quiz.turn, a_quiz.notice) == (1, "")
        assert a_quiz.saved_at

    def test_running_the_cell_again_restores_it(self, a_quiz: QuizWidget) -> None:
        """Answer, verdict and time of saving are all there."""
        send(a_quiz, question="spaced", given=["A review next week"])
        again = quiz("curve")
        assert isinstance(again, QuizWidget)
        assert again.state == a_quiz.state != {}
        assert again.saved_at == a_quiz.saved_at

    def test_an_unclear_answer_is_told_and_not_saved(
        self, a_quiz: QuizWidget, module: Path
    ) -> None:
        """Nothing typed is no answer, and no miss."""
        send(a_quiz, question="interval", given="")
        assert a_quiz.state["interval"]["message"].startswith("Type a number")
        assert saved(module)["curve"]["value"]["questions"] == {}

    def test_another_tab_is_taken_over(self, a_quiz: QuizWidget) -> None:
        """What another kernel saved in the same quiz meanwhile is kept, and shown."""
        other = quiz("curve")
        send(other, question="measure", given="How much time he saved")
        send(a_quiz, question="interval", given="3")
        assert set(a_quiz.state) == {"measure", "interval"}

    @pytest.mark.parametrize("content", [{}, {"question": "none"}, {"question": ["x"]}])
    def test_a_message_that_means_nothing_is_passed_over(
        self, a_quiz: QuizWidget, content: dict[str, Any]
    ) -> None:
        """Nothing is shown, saved or raised."""
        send(a_quiz, **content)
        assert (a_quiz.state, a_quiz.turn) == ({}, 0)

    def test_a_folder_that_refuses_is_told_and_the_learner_goes_on(
        self, a_quiz: QuizWidget, module: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """The verdict is shown all the same; the notice says that it is not saved, and why."""

        def refuse(*_: object) -> None:
            raise OSError(30, "Read-only file system")

        monkeypatch.setattr(os, "replace", refuse)
        send(a_quiz, question="interval", given="16")
        assert a_quiz.state["interval"]["outcome"] == "right"
        assert a_quiz.notice.startswith("Your answer is not saved.")
        assert "read-only" in a_quiz.notice
        assert a_quiz.saved_at == ""

    def test_the_order_of_options_is_there_again(self, a_quiz: QuizWidget, module: Path) -> None:
        """Before anything is answered, after a new start, and on every page of the answers."""
        again = quiz("curve")
        assert isinstance(again, QuizWidget)
        assert again.quiz == a_quiz.quiz
        assert isinstance(saved(module)["curve"]["value"]["seed"], int)
        assert (a_quiz.saved_at, a_quiz.notice) == ("", "")

    def test_how_sure_one_was_is_kept(self, module: Path, bank: Bank) -> None:
        """Beside the answer, where the quiz asks for it."""
        sure = bank.quizzes["curve"].model_copy(update={"confidence": True})
        (module / "quiz.json").write_text(compile_bank(Bank(quizzes={"curve": sure})))
        made = quiz("curve")
        send(made, question="interval", given="16", sure="unsure")
        kept = saved(module)["curve"]["value"]["questions"]["interval"]
        assert kept == {"given": "16", "misses": 0, "sure": "unsure"}
        assert "How sure: unsure" in bundle(made)["text/html"]

    def test_a_damaged_file_is_told_in_the_widget(self, module: Path) -> None:
        """The learner reads where the old answers are."""
        (module / "answers.json").write_text("{")
        made = quiz("curve")
        assert isinstance(made, QuizWidget)
        assert "is kept as answers.json.damaged-" in made.notice

    def test_the_answers_of_another_module_do_no_harm(self, module: Path) -> None:
        """Ids that this module has not are left alone; a forged value shows nothing."""
        record_answer(module, "elsewhere", "quiz", {"questions": {"a": 1}}, True)
        record_answer(module, "curve", "quiz", {"questions": ["forged"]}, True)
        made = quiz("curve")
        send(made, question="interval", given="16")
        assert "elsewhere" in saved(module)

    def test_an_unknown_name_says_which_there_are(self) -> None:
        """Words in place of the quiz, not a traceback."""
        shown = quiz("curv")
        assert isinstance(shown, Message)
        assert bundle(shown)["text/plain"] == (
            "There is no quiz `curv` in this module. Did you mean `curve`? It has: `curve`."
        )

    def test_a_name_that_resembles_none_gets_no_guess(self, bank: Bank) -> None:
        """Only the list."""
        with pytest.raises(ActivityError) as caught:
            find_quiz(bank.quizzes, "zzzz")
        assert "Did you mean" not in caught.value.hint

    def test_a_missing_bank_is_a_message(self, module: Path) -> None:
        """As in the author's own folder, before a release."""
        (module / "quiz.json").unlink()
        assert "not in the folder" in bundle(quiz("curve"))["text/html"]

    def test_an_id_that_a_reflection_has_is_a_message(self, module: Path) -> None:
        """Two activities never overwrite each other's answer."""
        record_answer(module, "curve", "reflect", {"text": "mine"}, True)
        assert "already the id of another activity" in bundle(quiz("curve"))["text/plain"]
        assert saved(module)["curve"]["kind"] == "reflect"


class TestGradedQuiz:
    @pytest.fixture
    def graded(self, module: Path, bank: Bank) -> QuizWidget:
        for_points = bank.quizzes["curve"].model_copy(update={"graded": True})
        (module / "quiz.json").write_text(compile_bank(Bank(quizzes={"curve": for_points})))
        made = quiz("curve")
        assert isinstance(made, QuizWidget)
        return made

    @pytest.mark.parametrize("typed", ["16", "3"])
    def test_it_says_saved_and_no_more(self, graded: QuizWidget, module: Path, typed: str) -> None:
        """Right or wrong, the same is said; the answer is in the file."""
        send(graded, question="interval", given=typed)
        said = {key: graded.state["interval"][key] for key in ("lead", "outcome", "hint", "notes")}
        assert said == {"lead": "Saved.", "outcome": "saved", "hint": "", "notes": ()}
        assert saved(module)["curve"]["value"]["questions"]["interval"]["given"] == typed
        assert graded.quiz["graded"] is True

    def test_plain_nbgrader_scores_it_nothing(self, graded: QuizWidget) -> None:
        """Its text is the number 0, beside a widget and a page that show it."""
        assert bundle(graded)["text/plain"] == "0.0"
        assert "What did Ebbinghaus measure?" in bundle(graded)["text/html"]

    def test_an_unclear_answer_is_asked_for_again(self, graded: QuizWidget) -> None:
        """As in practice."""
        send(graded, question="who", given={"Ebbinghaus": "Measured savings"})
        assert "“Murre and Dros” has none yet" in graded.state["who"]["message"]


class TestReflection:
    def test_text_is_saved_and_restored(self, a_reflection: ReflectWidget, module: Path) -> None:
        """Tidied at its ends, otherwise as it was written."""
        send(a_reflection, text=f"  {HOSTILE}\n\nmore ")
        assert saved(module)["why"]["value"] == {"text": f"{HOSTILE}\n\nmore"}
        again = reflect("why", "Why?")
        assert isinstance(again, ReflectWidget)
        assert again.text == f"{HOSTILE}\n\nmore"

    @pytest.mark.parametrize("text", ["", " \n\t", None, 3, ["x"]])
    def test_empty_text_is_not_accepted(
        self, a_reflection: ReflectWidget, module: Path, text: Any
    ) -> None:
        """It is told, what was saved before stays, and nothing counts as answered."""
        send(a_reflection, text=text)
        assert a_reflection.refused.startswith("Write something first")
        assert not (module / "answers.json").exists()

    def test_a_book_is_not_accepted(self, a_reflection: ReflectWidget) -> None:
        """The message says how much there is room for."""
        send(a_reflection, text="x" * (LONGEST + 1))
        assert str(LONGEST) in a_reflection.refused

    def test_a_refusal_is_forgotten_by_the_next_save(self, a_reflection: ReflectWidget) -> None:
        """And each message is answered, also when nothing else changed."""
        for text in ("", "", "Because."):
            send(a_reflection, text=text)
        assert (a_reflection.refused, a_reflection.turn) == ("", 3)

    def test_a_forged_answer_is_no_text(self, module: Path) -> None:
        """A value of another shape reads as nothing written."""
        record_answer(module, "why", "reflect", {"text": {"a": 1}}, True)
        made = reflect("why", "Why?")
        assert isinstance(made, ReflectWidget)
        assert made.text == ""


class TestStaticForm:
    def test_a_result_has_widget_html_and_text(self, a_quiz: QuizWidget) -> None:
        """So that it shows wherever the notebook is read, and is never taken for a score."""
        found = bundle(a_quiz)
        assert set(found) == {
            "application/vnd.jupyter.widget-view+json",
            "text/html",
            "text/plain",
        }
        with pytest.raises(ValueError, match="could not convert"):
            float(found["text/plain"])

    def test_it_shows_questions_answers_and_explanations(self, a_quiz: QuizWidget) -> None:
        """What was answered is marked in words; what was not is said."""
        send(a_quiz, question="measure", given="How much time he saved")
        send(a_quiz, question="interval", given="3")
        page = bundle(a_quiz)["text/html"]
        assert "How much time he saved <strong>(your answer)</strong>" in page
        assert "He compared two learnings." in page
        assert "Your answer: 3 days" in page
        assert "Not answered yet." in page
        assert "(2 of 6 answered)" in page

    def test_an_order_and_pairs_are_shown_as_they_were_given(self, a_quiz: QuizWidget) -> None:
        """In the learner's order, and with the match of each."""
        items = ["Wait", "Learn a list", "Learn it again", "Compare the times"]
        send(a_quiz, question="steps", given=items)
        pairs = {"Ebbinghaus": "Wrote a poem", "Murre and Dros": "Repeated it"}
        send(a_quiz, question="who", given=pairs)
        page = bundle(a_quiz)["text/html"]
        assert f"<ol>{''.join(f'<li>{item}</li>' for item in items)}</ol>" in page
        assert "<li>Ebbinghaus → Wrote a poem</li>" in page
        assert "Right so far: 1 of 2." in page

    def test_a_number_typed_as_zero_is_an_answer(self, a_quiz: QuizWidget) -> None:
        """0 is shown as any other."""
        send(a_quiz, question="interval", given="0")
        assert "Your answer: 0 days" in bundle(a_quiz)["text/html"]

    def test_text_stays_text(self, bank: Bank, module: Path) -> None:
        """HTML in a question, an option, a prompt or an answer becomes no tag."""
        hostile = bank.model_dump_json().replace("Fifty minutes in one evening", "<img src=x>")
        hostile = hostile.replace("What did Ebbinghaus", HOSTILE)
        (module / "quiz.json").write_text(compile_bank(Bank.model_validate_json(hostile)))
        made = reflect("why", HOSTILE)
        send(made, text=HOSTILE)
        asked = quiz("curve")
        send(asked, question="name", given=HOSTILE)
        for shown in (asked, made, quiz(HOSTILE)):
            page = Tags(bundle(shown)["text/html"])
            known = {"div", "p", "strong", "small", "em", "ul", "ol", "li", "code", "blockquote"}
            assert page.tags <= known
            assert page.attributes == []

    def test_answers_read_by_the_server_are_those_given(
        self, a_quiz: QuizWidget, module: Path
    ) -> None:
        """The kernel's file is the one that the reader takes."""
        send(a_quiz, question="interval", given="16")
        found = read_answers(module / "answers.json").answers["curve"]
        assert (found.kind, found.complete) == ("quiz", False)


def test_an_answer_is_never_changed_by_a_second_kind(module: Path) -> None:
    """A reflection made before a quiz of its id was answered does not overwrite it."""
    saving = Saving(module, "curve", "reflect")
    record_answer(module, "curve", "quiz", {"questions": {}}, False)
    saving.revise(lambda _: ({"text": "mine"}, True))
    assert saved(module)["curve"]["kind"] == "quiz"
    assert "already the id" in saving.notice
