"""What only the module *together* promises: figures that answer its questions."""

from __future__ import annotations

import pandas as pd

from tests.python.content.classroom import COURSE
from tests.python.content.figures import Words, answer

FOLDER = COURSE / "source" / "together"


def test_together_figures_answer(words_of: Words) -> None:
    """The figures of together give the answers of its quizzes: an inner join hides those who wait
    in vain, and the network falls apart without the few who reply most."""
    questions = pd.read_csv(FOLDER / "questions.csv")
    replies = pd.read_csv(FOLDER / "replies.csv")
    joined = questions.merge(replies, on="question", how="left")
    assert (len(questions), len(replies), len(joined)) == (60, 80, 88)

    def waits(how: str) -> str:
        return words_of("together", "draw_waits", questions, replies, 48, how)

    def network(without: int, person: str = "nobody") -> str:
        return words_of("together", "draw_network", joined, person, without)

    no_left, no_inner = answer("together", "no-left"), answer("together", "no-inner")
    assert f"no: 16 of 27 ({no_left:g} %)" in waits("left: all questions")
    assert f"no: 16 of 20 ({no_inner:g} %)" in waits("inner: those with a reply")
    assert f": {answer('together', 'without-one'):g} of 80 replies" in network(1)
    apart = int(answer("together", "falls-apart"))
    assert "groups of 8 and 3" in network(apart)
    assert "in one group" in network(apart - 1)
    assert "Nia replied to 0 (nobody), and got replies from 2" in network(0, "Nia")
    assert "Omar replied to 1 (Amara)" in network(0, "Omar")
    assert "Bao replied to 1 (Farid)" in network(0, "Bao")
