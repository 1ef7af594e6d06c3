"""What only the module *calibration* promises: figures that answer its questions."""

from __future__ import annotations

import re

import pandas as pd

from tests.python.content.classroom import COURSE
from tests.python.content.figures import Words, answer

FOLDER = COURSE / "source" / "calibration"


def test_calibration_figures_answer(words_of: Words) -> None:
    """The figures of feedback give the answers of its quizzes: noise alone makes the chart, and
    sorted by skill all quarters are off by the optimism."""
    answers = pd.read_csv(FOLDER / "answers.csv")
    everyone = words_of("calibration", "draw_calibration", answers, "Everyone", 1)
    assert f"100 % sure, {answer('calibration', 'certain-right'):g} % right" in everyone
    hana = words_of("calibration", "draw_calibration", answers, "Hana", 5)
    assert f"Dots shown: {answer('calibration', 'dots-left'):g}." in hana
    dalia = words_of("calibration", "draw_calibration", answers, "Dalia", 1)
    assert "57 % sure and 85 % right" in dalia

    def quarters(noise: int, optimism: int, order: str = "test points") -> list[str]:
        said = words_of("calibration", "draw_quarters", noise, optimism, order)
        return re.findall(r"\((.+?)\)", said)

    lowest = f"{answer('calibration', 'lowest-too-high'):g} too high"
    assert quarters(15, 10) == [lowest, "14 too high", "7 too high", "4 too low"]
    assert quarters(0, 10) == ["10 too high"] * 4
    assert quarters(15, 0) == ["13 too high", "4 too high", "3 too low", "14 too low"]
    assert quarters(15, 10, "true skill") == ["10 too high"] * 4
