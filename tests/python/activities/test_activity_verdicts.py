"""Judging: what is right is right however it is written, and nonsense is never held against one."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.activities.asking import asked, laid_out
from ownpace.activities.bank import Quiz, asking_of
from ownpace.activities.questions import (
    Matching,
    Multiple,
    Number,
    Ordering,
    Question,
    Single,
    Text,
)
from ownpace.activities.reading import read_number
from ownpace.activities.responses import responses_of, seed_of, shown, with_response, with_seed
from ownpace.activities.verdict import judge

from .strategies import JSON, QUESTIONS, matchings, multiples, numbers, orderings, singles, texts


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


@given(QUESTIONS, JSON)
def test_nonsense_is_judged_without_an_error(question: Question, nonsense: Any) -> None:
    """Whatever a forged answers.json holds, judging it raises nothing."""
    assert judge(question, nonsense).outcome in {"right", "wrong", "unclear"}


@given(value=st.dictionaries(st.sampled_from(["questions", "x"]), JSON))
def test_a_forged_value_shows_nothing(value: dict[str, Any]) -> None:
    """What does not fit the quiz is left out; the quiz is simply unanswered."""
    question = Number(id="not-in-any-text", kind="number", text="?", answer=3)
    quiz = Quiz(title="T", questions=(question,))
    assert shown(asking_of(quiz), quiz, value) == {}


@given(texts(), st.data())
def test_an_accepted_text_is_right_however_it_is_spaced(
    question: Text, data: st.DataObject
) -> None:
    """Spaces at the ends and between words, and capitals unless they are asked for."""
    answer = data.draw(st.sampled_from(question.accept))
    spaced = f"  {answer}\t".replace(" ", "  ")
    assert judge(question, spaced).outcome == "right"
    assert judge(question, f"{spaced} and more").outcome == "wrong"


@pytest.mark.parametrize(
    ("match_case", "typed", "outcome"),
    [
        (False, "STRASSE", "right"),
        (False, "straße", "right"),
        (True, "Straße", "right"),
        (True, "straße", "wrong"),
        (False, "ﬁnd", "wrong"),
    ],
)
def test_capitals_count_where_they_are_asked_for(
    match_case: bool, typed: str, outcome: str
) -> None:
    """And nowhere else, in any script."""
    question = Text(id="t", kind="text", text="?", accept=("Straße",), match_case=match_case)
    assert judge(question, typed).outcome == outcome


def test_a_pattern_allows_more_than_the_list() -> None:
    """All of the text has to fit."""
    question = Text(id="t", kind="text", text="?", accept=("5 kg",), pattern=r"5(\.0+)? ?kg")
    typed = ("5 kg", "5.00KG", "5  kg", "15 kg", "5 kgs")
    outcomes = [judge(question, one).outcome for one in typed]
    assert outcomes == ["right", "right", "right", "wrong", "wrong"]


@pytest.mark.parametrize("pattern", [r"(a+)+b", r"(a|aa)+$x", r"(.*)*(.*)*(.*)*!"])
def test_a_pattern_without_end_is_given_up(pattern: str) -> None:
    """No text that a learner types makes a kernel or a grading run hang, nor is it held against
    anyone."""
    question = Text(id="t", kind="text", text="?", accept=("b",), pattern=pattern)
    assert judge(question, "a" * 500).outcome in {"unclear", "wrong"}
    assert judge(question, "b").outcome == "right"


def test_half_a_character_is_no_answer() -> None:
    """Browsers send lone surrogates, which no file could hold."""
    question = Text(id="t", kind="text", text="?", accept=("b",))
    assert judge(question, "b\ud83d").outcome == "unclear"
    assert judge(question, "b" * 501).message.startswith("This is too long: 501")


@given(orderings(), st.data())
def test_an_ordering_is_right_in_its_order_only(question: Ordering, data: st.DataObject) -> None:
    """What is in place from the first on is counted for the learner."""
    given_order = data.draw(st.permutations(question.items))
    right = tuple(given_order) == question.items
    assert judge(question, given_order).outcome == ("right" if right else "wrong")
    assert judge(question, [*given_order, given_order[0]]).outcome == "unclear"


@given(matchings(), st.data())
def test_a_matching_is_right_when_all_pairs_are(question: Matching, data: st.DataObject) -> None:
    """The right ones are counted; one left open is asked for, by name."""
    choose = st.sampled_from(asked(question).options)
    chosen = {pair.text: data.draw(choose) for pair in question.pairs}
    hits = sum(chosen[pair.text] == pair.match for pair in question.pairs)
    verdict = judge(question, chosen)
    assert verdict.outcome == ("right" if hits == len(question.pairs) else "wrong")
    assert verdict.outcome == "right" or f"{hits} of {len(chosen)}" in verdict.message
    first = question.pairs[0].text
    assert f"“{first}” has none yet" in judge(question, chosen | {first: ""}).message


def test_a_known_mistake_has_its_explanation(quiz: Quiz) -> None:
    """Of a number within its tolerance, of a text however it is written."""
    number = next(q for q in quiz.questions if q.kind == "number")
    assert judge(number, "32,4").message == "That would be the sixth."
    text = next(q for q in quiz.questions if q.kind == "text")
    assert judge(text, " SPACING effect").message == "That is about gaps."


@given(QUESTIONS, st.integers(0, 2**32 - 1))
def test_an_order_of_ones_own_stays_and_loses_nothing(question: Question, seed: int) -> None:
    """The same seed gives the same order; every option is there once."""
    quiz = Quiz(title="T", shuffle=True, questions=(question,))
    one, again = (laid_out(asking_of(quiz), seed).questions[0] for _ in range(2))
    assert one == again
    assert sorted(one.options) == sorted(asked(question).options)


def test_learners_have_different_orders(quiz: Quiz) -> None:
    """Another seed gives another order, sooner or later."""
    orders = {laid_out(asking_of(quiz), seed).questions[4].options for seed in range(20)}
    assert len(orders) > 1


class TestResponses:
    """What is kept of a quiz."""

    def test_a_quiz_is_complete_when_all_is_answered_right_or_not(self, quiz: Quiz) -> None:
        """Answering counts, not being right."""
        value: Any = {}
        quiz = quiz.model_copy(update={"questions": quiz.questions[:3]})
        given = ["How many syllables he could recite", ["A review next week"], "3"]
        completes = []
        for question, answer in zip(quiz.questions, given, strict=True):
            value, complete = with_response(asking_of(quiz), quiz, value, question.id, answer)
            completes.append(complete)
        assert completes == [False, False, True]

    def test_the_hint_comes_with_the_second_miss(self, quiz: Quiz) -> None:
        """Not with the first, nor with the same answer sent twice, and not once it is right."""
        question = quiz.questions[2].model_copy(update={"hint": "Write them down."})
        quiz = Quiz(title="T", questions=(question,))
        value: Any = {}
        hints = []
        for answer in ("3", "3", "4", "16"):
            value, _ = with_response(asking_of(quiz), quiz, value, question.id, answer)
            hints.append(shown(asking_of(quiz), quiz, value)[question.id]["hint"])
        assert hints == ["", "", "Write them down.", ""]

    def test_an_answer_that_no_longer_fits_is_left_out(self, quiz: Quiz) -> None:
        """An option that the teacher has since reworded asks to be chosen again."""
        value = {"questions": {"measure": {"given": "An older wording", "misses": 1}}}
        assert responses_of(asking_of(quiz), value) == {}

    def test_confidence_is_kept_where_it_is_asked_for(self, quiz: Quiz) -> None:
        """One of three words; a forged one is left out, and so is one that nobody asked for."""
        kept = {}
        for asks in (True, False):
            asking = asking_of(quiz.model_copy(update={"confidence": asks}))
            value, _ = with_response(asking, quiz, {}, "interval", "16", "guessing")
            kept[asks] = responses_of(asking, value)["interval"].get("sure")
        assert kept == {True: "guessing", False: None}
        forged = {"questions": {"interval": {"given": "16", "sure": ["<b>"]}}}
        assert "sure" not in responses_of(asking_of(quiz), forged)["interval"]

    def test_a_seed_stays(self, quiz: Quiz) -> None:
        """Once drawn, it goes with every later answer; a forged one is drawn anew."""
        asking = asking_of(quiz)
        value, complete = with_seed(asking, {"seed": "forged"})
        seed = seed_of(value)
        value, _ = with_response(asking, quiz, value, "interval", "16")
        assert (complete, seed_of(value)) == (False, seed)
        assert seed_of(with_seed(asking, value)[0]) == seed

    def test_the_front_end_is_sent_no_key(self, quiz: Quiz) -> None:
        """What is asked names neither what is right nor why, nor the hint."""
        sent = str(asking_of(quiz))
        keys = ("right", "16", "two learnings", "forgetting curve", "Savings show")
        assert not [key for key in keys if key in sent]
