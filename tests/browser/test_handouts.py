"""Drawing a handout, by the Chromium that is here."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from docs.handouts import text
from docs.handouts.drawing import draw
from docs.handouts.text import Handout, read_handout
from tests.support.handouts import Paper, letters_of

WORDS = """\
# Plans: “if” & “then”

See [a study](https://example.org/1?a=1&b=2), or <https://example.org/2>.

## Do it

- [ ] Choose a day
- Write `x = 1`

---

| when | what |
|---|---|
| Tuesday → | open it |
"""
PLAN = Handout("plan", WORDS, "Plans: “if” & “then”", "A course", "en-GB")


@pytest.fixture(scope="module")
def drawn(browser: Browser) -> bytes:
    return draw(PLAN, browser)


def test_a_handout_is_tagged_titled_and_whole(drawn: bytes) -> None:
    """Its parts are tagged as what they are; addresses of links can be read on paper."""
    paper = Paper(PLAN, drawn)
    assert {"/H1", "/H2", "/P", "/L", "/LI", "/Table", "/TH", "/TD", "/Link"} <= paper.tags
    assert paper.reader.metadata
    assert paper.reader.metadata.title == PLAN.title
    assert paper.root["/Lang"] == "en-GB"
    assert paper.letters == letters_of(PLAN)
    assert "(https://example.org/1?a=1&b=2)" in paper.reader.pages[0].extract_text()


def test_the_same_text_gives_the_same_bytes(drawn: bytes, browser: Browser) -> None:
    """Drawn again it is no change for git, since no time is in it; another text is one."""
    assert draw(replace(PLAN, markdown=WORDS + "\nMore."), browser) != drawn
    assert draw(PLAN, browser) == drawn
    assert not [key for key in Paper(PLAN, drawn).reader.metadata or () if "Date" in key]


def test_a_text_without_one_title_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A title is what a screen reader says first of a file."""
    monkeypatch.setattr(text, "HANDOUTS", tmp_path)
    (tmp_path / "plan.md").write_text("Words.\n")
    with pytest.raises(SystemExit, match="there are 0"):
        read_handout("plan")
