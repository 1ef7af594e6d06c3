"""Values in words that fit a message. Nothing here runs a method that a learner may have written:
an object of an unknown class is named, not asked."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import MappingProxyType
from typing import Any

from ownpace.checks.libraries import is_exactly, plain

LONGEST = 160
_ITEMS = 8
_DEEPEST = 3
_LONGEST_NAME = 40
#: Set where neither the class nor its methods can be changed from Python (CPython's object.h).
_IMMUTABLE = 1 << 8
_HEAP = 1 << 9

_KINDS: Mapping[type, str] = MappingProxyType(
    {
        bool: "a truth value (True or False)",
        int: "a number",
        float: "a number",
        complex: "a complex number",
        str: "text",
        bytes: "bytes",
        list: "a list",
        tuple: "a tuple",
        dict: "a dictionary",
        set: "a set",
        frozenset: "a frozen set",
        type(None): "nothing (None)",
    }
)


def show(value: Any, depth: int = 0) -> str:
    """``value`` as Python would write it where that is safe and short, else what kind it is."""
    text = _shown(plain(value), depth)
    return text if len(text) <= LONGEST else f"{text[: LONGEST - 1]}…"


def kind(value: Any) -> str:
    """What sort of value it is, with its article: ``text``, ``a list``, ``a DataFrame``."""
    value = plain(value)
    known = next((words for own, words in _KINDS.items() if type(value) is own), None)
    if known:
        return known
    if is_exactly(value, "numpy", "ndarray"):
        return "a NumPy array"
    if is_exactly(value, "pandas", "DataFrame", "Series"):
        return f"a {type_name(type(value))}"
    if callable(value) and type(value) is type(show):
        return "a function"
    return f"an object of class {type_name(type(value))}"


def type_name(own: type) -> str:
    """A class's name as Python holds it, whatever its metaclass says; short and printable."""
    name = type.__dict__["__name__"].__get__(own)
    clean = "".join(letter if letter.isprintable() else "?" for letter in name[:_LONGEST_NAME])
    return clean + ("…" if len(name) > _LONGEST_NAME else "")


def is_fixed(own: type) -> bool:
    """Whether no code can have changed how the class compares and shows its objects."""
    flags = type.__dict__["__flags__"].__get__(own)
    return bool(flags & _IMMUTABLE) or not flags & _HEAP


def error_words(error: BaseException) -> str:
    """An exception's class, and what it says where Python itself wrote that."""
    name, args = type_name(type(error)), vars(BaseException)["args"].__get__(error)
    said = args[0] if args else ""
    if is_fixed(type(error)) and type(said) is str and said:
        return f"{name}: {_text(said)}"
    return name


def _shown(value: Any, depth: int) -> str:
    writer = next((write for own, write in _WRITERS.items() if type(value) is own), None)
    if writer:
        return writer(value, depth)
    if is_exactly(value, "numpy", "ndarray"):
        return _array(value, depth)
    if is_exactly(value, "pandas", "DataFrame"):
        return _frame(value)
    if is_exactly(value, "pandas", "Series", "Index"):
        return f"a {type_name(type(value))} of {_items(value.to_numpy(), '[', ']', depth)}"
    if type(value) is range or is_exactly(value, "datetime", "date", "timedelta"):
        return repr(value)
    return kind(value)


def _integer(value: int, _: int) -> str:
    bits = value.bit_length()
    return f"{value}" if bits <= 200 else f"a whole number of about {int(bits * 0.30103)} digits"


def _float(value: float, _: int) -> str:
    """Twelve digits: enough to tell apart what counts, without 0.30000000000000004."""
    return repr(float(f"{value:.12g}"))


def _text(text: str) -> str:
    short = text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
    return "".join(letter if letter.isprintable() else " " for letter in short)


def _dictionary(value: dict[Any, Any], depth: int) -> str:
    if depth >= _DEEPEST:
        return "{…}"
    pairs = islice(list(value.items()), _ITEMS)
    inner = [f"{show(key, depth + 1)}: {show(item, depth + 1)}" for key, item in pairs]
    return "{" + ", ".join(inner) + (", …" if len(value) > _ITEMS else "") + "}"


def _items(values: Any, before: str, after: str, depth: int) -> str:
    if depth >= _DEEPEST:
        return f"{before}…{after}"
    inner = [show(item, depth + 1) for item in islice(values, _ITEMS)]
    return before + ", ".join(inner) + (", …" if len(values) > _ITEMS else "") + after


def _array(value: Any, depth: int) -> str:
    if value.ndim == 1:
        return _items(value, "array([", "])", depth)
    return f"an array of shape {value.shape}"


def _frame(value: Any) -> str:
    rows, columns = value.shape
    names = _items(list(value.columns), "", "", 0)
    return f"a DataFrame with {rows} rows and {columns} columns: {names}"


def _sequence(before: str, after: str) -> Callable[[Iterable[Any], int], str]:
    return lambda value, depth: _items(value, before, after, depth)


def _one_tuple(value: tuple[Any, ...], depth: int) -> str:
    return _items(value, "(", ",)" if len(value) == 1 else ")", depth)


def _set(value: set[Any], depth: int) -> str:
    return _items(value, "{", "}", depth) if value else "set()"


_WRITERS: Mapping[type, Callable[[Any, int], str]] = MappingProxyType(
    {
        bool: lambda value, _: repr(value),
        type(None): lambda value, _: repr(value),
        int: _integer,
        float: _float,
        complex: lambda value, _: repr(value),
        str: lambda value, _: repr(value if len(value) <= LONGEST else value[:LONGEST]),
        bytes: lambda value, _: repr(value[:LONGEST]),
        list: _sequence("[", "]"),
        tuple: _one_tuple,
        dict: _dictionary,
        set: _set,
        frozenset: _set,
    }
)
