"""Objects made to look right, or to break the check that looks at them."""

from __future__ import annotations

from fractions import Fraction
from typing import Any

import numpy as np
import pandas as pd
import pytest

from ownpace.checks import CheckFailed, Score, case, check_function, check_value


class EqualToAll:
    """Claims to equal everything, and to be of any class."""

    def __init__(self, pretended: type = int) -> None:
        self.pretended = pretended

    @property
    def __class__(self) -> Any:
        return self.pretended

    def __eq__(self, other: object) -> bool:
        return True

    def __ne__(self, other: object) -> bool:
        return False

    def __hash__(self) -> int:
        return hash("a")

    def __array__(self, dtype: Any = None, copy: Any = None) -> Any:
        return np.array([1, 2, 3])

    def __repr__(self) -> str:
        raise RuntimeError("shown")

    __str__ = __repr__
    __float__ = __index__ = __len__ = __repr__  # type: ignore[assignment]


class SameTypes(type):
    """A class that equals every class, and has another's name."""

    def __eq__(cls, other: object) -> bool:
        return True

    def __hash__(cls) -> int:
        return hash(int)

    def __getattribute__(cls, name: str) -> Any:
        return "int" if name == "__name__" else type.__getattribute__(cls, name)


class Metal(int, metaclass=SameTypes):
    pass


class MyInt(int):
    pass


class MyText(str):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = str.__hash__


class MyList(list[Any]):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None  # type: ignore[assignment]


class MyArray(np.ndarray):
    def __eq__(self, other: object) -> Any:
        return np.array([True, True, True])


class Nameless(metaclass=type("Loud", (type,), {"__repr__": lambda cls: 1 / 0})):
    pass


ndarray = type("ndarray", (EqualToAll,), {"shape": (3,), "dtype": np.dtype("i8")})
lookalike: Any = ndarray(np.ndarray)
cycle: list[Any] = []
cycle.append(cycle)


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (EqualToAll(), 3),
        (EqualToAll(str), "a"),
        (EqualToAll(type(None)), None),
        (Metal(3), 3),
        (MyInt(3), 3),
        (MyText("no"), "yes"),
        (MyText("yes"), "yes"),
        (MyList([1]), [1]),
        ([EqualToAll()], [3]),
        ((1, EqualToAll()), (1, 3)),
        ({"a": EqualToAll()}, {"a": 3}),
        ({EqualToAll(): 3}, {"a": 3}),
        ({EqualToAll()}, {"a"}),
        ({MyText("a")}, {"a"}),
        (frozenset({(1, MyText("a"))}), frozenset({(1, "a")})),
        (lookalike, np.array([1, 2, 3])),
        (EqualToAll(np.ndarray), np.array([1, 2, 3])),
        (np.array([1, 2, 3]).view(MyArray), np.array([1, 2, 3])),
        (np.array([EqualToAll()], dtype=object), np.array([3], dtype=object)),
        (EqualToAll(pd.DataFrame), pd.DataFrame({"a": [1]})),
        (pd.DataFrame({"a": [EqualToAll()]}), pd.DataFrame({"a": ["x"]})),
        (pd.Series([EqualToAll()]), pd.Series(["x"])),
        (EqualToAll(Fraction), Fraction(1, 3)),
        (cycle, [[[]]]),
        (Nameless(), 3),
        (type("x" * 10**6, (), {})(), 3),
        (type("\x1b[31m\n", (), {})(), 3),
    ],
    ids=lambda value: type.__dict__["__name__"].__get__(type(value))[:20],
)
def test_what_only_claims_to_be_right_is_wrong(value: Any, expected: Any) -> None:
    """And the message is short, on one line, and made without asking the object."""
    for hidden in (False, True):
        with pytest.raises(CheckFailed) as failed:
            check_value("answer", expected, value=value, hidden=hidden)
        assert len(str(failed.value)) < 400
        assert str(failed.value).isprintable()


def test_a_changed_data_frame_is_read_by_pandas_itself() -> None:
    """What is put on an object does not speak for it."""
    frame = pd.DataFrame({"a": [1]})
    object.__setattr__(frame, "equals", lambda other: True)
    object.__setattr__(frame, "to_numpy", lambda: np.array([[2]]))
    with pytest.raises(CheckFailed):
        check_value("frame", pd.DataFrame({"a": [2]}))


def test_a_list_of_itself_is_shown_in_short() -> None:
    """A message ends."""
    with pytest.raises(CheckFailed) as failed:
        check_value("cycle", 3, value=cycle)
    assert len(str(failed.value)) < 200


def test_classes_that_decide_what_they_equal_are_the_teachers_error() -> None:
    """A check that would have to believe the learner's ``==`` says so."""
    with pytest.raises(TypeError, match="Compare their parts"):
        check_value("answer", EqualToAll.__new__(MyPoint), value=EqualToAll.__new__(MyPoint))


class MyPoint(EqualToAll):
    pass


class LoudError(Exception):
    """An error that breaks whoever looks at it."""

    args: Any = property(lambda self: 1 / 0)
    __traceback__: Any = property(lambda self: 1 / 0)

    def __str__(self) -> str:
        raise RuntimeError("shown")


def test_a_hostile_error_is_named(capsys: pytest.CaptureFixture[str]) -> None:
    """Neither a check nor a part of a score asks it for its words."""

    def stop() -> None:
        raise LoudError("secret")

    with pytest.raises(CheckFailed, match="stops with LoudError, in line"):
        check_function("stop", case(gives=1))
    score = Score()
    with score.part(1):
        stop()
    assert score.total() == 0
    assert "LoudError" in capsys.readouterr().out
