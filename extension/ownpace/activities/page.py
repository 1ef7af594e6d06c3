"""The static form of an activity: question and answer as text and as HTML.

It shows where no widget front end runs: exported notebooks, feedback pages, a file browser's
preview. All that a teacher or a learner wrote is escaped; only backquotes become code.
"""

from __future__ import annotations

import re
from html import escape
from typing import Any

from ownpace.activities.bank import Number, Question, Quiz
from ownpace.activities.responses import shown
from ownpace.store.answers import Value

_MINE = " <strong>(your answer)</strong>"
_CODE = re.compile(r"`([^`]+)`")

Bundle = dict[str, str]


def quiz_page(quiz: Quiz, value: Value) -> Bundle:
    """A quiz with what was answered so far, and what was said about it."""
    states = shown(quiz, value)
    parts = [_question(question, states.get(question.id)) for question in quiz.questions]
    done = f"{len(states)} of {len(quiz.questions)} answered"
    return {
        "text/plain": f"Quiz: {quiz.title} ({done})",
        "text/html": _section(f"{inline(quiz.title)} <small>({done})</small>", "".join(parts)),
    }


def reflection_page(prompt: str, text: str) -> Bundle:
    """A reflection with what was written."""
    body = (
        f"<blockquote>{_paragraphs(text)}</blockquote>"
        if text
        else "<p><em>No answer yet.</em></p>"
    )
    return {
        "text/plain": f"Reflection: {prompt}\n{text or 'No answer yet.'}",
        "text/html": _section(inline(prompt), body),
    }


def message_page(message: str, hint: str) -> Bundle:
    """What went wrong, and one next step."""
    return {
        "text/plain": f"{message} {hint}".strip(),
        "text/html": _section(inline(message), f"<p>{inline(hint)}</p>" if hint else ""),
    }


def inline(text: str) -> str:
    """Escaped text, with code between backquotes."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def _section(heading: str, body: str) -> str:
    return f"<div><p><strong>{heading}</strong></p>{body}</div>"


def _question(question: Question, state: dict[str, Any] | None) -> str:
    said = _said(state) if state else "<p><em>Not answered yet.</em></p>"
    given = state["given"] if state else None
    return f"<p>{inline(question.text)}</p>{_given(question, given)}{said}"


def _given(question: Question, given: Any) -> str:
    if isinstance(question, Number):
        return f"<p>Your answer: {escape(f'{given} {question.unit}')}</p>" if given else ""
    chosen = given if isinstance(given, list) else [given]
    items = (
        f"<li>{inline(option.text)}{_MINE if option.text in chosen else ''}</li>"
        for option in question.options
    )
    return f"<ul>{''.join(items)}</ul>"


def _said(state: dict[str, Any]) -> str:
    notes = "".join(f"<li>{inline(n['option'])}: {inline(n['why'])}</li>" for n in state["notes"])
    return f"<p><strong>{state['lead']}</strong> {inline(state['message'])}</p>" + (
        f"<ul>{notes}</ul>" if notes else ""
    )


def _paragraphs(text: str) -> str:
    return "".join(f"<p>{escape(part)}</p>" for part in text.splitlines() if part.strip())
