"""nbgrader's gradebook, read as a plain database."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from pathlib import Path

#: By learner and module: the score with lateness taken off, and what was taken.
Book = dict[tuple[str, str], tuple[float, float]]

_SCORES = """
SELECT sa.student_id, a.name, SUM(COALESCE(g.manual_score, g.auto_score, 0)),
       COALESCE(sn.late_submission_penalty, 0)
FROM submitted_assignment sa JOIN assignment a ON a.id = sa.assignment_id
JOIN submitted_notebook sn ON sn.assignment_id = sa.id JOIN grade g ON g.notebook_id = sn.id
GROUP BY sa.id
"""


def read_book(root: Path) -> Book:
    with closing(sqlite3.connect(root / "gradebook.db")) as book:
        return {
            (learner, module): (earned - penalty, penalty)
            for learner, module, earned, penalty in book.execute(_SCORES)
        }
