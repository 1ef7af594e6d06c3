"""A module's folder with every kind of question, and its quiz."""

from __future__ import annotations

from pathlib import Path

import pytest
from ruamel.yaml import YAML

from ownpace.activities.bank import Bank, Quiz, compile_bank

BANKS = Path(__file__).parent / "banks"


@pytest.fixture(scope="session")
def bank() -> Bank:
    """One quiz, ``curve``, with a question of every kind."""
    text = (BANKS / "good" / "every-kind.yml").read_text()
    return Bank.model_validate(YAML(typ="safe").load(text))


@pytest.fixture
def quiz(bank: Bank) -> Quiz:
    return bank.quizzes["curve"]


@pytest.fixture
def module(bank: Bank, tmp_path: Path) -> Path:
    """A released module's folder."""
    folder = tmp_path / "forgetting"
    folder.mkdir()
    (folder / "quiz.json").write_text(compile_bank(bank))
    return folder
