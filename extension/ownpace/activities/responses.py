"""What a learner has answered in one quiz, as plain data: the ``value`` kept in answers.json.

``{"questions": {<id>: {"given": <answer>, "misses": <int>, "sure": <word>}}, "seed": <int>}``.
``sure`` is there where the quiz asks for it, ``seed`` where it is shuffled. Verdicts are not kept;
they follow from the question and what was given.
"""

from __future__ import annotations

import secrets
from collections.abc import Mapping
from dataclasses import asdict
from typing import Any, Final

from ownpace.activities.asking import Asking
from ownpace.activities.bank import Quiz
from ownpace.activities.questions import Question
from ownpace.activities.reading import unclear
from ownpace.activities.verdict import Verdict, judge
from ownpace.store.answers import Value

#: How many misses bring the hint.
HINT_AFTER = 2
#: How sure one can be, from the least on.
SURE: Final = ("guessing", "unsure", "sure")

Response = dict[str, Any]
Shown = dict[str, dict[str, Any]]

_SAVED = Verdict("saved", "You may change it until you hand in.")


def with_response(
    asking: Asking, key: Quiz | None, value: Value, question: str, given: Any, sure: Any = None
) -> tuple[Value, bool]:
    """The value after one more answer that is understood, and whether the quiz is now complete.

    The same wrong answer again (an impatient second click) is not a second miss.
    """
    responses = responses_of(asking, value)
    before = responses.get(question, {"given": None, "misses": 0})
    found = _question(key, question)
    again = given == before["given"]
    missed = found is not None and not again and judge(found, given).outcome == "wrong"
    said = {"sure": sure} if asking.confidence and sure in SURE else {}
    responses[question] = {"given": given, "misses": before["misses"] + missed, **said}
    return _whole(asking, responses, seed_of(value))


def with_seed(asking: Asking, value: Value) -> tuple[Value, bool]:
    """The value with a seed that stays, and whether the quiz is complete."""
    seed = seed_of(value)
    fresh = secrets.randbelow(2**32) if seed is None else seed
    return _whole(asking, responses_of(asking, value), fresh)


def seed_of(value: Value) -> int | None:
    """What the learner's own order of options is made of."""
    found = value.get("seed")
    return found if type(found) is int and 0 <= found < 2**32 else None


def responses_of(asking: Asking, value: Value) -> dict[str, Response]:
    """The responses that fit the quiz as it is now; a forged or outdated one is left out."""
    kept = value.get("questions")
    if not isinstance(kept, dict):
        return {}
    return {
        asked.id: _response(kept[asked.id])
        for asked in asking.questions
        if isinstance(kept.get(asked.id), dict) and not unclear(asked, kept[asked.id].get("given"))
    }


def shown(asking: Asking, key: Quiz | None, value: Value) -> Shown:
    """What is shown of each question that was answered; without a key, only that it was."""
    return {
        name: _shown(_question(key, name), response)
        for name, response in responses_of(asking, value).items()
    }


def spoken(verdict: Verdict) -> dict[str, Any]:
    """A verdict as the front end shows it."""
    return {"lead": verdict.lead, **asdict(verdict)}


def _response(kept: Mapping[str, Any]) -> Response:
    misses, sure = kept.get("misses"), kept.get("sure")
    said = {"sure": sure} if isinstance(sure, str) and sure in SURE else {}
    return {"given": kept["given"], "misses": misses if type(misses) is int else 0, **said}


def _shown(question: Question | None, response: Response) -> dict[str, Any]:
    verdict = judge(question, response["given"]) if question else _SAVED
    hint = question and verdict.outcome == "wrong" and response["misses"] >= HINT_AFTER
    return {
        "given": response["given"],
        "sure": response.get("sure", ""),
        "hint": question.hint if question and hint else "",
        **spoken(verdict),
    }


def _question(key: Quiz | None, name: str) -> Question | None:
    return next((q for q in key.questions if q.id == name), None) if key else None


def _whole(
    asking: Asking, responses: Mapping[str, Response], seed: int | None
) -> tuple[Value, bool]:
    seeded = {} if seed is None else {"seed": seed}
    return {"questions": dict(responses), **seeded}, len(responses) == len(asking.questions)
