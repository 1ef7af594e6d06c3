"""What only the *capstone* promises: a log of your own or an example; two parts for a person."""

from __future__ import annotations

import importlib.util
import sys
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from types import ModuleType

import pandas as pd
import pytest

from ownpace.activities.bank import read_quizzes
from ownpace.store.answers import record_answer
from ownpace.store.layout import ANSWERS_FILE
from tests.python.content.classroom import COURSE, is_for_a_person, read, stripped, unpack
from tests.python.content.figures import Words, answer

NOW = datetime(2027, 1, 20, 12, tzinfo=UTC)
OWN = ("my_log.csv", "my_minutes.csv")

Load = Callable[[Path], ModuleType]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch) -> Load:
    """The module's own script, from a learner's folder."""
    monkeypatch.setattr(sys, "dont_write_bytecode", True)

    def load(capstone: Path) -> ModuleType:
        spec = importlib.util.spec_from_file_location("log_of_test", capstone / "capstone_log.py")
        assert spec is not None
        assert spec.loader is not None
        script = importlib.util.module_from_spec(spec)
        spec.loader.exec_module(script)
        return script

    return load


def answer_all(folder: Path, misses: int = 1) -> int:
    """Answer each quiz of a module; how many questions of practice that were."""
    count = 0
    for name, quiz in read_quizzes(folder).items():
        given = {q.id: {"given": "?", "misses": misses, "sure": "sure"} for q in quiz.questions}
        record_answer(folder, name, "quiz", {"questions": given}, complete=True, now=NOW)
        count += 0 if quiz.graded else len(given)
    return count


def test_nobody_has_to_use_their_own(tmp_path: Path, loaded: Load) -> None:
    """Who does not ask for their own log gets the example, and nothing is written."""
    capstone = unpack("capstone", tmp_path)
    answer_all(unpack("calibration", tmp_path))
    log, minutes = loaded(capstone).load_log()
    assert (len(log), len(minutes)) == (91, 7)
    assert not [name for name in OWN if (capstone / name).exists()]


def test_too_few_answers_give_the_example(
    tmp_path: Path, loaded: Load, capsys: pytest.CaptureFixture[str]
) -> None:
    """A learner with few or no answers can do the module all the same, and is told why."""
    capstone = unpack("capstone", tmp_path)
    log, _ = loaded(capstone).load_log(own=True)
    assert len(log) == 91
    assert "There are 0 answers of yours so far, and 20 are needed." in capsys.readouterr().out
    assert not [name for name in OWN if (capstone / name).exists()]


def test_own_answers_become_a_table(tmp_path: Path, loaded: Load) -> None:
    """Of all modules, in the order of the course; quizzes for points are left out, since nobody
    knows yet what is right in them, and so are texts. Minutes are those of the check-in."""
    capstone = unpack("capstone", tmp_path)
    count = sum(answer_all(unpack(module, tmp_path)) for module in ("together", "calibration"))
    calibration = tmp_path / "calibration"
    record_answer(calibration, "c", "checkin", {"sure": 4, "minutes": 90}, complete=True, now=NOW)
    record_answer(calibration, "r", "reflect", {"text": "Mine alone"}, complete=True, now=NOW)
    log, minutes = loaded(capstone).load_log(own=True)
    assert len(log) == count
    assert list(log) == ["module", "question", "misses", "sure", "at"]
    assert list(dict.fromkeys(log["module"])) == ["calibration", "together"]
    assert set(log["misses"]) == {1}
    assert set(log["sure"]) == {"sure"}
    assert log["at"].dt.day.unique().tolist() == [NOW.astimezone().day]
    assert minutes.set_index("module").loc["calibration", ["planned", "real"]].tolist() == [70, 90]
    assert minutes["real"].isna().sum() == len(minutes) - 1
    assert not [name for name in OWN if "Mine" in (capstone / name).read_text(encoding="utf-8")]


def test_what_was_kept_is_used_where_the_other_modules_are_not(
    tmp_path: Path, loaded: Load
) -> None:
    """As on the side of whoever marks the figure and the story."""
    capstone = unpack("capstone", tmp_path / "learner")
    answer_all(unpack("together", tmp_path / "learner"))
    answer_all(unpack("calibration", tmp_path / "learner"))
    log, minutes = loaded(capstone).load_log(own=True)
    handed_in = capstone.rename(tmp_path / "capstone")
    again, minutes_again = loaded(handed_in).load_log(own=True)
    assert again.equals(log)
    assert minutes_again.equals(minutes)


@pytest.mark.parametrize(
    "content",
    ["", "[]", "{", '{"answers": 7}', '{"answers": {"a": 7, "b": {"kind": "quiz", "value": []}}}'],
)
def test_a_damaged_file_says_nothing(tmp_path: Path, loaded: Load, content: str) -> None:
    """What cannot be understood is passed over; the other modules count."""
    capstone = unpack("capstone", tmp_path)
    (unpack("together", tmp_path) / ANSWERS_FILE).write_text(content)
    assert len(loaded(capstone).gathered(tmp_path)[0]) == 0


def test_the_files_are_as_the_script_expects() -> None:
    """The example has the columns that one's own log has."""
    folder = COURSE / "source" / "capstone"
    heads = [
        (folder / name).read_text(encoding="utf-8").splitlines()[0]
        for name in ("example_log.csv", "example_minutes.csv")
    ]
    assert heads == ["module,question,misses,sure,at", "module,planned,real"]


def test_two_parts_are_for_a_person() -> None:
    """As nbgrader marks them, and without what their author wrote there."""
    cells = [cell for cell in stripped(read("capstone")).cells if is_for_a_person(cell)]
    points = {cell.id: cell.metadata.nbgrader.points for cell in cells}
    assert points == {"figure-of-mine": 3, "story-of-mine": 6}
    assert [cell.cell_type for cell in cells] == ["code", "markdown"]
    assert "YOUR CODE HERE" in cells[0].source
    assert cells[1].source == "YOUR ANSWER HERE"


def test_capstone_figures_answer(words_of: Words) -> None:
    """The figures of the capstone give the answers of its quiz, and what its example story says."""

    def luck(answers: int) -> str:
        return words_of("capstone", "draw_luck", answers, 70)

    assert f"between {answer('capstone', 'ten-answers'):g} % and 100 %" in luck(10)
    enough = int(answer("capstone", "answers-needed"))
    assert "between 60 % and 80 %" in luck(enough)
    assert "a range of 21 points" in luck(enough - 10)
    log = pd.read_csv(COURSE / "source" / "capstone" / "example_log.csv", parse_dates=["at"])
    sure = words_of("capstone", "draw_log", log, "how sure", 1)
    assert "guessing 33 % (6), unsure 54 % (26), sure 80 % (41)" in sure
    hours = words_of("capstone", "draw_log", log, "time of day", 1)
    assert "before 12 67 %" in hours
    assert "after 21 70 %" in hours
