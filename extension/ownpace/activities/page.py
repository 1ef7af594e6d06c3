"""The static form of an activity: question and answer as text and as HTML.

It shows where no widget front end runs: exported notebooks, feedback pages, a file browser's
preview. All that a teacher or a learner wrote is escaped; only backquotes become code.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from html import escape
from typing import Any

from ownpace.activities.asking import Asked, Asking

_MINE = " <strong>(your answer)</strong>"
_CODE = re.compile(r"`([^`]+)`")

Bundle = dict[str, str]
State = Mapping[str, Any]


def quiz_page(asking: Asking, states: Mapping[str, State], done: str = "") -> Bundle:
    """A quiz with what was answered, and what is said about it (``responses.shown``). ``done``
    stands beside the title: how much is answered, unless it says otherwise."""
    parts = [_question(asked, states.get(asked.id)) for asked in asking.questions]
    done = done or f"{len(states)} of {len(asking.questions)} answered"
    return {
        "text/plain": f"Quiz: {asking.title} ({done})",
        "text/html": section(f"{inline(asking.title)} <small>({escape(done)})</small>", *parts),
    }


def reflection_page(prompt: str, text: str) -> Bundle:
    """A reflection with what was written."""
    body = (
        f"<blockquote>{paragraphs(text)}</blockquote>" if text else "<p><em>No answer yet.</em></p>"
    )
    return {
        "text/plain": f"Reflection: {prompt}\n{text or 'No answer yet.'}",
        "text/html": section(inline(prompt), body),
    }


def note_page(prompt: str, text: str) -> Bundle:
    """A note, or that there is none."""
    body = f"<blockquote>{paragraphs(text)}</blockquote>" if text else "<p><em>Empty.</em></p>"
    return {
        "text/plain": f"Note: {prompt}\n{text or 'Empty.'}",
        "text/html": section(inline(prompt), body),
    }


def checklist_page(title: str, items: Sequence[str], ticked: Sequence[str]) -> Bundle:
    """What is done of a list, in words: a mark alone would say nothing when read aloud."""
    done = f"{len(ticked)} of {len(items)} done"
    marked = [f"{inline(i)} <strong>(done)</strong>" if i in ticked else inline(i) for i in items]
    return {
        "text/plain": f"Checklist: {title} ({done})",
        "text/html": section(f"{inline(title)} <small>({done})</small>", listed(marked)),
    }


def checkin_page(title: str, answered: Mapping[str, str]) -> Bundle:
    """A check-in: what was answered, by question."""
    said = [f"{escape(question)} {escape(answer)}" for question, answer in answered.items()]
    body = listed(said) or "<p><em>No answer yet.</em></p>"
    return {
        "text/plain": f"Check-in: {title} ({len(answered)} answered)",
        "text/html": section(inline(title), body),
    }


def video_page(title: str, link: str, file: str, transcript: str) -> Bundle:
    """A film as a link, or as its file's name with what is said in it."""
    address = escape(link)
    leading = f'<a href="{address}" target="_blank" rel="noopener noreferrer">{address}</a>'
    where = f"<p>{leading if link else escape(file)}</p>"
    said = f"<details><summary>Transcript</summary>{paragraphs(transcript)}</details>"
    return {
        "text/plain": f"Video: {title} ({link or file})",
        "text/html": section(inline(title), where, said if transcript else ""),
    }


def message_page(message: str, hint: str) -> Bundle:
    """What went wrong, and one next step."""
    return {
        "text/plain": f"{message} {hint}".strip(),
        "text/html": section(inline(message), f"<p>{inline(hint)}</p>" if hint else ""),
    }


def inline(text: str) -> str:
    """Escaped text, with code between backquotes."""
    return _CODE.sub(r"<code>\1</code>", escape(text))


def section(heading: str, *body: str) -> str:
    """HTML under a heading, which is HTML too."""
    return f"<div><p><strong>{heading}</strong></p>{''.join(body)}</div>"


def paragraphs(text: str) -> str:
    """Escaped text, a paragraph for each of its lines."""
    return "".join(f"<p>{escape(part)}</p>" for part in text.splitlines() if part.strip())


def listed(items: Iterable[str], tag: str = "ul") -> str:
    """A list of what is HTML already; nothing, when there are no items."""
    inside = "".join(f"<li>{item}</li>" for item in items)
    return f"<{tag}>{inside}</{tag}>" if inside else ""


def _question(asked: Asked, state: State | None) -> str:
    given = state["given"] if state else None
    said = _said(state) if state else "<p><em>Not answered yet.</em></p>"
    return f"<p>{inline(asked.text)}</p>{_given(asked, given)}{said}"


def _given(asked: Asked, given: Any) -> str:
    """The answer, which fits the question, or the question's options when it is none."""
    match asked.kind:
        case "single" | "multiple":
            chosen = given if isinstance(given, list) else [given]
            return listed(f"{inline(o)}{_MINE if o in chosen else ''}" for o in asked.options)
        case "ordering":
            return listed(map(inline, given), "ol") if given else listed(map(inline, asked.options))
        case "matching":
            return _matched(asked, given)
        case "number" | "text":
            words = f"{given} {asked.unit}".strip()
            return f"<p>Your answer: {escape(words)}</p>" if given else ""


def _matched(asked: Asked, given: Any) -> str:
    if given:
        return listed(f"{inline(p)} → {inline(given[p])}" for p in asked.prompts)
    return listed(map(inline, asked.prompts)) + listed(map(inline, asked.options))


def _said(state: State) -> str:
    notes = listed(f"{inline(n['option'])}: {inline(n['why'])}" for n in state["notes"])
    lead = f"<strong>{escape(state['lead'])}</strong> {inline(state['message'])}"
    sure = f"<p>How sure: {escape(state['sure'])}</p>" if state.get("sure") else ""
    return f"<p>{lead}</p>{notes}{sure}"
