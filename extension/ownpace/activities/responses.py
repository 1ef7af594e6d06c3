"""What a learner has answered in one quiz, as plain data: the ``value`` kept in answers.json.

``{"questions": {<id>: {"given": <text, or list of texts>, "misses": <int>}}}``. Verdicts are not
kept; they follow from the question and what was given.
"""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from ownpace.activities.bank import Question, Quiz
from ownpace.activities.verdict import Verdict, judge
from ownpace.store.answers import Value

#: How many misses bring the hint.
HINT_AFTER = 2

Response = dict[str, Any]


def with_response(quiz: Quiz, value: Value, question: Question, given: Any) -> tuple[Value, bool]:
    """The value after one more answer, and whether the quiz is now complete.

    The same wrong answer again (an impatient second click) is not a second miss.
    """
    responses = responses_of(quiz, value)
    before = responses.get(question.id, {"given": None, "misses": 0})
    missed = judge(question, given).outcome == "wrong" and given != before["given"]
    responses[question.id] = {"given": given, "misses": before["misses"] + missed}
    return {"questions": responses}, len(responses) == len(quiz.questions)


def responses_of(quiz: Quiz, value: Value) -> dict[str, Response]:
    """The responses that fit the quiz as it is now; a forged or outdated one is left out."""
    kept = value.get("questions")
    if not isinstance(kept, dict):
        return {}
    found = {question.id: _response(question, kept.get(question.id)) for question in quiz.questions}
    return {name: response for name, response in found.items() if response}


def shown(quiz: Quiz, value: Value) -> dict[str, dict[str, Any]]:
    """What the front end shows of each question that was answered."""
    responses = responses_of(quiz, value)
    return {
        question.id: _shown(question, responses[question.id])
        for question in quiz.questions
        if question.id in responses
    }


def asked(quiz: Quiz) -> dict[str, Any]:
    """What the front end needs to ask: no key, no explanation, no hint."""
    return {"title": quiz.title, "questions": [_asked(question) for question in quiz.questions]}


def _response(question: Question, kept: Any) -> Response | None:
    if not isinstance(kept, dict) or judge(question, kept.get("given")).outcome == "unclear":
        return None
    misses = kept.get("misses")
    return {"given": kept["given"], "misses": misses if type(misses) is int else 0}


def _shown(question: Question, response: Response) -> dict[str, Any]:
    verdict = judge(question, response["given"])
    hint = verdict.outcome == "wrong" and response["misses"] >= HINT_AFTER
    return {
        "given": response["given"],
        "hint": question.hint if hint else "",
        **spoken(verdict),
    }


def spoken(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the front end shows it."""
    return {"lead": verdict.lead, **asdict(verdict)}


def _asked(question: Question) -> dict[str, Any]:
    fields = question.model_dump(include={"id", "kind", "text", "unit"})
    return fields | {"options": [option.text for option in getattr(question, "options", ())]}
