"""Questions in the JSON of jupyterquiz, taken over as far as ours can say the same.

Its format: https://github.com/jmshea/jupyterquiz (a list of questions of the types
``multiple_choice``, ``many_choice``, ``numeric`` and ``string``).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from math import floor, log10
from typing import Any

from pydantic import TypeAdapter, ValidationError

from ownpace.activities.questions import Question

Entry = dict[str, Any]
Notes = list[str]

_QUESTION: TypeAdapter[Any] = TypeAdapter(Question)
#: Layout, which ours sees to itself.
_SILENT = {"question", "type", "answers", "code", "precision", "answer_cols", "input_width"}


def taken_over(entries: list[Any]) -> tuple[list[Entry], Notes]:
    """The questions as a bank has them, with ids ``question-1``, …, and what was left behind."""
    found: list[Entry] = []
    notes: Notes = []
    for number, entry in enumerate(entries, start=1):
        said: Notes = []
        try:
            if not isinstance(entry, dict):
                raise TypeError("it holds no keys and values")
            question = {"id": f"question-{number}", **_question(entry, said)}
            _QUESTION.validate_python(question)
        except ValidationError as error:
            said = [f"it is left out: {_reason(error)}"]
        except (AttributeError, KeyError, TypeError, ValueError, OverflowError) as error:
            said = [f"it is left out: {_missing(error)}"]
        else:
            found.append(question)
        notes += [f"Question {number} of jupyterquiz{_shown(entry)}: {note}." for note in said]
    return found, notes


def _question(entry: Entry, said: Notes) -> Entry:
    kinds: dict[str, Callable[[Entry, list[Entry], Notes], Entry]] = {
        "multiple_choice": _choice,
        "many_choice": _choice,
        "numeric": _numeric,
        "string": _string,
    }
    kind = entry["type"]
    if kind not in kinds:
        raise ValueError(f"its type “{kind}” is not known")
    said += [f"“{key}” is not taken over" for key in entry if key not in _SILENT]
    if "$" in str(entry):
        said.append("formulas between $ are shown as TeX")
    answers: list[Entry] = list(entry["answers"])
    return {"text": _text(entry, "question"), **kinds[kind](entry, answers, said)}


def _choice(entry: Entry, answers: list[Entry], said: Notes) -> Entry:
    options = [
        {"text": _text(a, "answer"), "right": bool(a["correct"]), "why": a.get("feedback", "")}
        for a in answers
    ]
    single = entry["type"] == "multiple_choice"
    if single and sum(option["right"] for option in options) > 1:
        said.append("several answers are right, so all of them are to be chosen")
        single = False
    return {"kind": "single" if single else "multiple", "options": options}


def _numeric(entry: Entry, answers: list[Entry], said: Notes) -> Entry:
    right = [answer for answer in answers if answer.get("correct")]
    wrong = [answer for answer in answers if answer.get("correct") is False]
    if not right:
        raise ValueError("no answer is right")
    said += [f"only the first of its {len(right)} right answers is taken over"] * (len(right) > 1)
    said += ["its wrong ranges are not taken over"] * any("range" in answer for answer in wrong)
    values = [answer for answer in wrong if "value" in answer]
    return {
        "kind": "number",
        **_key(right[0], entry.get("precision"), said),
        "why": right[0].get("feedback", ""),
        "hint": _default(answers),
        "mistakes": _mistakes((answer["value"], answer) for answer in values),
    }


def _key(answer: Entry, precision: Any, said: Notes) -> Entry:
    """Answer and tolerance. A range becomes its middle, with both ends; a precision counts
    significant digits, as it does since jupyterquiz 2.7."""
    if "range" in answer:
        low, high = map(float, answer["range"])
        return {"answer": (low + high) / 2, "tolerance": (high - low) / 2}
    value = float(answer["value"])
    if not precision or not value:
        return {"answer": value}
    said.append(f"its precision is read as {precision} significant digits")
    return {"answer": value, "tolerance": 0.5 * 10.0 ** (floor(log10(abs(value))) + 1 - precision)}


def _string(entry: Entry, answers: list[Entry], said: Notes) -> Entry:
    given = [answer for answer in answers if "answer" in answer]
    right = [answer for answer in given if answer["correct"]]
    cases = {bool(answer.get("match_case")) for answer in right}
    said += ["capitals count in all of its answers, or in none: in all"] * (len(cases) > 1)
    fuzzy = any("fuzzy_threshold" in answer for answer in given)
    said += ["misspelt answers are not accepted (fuzzy_threshold)"] * fuzzy
    return {
        "kind": "text",
        "accept": [answer["answer"] for answer in right],
        "match_case": True in cases,
        "why": next((a["feedback"] for a in right if a.get("feedback")), ""),
        "hint": _default(answers),
        "mistakes": _mistakes((a["answer"], a) for a in given if not a["correct"]),
    }


def _mistakes(wrong: Iterator[tuple[Any, Entry]]) -> list[Entry]:
    return [
        {"answer": answer, "why": about["feedback"]}
        for answer, about in wrong
        if about.get("feedback")
    ]


def _default(answers: list[Entry]) -> str:
    """What is said of all other wrong answers: our hint."""
    found = (a["feedback"] for a in answers if a.get("type") == "default")
    return str(next(found, ""))


def _text(entry: Entry, key: str) -> str:
    words, code = str(entry.get(key, "")), str(entry.get("code", "")).strip("\n")
    return f"{words} `{code}`".strip() if code else words


def _shown(entry: Any) -> str:
    words = entry.get("question") if isinstance(entry, dict) else None
    return f" (“{str(words)[:40]}”)" if words else ""


def _reason(error: ValidationError) -> str:
    first = error.errors(include_url=False)[0]
    reason = first.get("ctx", {}).get("error") or first["msg"]
    return str(reason).rstrip(".")


def _missing(error: Exception) -> str:
    return f"it has no “{error.args[0]}”" if isinstance(error, KeyError) else str(error)
