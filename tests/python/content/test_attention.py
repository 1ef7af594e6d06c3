"""What only the module *attention* promises: its data, and figures that answer its questions."""

from __future__ import annotations

import importlib.util
from pathlib import Path
from types import ModuleType

import pytest

from tests.python.content.classroom import COURSE
from tests.python.content.figures import Words, answer, figures_of

FOLDER = COURSE / "source" / "attention"


@pytest.fixture
def simulation() -> ModuleType:
    """The script that ships beside the data."""
    spec = importlib.util.spec_from_file_location("simulate", FOLDER / "simulate_attention.py")
    assert spec is not None
    assert spec.loader is not None
    found = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(found)
    return found


def test_the_script_makes_the_data(simulation: ModuleType, tmp_path: Path) -> None:
    """Byte for byte, so that what the text says of their rules is true."""
    simulation.write(tmp_path)
    made = {path.name: path.read_bytes() for path in tmp_path.iterdir()}
    assert made == {name: (FOLDER / name).read_bytes() for name in ("sessions.csv", "styles.csv")}


def test_sessions_answer(words_of: Words) -> None:
    """The figure of sessions gives the answers of its quiz."""
    strain = words_of("attention", "draw_sessions", "strain", "all")
    assert f"with 3 or more {answer('attention', 'strain-of-busy')}." in strain
    minutes = words_of("attention", "draw_sessions", "minutes", "all")
    assert "without interruptions 38.4," in minutes
    assert "with 3 or more 62.7." in minutes
    assert answer("attention", "minutes-of-busy") == pytest.approx(62.7 - 38.4)
    evening = words_of("attention", "draw_sessions", "strain", "evening")
    assert "without interruptions there are none" in evening


def test_the_text_tells_the_truth_about_the_data() -> None:
    """More exercises in busy sessions, hardly fewer an hour; matched people ahead, no crossing."""
    figures = figures_of("attention")
    sessions = figures.SESSIONS
    busy, calm = (sessions[c] for c in (sessions.interruptions >= 3, sessions.interruptions == 0))
    assert busy["exercises"].mean() - calm["exercises"].mean() > 3
    assert -1 < busy["exercises an hour"].mean() - calm["exercises an hour"].mean() < 0
    people = figures.pd.read_csv(FOLDER / "styles.csv")
    matched = people["prefers"] == people["taught"]
    assert people[matched]["score"].mean() > people[~matched]["score"].mean()
    means = people.groupby(["prefers", "taught"])["score"].mean()
    assert all(means[who, "pictures"] > means[who, "words"] for who in ("pictures", "words"))


def test_crossing_answers(words_of: Words) -> None:
    """The figure of learning styles gives the answers of its quiz, and no smaller help does."""
    least = int(answer("attention", "least-matching"))
    crossed = "Each group learns more its own way."
    assert crossed in words_of("attention", "draw_crossing", 6, least)
    assert "Not each group learns more" in words_of("attention", "draw_crossing", 6, least - 1)
    first = words_of("attention", "draw_crossing", 6, 2)
    assert "pictures: 68 with pictures, 60 with words." in first
    assert "words: 66 with pictures, 62 with words. Both groups learn more with pictures." in first
