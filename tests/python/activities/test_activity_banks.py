"""Question banks, good and bad; the bad ones say what is wrong in their first line."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from pydantic import ValidationError
from ruamel.yaml import YAML

from ownpace.activities.bank import Bank, compile_bank, read_quizzes
from ownpace.errors import ActivityError

BANKS = Path(__file__).parent / "banks"
GOOD = sorted((BANKS / "good").glob("*.yml"))
BAD = sorted((BANKS / "bad").glob("*.yml"))


def load(path: Path) -> Any:
    return YAML(typ="safe").load(path.read_text())


@pytest.mark.parametrize("path", GOOD, ids=lambda path: path.stem)
def test_a_good_bank_reaches_learners_unchanged(path: Path, tmp_path: Path) -> None:
    """What is compiled into quiz.json is read back as the same quizzes."""
    bank = Bank.model_validate(load(path))
    (tmp_path / "quiz.json").write_text(compile_bank(bank))
    assert read_quizzes(tmp_path) == bank.quizzes


@pytest.mark.parametrize("path", BAD, ids=lambda path: path.stem)
def test_a_bad_bank_says_where_and_what(path: Path) -> None:
    """Each mistake has its place and a message a teacher can act on."""
    expected = path.read_text().splitlines()[0].removeprefix("# says: ")
    with pytest.raises(ValidationError) as caught:
        Bank.model_validate(load(path))
    said = [
        f"{'.'.join(str(part) for part in error['loc'])}: {error['msg']}"
        for error in caught.value.errors()
    ]
    assert any(expected in line for line in said), said


def test_numbers_may_be_written_bare() -> None:
    """``text: 7`` is the option "7"."""
    bank = Bank.model_validate(load(BANKS / "good" / "numbers-as-text.yml"))
    assert bank.quizzes["count"].title == "42"


def test_compiling_twice_gives_the_same_bytes(bank: Bank) -> None:
    """A module whose questions did not change is not released as changed."""
    assert compile_bank(bank) == compile_bank(bank.model_copy(deep=True))


def test_a_module_without_questions_says_what_to_do(tmp_path: Path) -> None:
    """No quiz.json: a message with a next step."""
    with pytest.raises(ActivityError, match=r"not in the folder.*[Ss]tart the module") as caught:
        read_quizzes(tmp_path)
    assert caught.value.code == "quiz-missing"


@pytest.mark.parametrize("content", ["", "[]", '{"format": 2, "quizzes": {}}', "\udcff"])
def test_damaged_questions_say_what_to_do(tmp_path: Path, content: str) -> None:
    """A quiz.json that cannot be understood is a message too, not a traceback."""
    (tmp_path / "quiz.json").write_text(content, errors="surrogateescape")
    with pytest.raises(ActivityError, match="cannot be read") as caught:
        read_quizzes(tmp_path)
    assert caught.value.code == "quiz-damaged"
