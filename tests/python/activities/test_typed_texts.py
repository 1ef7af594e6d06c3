"""What learners type, in any script: it is saved, restored, and shown as it is."""

from __future__ import annotations

from html import escape
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.activities.ask import ask
from ownpace.activities.checkin import checkin
from ownpace.activities.note import note
from ownpace.activities.reflect import reflect
from ownpace.activities.typed import typed
from ownpace.store.answers import read_answers
from tests.python.activities.test_activity_widgets import HOSTILE, bundle, send

TEXTS = (
    *("مرحبا بالعالم", "שלום", "日本語の文", "ภาษาไทย", "हिन्दी में", "Ünïcödé", "👩‍👩‍👧 and 🏴"),
    *(HOSTILE, "two\nlines", "a\u202eb", "\x00 and \x1b[2J", "half a character: \ud800."),
)


@pytest.fixture(autouse=True)
def in_the_module(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ownpace.activities.place.FOLDER", module)


def answered(module: Path, text: str) -> dict[str, Any]:
    """Give the text to each activity that takes one; the values on disk."""
    send(reflect("why", "Why?", share=True), text=text, share=True)
    send(note("margin"), text=text)
    send(checkin("how"), sure=3, unclear=text, free=text)
    send(ask("doubts"), text=text)
    answers = read_answers(module / "answers.json").answers
    return {name: dict(answer.value) for name, answer in answers.items()}


@pytest.mark.parametrize("text", TEXTS)
def test_a_text_in_any_script_is_saved(module: Path, text: str) -> None:
    """As it was typed; only half a character, which no file could hold, becomes a question mark."""
    kept = text.replace("\ud800", "?")
    found = answered(module, text)
    assert found["why"] == {"text": kept, "share": True}
    assert found["margin"] == {"text": kept}
    assert found["how"] == {"sure": 3, "unclear": kept, "free": kept}
    assert [one["text"] for one in found["doubts"]["questions"]] == [kept]


@pytest.mark.parametrize("text", TEXTS)
def test_it_is_shown_as_text(module: Path, text: str) -> None:
    """Wherever no widget front end runs: escaped, whatever it holds."""
    answered(module, text)
    for made in (reflect("why", "Why?"), note("margin"), checkin("how"), ask("doubts")):
        page = bundle(made)["text/html"]
        for line in text.replace("\ud800", "?").splitlines():
            assert escape(line) in page


@given(st.one_of(st.text(st.characters(exclude_categories=())), st.none(), st.integers()))
def test_whatever_is_typed_can_be_saved(text: Any) -> None:
    """Nothing that a browser sends stops the saving; what is whole stays as it is."""
    kept = typed(text)
    kept.encode()
    if isinstance(text, str) and not any("\ud800" <= c <= "\udfff" for c in text):
        assert kept == text.strip()
