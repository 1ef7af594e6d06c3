"""One call of a function, and what should come of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from ownpace.checks.names import ABSENT
from ownpace.checks.showing import show
from ownpace.checks.values import Mistakes


@dataclass(frozen=True)
class Case:
    """See ``case``. What is ABSENT (``prints``, ``raises``: None) does not matter."""

    args: tuple[Any, ...] = ()
    kwargs: dict[str, Any] = field(default_factory=dict)
    gives: Any = ABSENT
    prints: str | None = None
    raises: type[BaseException] | None = None
    mistakes: Mistakes = ()
    hint: str = ""

    def __post_init__(self) -> None:
        if self.gives is ABSENT and self.prints is None and self.raises is None:
            raise TypeError("A case says what comes of the call: gives=, prints= or raises=.")

    def words(self, name: str) -> str:
        """The call, as a learner would write it."""
        named = [f"{key}={show(value)}" for key, value in self.kwargs.items()]
        return f"{name}({', '.join([*map(show, self.args), *named])})"


def case(
    *args: Any,
    gives: Any = ABSENT,
    prints: str | None = None,
    raises: type[BaseException] | None = None,
    mistakes: Mistakes = (),
    hint: str = "",
    **kwargs: Any,
) -> Case:
    """A call with these arguments, which returns ``gives``, prints ``prints`` (spaces at the ends
    of lines aside), or stops with ``raises``. ``mistakes``: wrong results, and what to say of each.

    >>> slip = case(50, 0.2, gives=40, mistakes={10.0: "Use 1 - saved."})
    """
    return Case(args, kwargs, gives, prints, raises, mistakes, hint)
