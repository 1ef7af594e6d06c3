"""Checks of functions: over cases, and against a reference on values that nobody has seen."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from itertools import zip_longest
from random import Random
from types import FunctionType
from typing import Any

from ownpace.checks.calls import Called, call, find
from ownpace.checks.cases import Case
from ownpace.checks.compare import difference
from ownpace.checks.difference import Difference
from ownpace.checks.failure import CheckFailed, sentences
from ownpace.checks.names import ABSENT
from ownpace.checks.showing import show, type_name
from ownpace.checks.tolerance import Tolerance
from ownpace.checks.values import message, said_of

Inputs = Iterable[Any] | Callable[[Random], Any]
_RETURN = "Begin its last line with return."


def check_function(
    function: str | Callable[..., Any],
    *cases: Case,
    rtol: float | None = None,
    atol: float | None = None,
    exact: bool = False,
    hint: str = "",
    hidden: bool = False,
) -> None:
    """A function (by its name in quotation marks) must do what each ``case`` says.

    With ``hidden`` neither the arguments nor the results are in the message, and what the function
    prints is not shown. Raises ``CheckFailed`` at the first case that does not hold.

    >>> def double(number):
    ...     return 2 * number
    >>> check_function("double", case(3, gives=6), case(-1, gives=-2), hint="Multiply by 2.")
    """
    if not cases:
        raise TypeError('Give at least one case: check_function("double", case(3, gives=6)).')
    name, found = find(function)
    within = Tolerance(rtol, atol, exact)
    for each in cases:
        listen = each.prints is not None
        called = call(found, each.args, each.kwargs, listen=listen, silent=hidden)
        said = _problem(name, each, called, within, hint, hidden)
        if said:
            raise CheckFailed(said) from None


def check_not_hard_coded(
    function: str | Callable[..., Any],
    like: Callable[..., Any],
    inputs: Inputs,
    *,
    tries: int = 20,
    seed: int = 0,
    rtol: float | None = None,
    atol: float | None = None,
    exact: bool = False,
    hint: str = "",
) -> None:
    """A function must return what the reference ``like`` returns, for values it has not seen.

    ``inputs``: tuples of arguments (or single ones), or a function that draws one from a
    ``random.Random``; it is asked ``tries`` times, the same for all learners and all times unless
    ``seed`` changes. The message holds none of them.

    >>> def double(number):
    ...     return 2 * number
    >>> check_not_hard_coded("double", lambda n: 2 * n, lambda random: random.randint(1, 99))
    """
    name, found = find(function)
    within = Tolerance(rtol, atol, exact)
    wrong, results = "", []
    for args in _tuples(inputs, tries, seed):
        called, expected = call(found, args, silent=True), like(*args)
        results.append(called.value)
        wrong = wrong or _unseen_problem(called, expected, within)
    if not results:
        raise TypeError("There is nothing to try: inputs is empty.")
    if wrong:
        raise CheckFailed(_unseen_words(name, found, wrong, _is_constant(results, within), hint))


def _problem(
    name: str, case: Case, called: Called, within: Tolerance, hint: str, hidden: bool
) -> str:
    """What is wrong with one call, as a message; empty if nothing is."""
    hint = case.hint or hint
    subject = "" if hidden else case.words(name)
    if case.raises is not None or called.error:
        return _of_errors(name, case, called, hint, hidden)
    if case.gives is not ABSENT:
        seen = difference(called.value, case.gives, within)
        if seen and called.value is None:
            return _gave_nothing(subject or name, case.gives, hidden)
        if seen:
            said = said_of(called.value, case.mistakes, within)
            if hidden:
                return _hidden(name, said or hint)
            return message(subject, called.value, seen, said, hint)
    if case.prints is not None:
        seen = _of_lines(called.printed, case.prints)
        if seen:
            return _hidden(name, hint) if hidden else message(subject, None, seen, "", hint)
    return ""


def _of_errors(name: str, case: Case, called: Called, hint: str, hidden: bool) -> str:
    if called.error and case.raises and issubclass(type(called.error), case.raises):
        return ""
    if hidden:
        return _hidden(name, hint, "stops with an error" if called.error else "")
    seen = called.stopped() if called.error else f"is {show(called.value)}"
    wanted = f"it to stop with {type_name(case.raises)}" if case.raises else "a result"
    step = hint or ("Look at that line." if called.error else "Use raise.")
    return sentences(f"{case.words(name)} {seen}.", f"We expected {wanted}.", step)


def _gave_nothing(subject: str, gives: Any, hidden: bool) -> str:
    wanted = "a result" if hidden else show(gives)
    return f"{subject} gave nothing back (None). We expected {wanted}. {_RETURN}"


def _hidden(name: str, hint: str, seen: str = "") -> str:
    return sentences(
        f"For values that are not shown, {name} {seen or 'does something else than expected'}.",
        "We expected it to work for those too." if seen else "",
        hint or "Try it with values of your own, and compare with what you work out by hand.",
    )


def _of_lines(printed: str, expected: str) -> Difference | None:
    """The first line that differs; spaces at the ends of lines and of the whole do not count."""
    mine, yours = _lines(printed), _lines(expected)
    if not mine and yours:
        return Difference("prints nothing", show(expected), guess="Use print.")
    for number, (line, wanted) in enumerate(zip_longest(mine, yours), start=1):
        if line is None:
            return Difference(f"prints {_count(mine)}", f"{_count(yours)}")
        if wanted is None:
            return Difference(f"prints {show(line)} in line {number}", "nothing more")
        seen = difference(line, wanted)
        if seen:
            return Difference(f"prints {show(line)} in line {number}", show(wanted), seen.step)
    return None


def _lines(text: str) -> list[str]:
    return [line.rstrip() for line in text.strip("\n").rstrip().splitlines()]


def _count(lines: list[str]) -> str:
    return f"{len(lines)} line" + ("" if len(lines) == 1 else "s")


def _tuples(inputs: Inputs, tries: int, seed: int) -> Iterable[tuple[Any, ...]]:
    random = Random(seed)
    drawn = (inputs(random) for _ in range(tries)) if callable(inputs) else inputs
    return (each if type(each) is tuple else (each,) for each in drawn)


def _unseen_problem(called: Called, expected: Any, within: Tolerance) -> str:
    if called.error:
        return "stops with an error"
    if called.value is None and expected is not None:
        return "gives nothing back (None)"
    return "gives a wrong result" if difference(called.value, expected, within) else ""


def _is_constant(results: list[Any], within: Tolerance) -> bool:
    """Whether the function returned one number or text for everything."""
    first = results[0]
    if len(results) < 2 or not any(type(first) is own for own in (int, float, str, bool)):
        return False
    return not any(difference(result, first, within) for result in results)


def _unseen_words(name: str, function: Any, wrong: str, constant: bool, hint: str) -> str:
    if constant:
        seen, wanted = "gives the same result whatever it is given", "a result that follows from it"
        step = f"Use {_parameters(function)} in it, and no fixed numbers."
        return sentences(f"{name} {seen}.", f"We expected {wanted}.", hint or step)
    step = _RETURN if "None" in wrong else "Try it with values of your own."
    seen = f"With values that it has not seen, {name} {wrong}."
    return sentences(seen, "We expected it to work for all.", hint or step)


def _parameters(function: Any) -> str:
    if type(function) is not FunctionType:
        return "what it is given"
    names = function.__code__.co_varnames[: function.__code__.co_argcount]
    return " and ".join(names) if 0 < len(names) < 4 else "what it is given"
