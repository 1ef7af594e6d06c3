"""What an answer to a graded question earns: a share from 0 to 1, by a rule for each kind.

| kind | share |
|---|---|
| single, number, text | 1 when it is right, else 0 |
| multiple | (right ones chosen − wrong ones chosen) / right ones there are |
| ordering | (pairs of items in their right order − pairs in the wrong one) / all pairs |
| matching | right pairs / all pairs |

Never under 0. So an answer by chance, or all boxes ticked, earns nothing on average where a share
is given for parts (matching is the exception: its pairs are told apart by knowing some of them).
"""

from __future__ import annotations

from itertools import combinations
from typing import Any

from ownpace.activities.asking import asked
from ownpace.activities.questions import (
    Matching,
    Multiple,
    Number,
    Ordering,
    Question,
    Single,
    Text,
)
from ownpace.activities.reading import unclear
from ownpace.activities.verdict import is_right_text, judge


def share(question: Question, given: Any) -> float:
    """The share that ``given`` earns; 0 for what cannot be understood. Raises
    ``matching.Undecided`` where a pattern takes too long: that is no verdict on the learner."""
    if unclear(asked(question), given):
        return 0.0
    match question:
        case Single() | Number():
            return float(judge(question, given).outcome == "right")
        case Text():
            return float(is_right_text(question, given))
        case Multiple():
            return _share_of_choice(question, given)
        case Ordering():
            return _share_of_order(question, given)
        case Matching():
            hits = [pair for pair in question.pairs if given[pair.text] == pair.match]
            return len(hits) / len(question.pairs)


def _share_of_choice(question: Multiple, given: list[str]) -> float:
    right = {option.text for option in question.options if option.right}
    hits = len(right & set(given))
    return max(0.0, (hits - (len(given) - hits)) / len(right))


def _share_of_order(question: Ordering, given: list[str]) -> float:
    """Kendall's tau, of Kendall (1938), "A new measure of rank correlation", without its minus."""
    place = {item: n for n, item in enumerate(question.items)}
    pairs = list(combinations(given, 2))
    kept = sum(place[first] < place[second] for first, second in pairs)
    return max(0.0, (2 * kept - len(pairs)) / len(pairs))
