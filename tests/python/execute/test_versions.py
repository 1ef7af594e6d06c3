"""Noticing that a class was changed, without looking at what is in it."""

from __future__ import annotations

from typing import Any

import pytest

from ownpace_graders.execute.names import ClassNames
from ownpace_graders.execute.versions import Versions


def family() -> tuple[Any, Any, Any]:
    class Base:
        def value(self) -> int:
            return 1

    class Kind(Base):
        own = 1

    class Stranger:
        def value(self) -> int:
            return 2

    for each in (Base(), Kind(), Stranger()):
        each.value()  # CPython numbers a class when something of it is looked up
    return Base, Kind, Stranger


def test_what_is_as_it_was_is_not_looked_at() -> None:
    """Not even after it was used."""
    kinds = family()
    versions = Versions(kinds)
    assert [kind().value() for kind in kinds] == [1, 1, 2]
    assert versions.changed() == []


@pytest.mark.parametrize("name", ["own", "new", "value"])
def test_a_change_is_noticed(name: str) -> None:
    """Whether a name is replaced, or new and hides what is inherited."""
    kinds = family()
    versions = Versions(kinds)
    setattr(kinds[1], name, None)
    assert versions.changed() == [1]


def test_a_change_of_a_base_is_noticed_in_both() -> None:
    """What inherits from it is looked at as well."""
    kinds = family()
    versions = Versions(kinds)
    del kinds[0].value
    assert versions.changed() == [0, 1]


def test_names_of_changed_classes_are_put_back_and_told() -> None:
    """Replaced, removed and added ones; nobody is accused of a class that is as it was."""
    base, kind, stranger = family()
    names = ClassNames([base, kind, stranger])
    told: list[str] = []
    names.put_back(told.append)
    assert told == []
    kind.own, kind.value = 2, lambda self: 3
    del stranger.value
    names.put_back(told.append)
    assert (kind.own, kind().value(), stranger().value()) == (1, 1, 2)
    assert sorted(told) == ["replaced Kind.own", "replaced Kind.value", "replaced Stranger.value"]
