"""Whether an answer can be understood, before anybody asks whether it is right.

An answer is plain JSON: an option's text, a list of them, what was typed, or the match of each
prompt. A forged ``answers.json`` may hold anything in its place.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from ownpace.activities.asking import Asked
from ownpace.activities.matching import LONGEST, tidy

_NUMBER = re.compile(r"[+-]?(\d+(\.\d*)?|\.\d+)(e[+-]?\d{1,3})?", re.IGNORECASE | re.ASCII)
_LONGEST_NUMBER = 40


def unclear(asked: Asked, given: Any) -> str:
    """What to ask of whoever gave this answer; empty when it is understood."""
    match asked.kind:
        case "single":
            understood = isinstance(given, str) and given in asked.options
            return "" if understood else "Choose an option first."
        case "multiple":
            return _unclear_choice(asked, given)
        case "number":
            understood = read_number(given, asked.unit) is not None
            return "" if understood else "Type a number first, such as 12 or 3.5."
        case "text":
            return _unclear_text(given)
        case "ordering":
            return "" if _is_an_order_of(asked, given) else "Put all of them in order first."
        case "matching":
            return _unclear_match(asked, given)


def read_number(typed: Any, unit: str = "") -> Decimal | None:
    """The number somebody typed: a decimal comma, a real minus sign and the unit are welcome."""
    if not isinstance(typed, str) or len(typed) > _LONGEST_NUMBER:
        return None
    text = typed.strip().removesuffix(unit).strip().replace("\N{MINUS SIGN}", "-")
    if "." not in text:
        text = text.replace(",", ".", 1)
    return Decimal(text) if _NUMBER.fullmatch(text) else None


def _unclear_choice(asked: Asked, given: Any) -> str:
    chosen = _texts(given)
    fits = chosen and len(set(chosen)) == len(chosen) and set(chosen) <= set(asked.options)
    return "" if fits else "Choose at least one option first."


def _unclear_text(given: Any) -> str:
    if not isinstance(given, str) or not _is_whole(given):
        return "Write an answer first."
    if len(given) > LONGEST:
        return f"This is too long: {len(given)} characters of {LONGEST}."
    return "" if tidy(given) else "Write an answer first."


def _is_an_order_of(asked: Asked, given: Any) -> bool:
    return sorted(_texts(given)) == sorted(asked.options)


def _unclear_match(asked: Asked, given: Any) -> str:
    found = given if isinstance(given, dict) else {}
    left = [prompt for prompt in asked.prompts if not _is_option(asked, found.get(prompt))]
    if left:
        return f"Choose a match for each first: “{left[0]}” has none yet."
    return "" if set(found) == set(asked.prompts) else "Choose a match for each first."


def _is_option(asked: Asked, given: Any) -> bool:
    return isinstance(given, str) and given in asked.options


def _texts(given: Any) -> list[str]:
    """A list of texts; empty, when it is anything else."""
    if not isinstance(given, list | tuple) or not all(isinstance(one, str) for one in given):
        return []
    return list(given)


def _is_whole(text: str) -> bool:
    """Whether it can be saved: browsers send half characters (lone surrogates) too."""
    return not any("\ud800" <= character <= "\udfff" for character in text)
