"""Judging: what is right is right however it is written, and nonsense is never held against one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.activities.bank import Multiple, Number, Option, Question, Quiz, Single
from ownpace.activities.responses import asked, responses_of, shown, with_response
from ownpace.activities.verdict import judge, read_number

TEXTS = st.text(min_size=1).map(str.strip).filter(bool)
FINITE = st.floats(-1e9, 1e9)
JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)


@st.composite
def options(draw: st.DrawFn) -> tuple[Option, ...]:
    texts = draw(st.lists(TEXTS, min_size=2, max_size=6, unique=True))
    right = draw(st.sets(st.sampled_from(texts), min_size=1))
    return tuple(Option(text=text, right=text in right, why=f"about {text}") for text in texts)


@st.composite
def multiples(draw: st.DrawFn) -> Multiple:
    return Multiple(id="m", kind="multiple", text="Which?", options=draw(options()))


@st.composite
def singles(draw: st.DrawFn) -> Single:
    found = draw(options())
    first = next(option for option in found if option.right)
    only = tuple(option.model_copy(update={"right": option is first}) for option in found)
    return Single(id="s", kind="single", text="Which?", options=only)


@st.composite
def numbers(draw: st.DrawFn) -> Number:
    tolerance = draw(st.floats(0, 1e6))
    return Number(id="n", kind="number", text="?", answer=draw(FINITE), tolerance=tolerance)


@given(singles())
def test_one_option_of_a_single_choice_is_right_and_each_explains_itself(question: Single) -> None:
    """Whichever is chosen, its own explanation is shown."""
    verdicts = [judge(question, option.text) for option in question.options]
    assert [v.outcome for v in verdicts].count("right") == 1
    assert all(o.why in v.message for o, v in zip(question.options, verdicts, strict=True))


@given(multiples(), st.data())
def test_a_multiple_choice_is_right_for_exactly_the_right_set(
    question: Multiple, data: st.DataObject
) -> None:
    """In any order; one more or one less is not right."""
    texts = [option.text for option in question.options]
    chosen = data.draw(st.lists(st.sampled_from(texts), min_size=1, unique=True))
    right = {option.text for option in question.options if option.right}
    expected = "right" if set(chosen) == right else "wrong"
    assert judge(question, chosen).outcome == expected


@given(numbers())
def test_the_answer_itself_is_right(question: Number) -> None:
    """Whatever the tolerance, as Python writes the number and with a decimal comma."""
    assert judge(question, repr(question.answer)).outcome == "right"
    assert judge(question, repr(question.answer).replace(".", ",")).outcome == "right"


@given(numbers(), st.floats(1e-6, 1e6))
def test_further_than_the_tolerance_is_wrong(question: Number, beyond: float) -> None:
    """Just outside on either side is outside."""
    for side in (-1, 1):
        typed = repr(question.answer + side * (question.tolerance + beyond) * 1.001)
        assert judge(question, typed).outcome == "wrong"


def test_the_edge_of_the_tolerance_is_right_as_people_count() -> None:
    """0.35 and 0.25 are within 0.05 of 0.3, though binary floats say otherwise."""
    question = Number(id="n", kind="number", text="?", answer=0.3, tolerance=0.05)
    assert [judge(question, typed).outcome for typed in ("0.35", "0.25")] == ["right", "right"]


@pytest.mark.parametrize(
    ("typed", "read"),
    [("16", 16), (" 16 days ", 16), ("16days", 16), ("−3,5", -3.5), ("1e3", 1000), (".5", 0.5)],
)
def test_numbers_are_read_as_people_type_them(typed: str, read: float) -> None:
    """The unit, a decimal comma and a real minus sign are all welcome."""
    assert read_number(typed, "days") == read


@pytest.mark.parametrize(
    "typed", ["", "many", "1.2.3", "1,2,3", "1,234.5", "NaN", "inf", "1e9999", "٣", "9" * 41, None]
)
def test_what_is_no_number_is_not_held_against_anyone(typed: Any) -> None:
    """It is unclear, never wrong: the learner is asked for a number."""
    question = Number(id="n", kind="number", text="?", answer=3)
    verdict = judge(question, typed)
    assert (verdict.outcome, verdict.lead) == ("unclear", "")
    assert "Type a number" in verdict.message


@given(st.one_of(singles(), multiples(), numbers()), JSON)
def test_nonsense_is_judged_without_an_error(question: Question, nonsense: Any) -> None:
    """Whatever a forged answers.json holds, judging it raises nothing."""
    assert judge(question, nonsense).outcome in {"right", "wrong", "unclear"}


@given(value=st.dictionaries(st.sampled_from(["questions", "x"]), JSON))
def test_a_forged_value_shows_nothing(value: dict[str, Any]) -> None:
    """What does not fit the quiz is left out; the quiz is simply unanswered."""
    question = Number(id="not-in-any-text", kind="number", text="?", answer=3)
    assert shown(Quiz(title="T", questions=(question,)), value) == {}


class TestResponses:
    """What is kept of a quiz."""

    def test_a_quiz_is_complete_when_all_is_answered_right_or_not(self, quiz: Quiz) -> None:
        """Answering counts, not being right."""
        value: Any = {}
        given = ["How many syllables he could recite", ["A review next week"], "3"]
        completes = []
        for question, answer in zip(quiz.questions, given, strict=True):
            value, complete = with_response(quiz, value, question, answer)
            completes.append(complete)
        assert completes == [False, False, True]

    def test_the_hint_comes_with_the_second_miss(self, quiz: Quiz) -> None:
        """Not with the first, nor with the same answer sent twice, and not once it is right."""
        question = quiz.questions[2].model_copy(update={"hint": "Write them down."})
        quiz = Quiz(title="T", questions=(question,))
        value: Any = {}
        hints = []
        for answer in ("3", "3", "4", "16"):
            value, _ = with_response(quiz, value, question, answer)
            hints.append(shown(quiz, value)[question.id]["hint"])
        assert hints == ["", "", "Write them down.", ""]

    def test_an_answer_that_no_longer_fits_is_left_out(self, quiz: Quiz) -> None:
        """An option that the teacher has since reworded asks to be chosen again."""
        value = {"questions": {"measure": {"given": "An older wording", "misses": 1}}}
        assert responses_of(quiz, value) == {}

    def test_the_front_end_is_sent_no_key(self, quiz: Quiz) -> None:
        """What is asked names neither what is right nor why, nor the hint."""
        sent = str(asked(quiz))
        assert not [key for key in ("True", "16", "two learnings") if key in sent]
