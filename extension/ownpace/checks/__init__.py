"""Checks for a teacher's check cells, which learners may call too.

    from ownpace.checks import case, check_function, check_value

Each says nothing when what it looks at is right, and otherwise raises ``CheckFailed`` with what was
seen, what was expected and one next step. ``Score`` gives partial credit. Nothing is imported for
it: NumPy, pandas and matplotlib are only looked at where the notebook has loaded them.
"""

from __future__ import annotations

from ownpace.checks.cases import case
from ownpace.checks.failure import CheckFailed
from ownpace.checks.functions import check_function, check_not_hard_coded
from ownpace.checks.plots import check_axes
from ownpace.checks.score import Score
from ownpace.checks.values import check_value

__all__ = [
    "CheckFailed",
    "Score",
    "case",
    "check_axes",
    "check_function",
    "check_not_hard_coded",
    "check_value",
]
