"""What a teacher corrected, told from what a learner wrote."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from ownpace.course.correcting import cell_prints, changed_pieces, corrected, key_of
from ownpace.course.outline import source
from tests.support.learner import CHECK, Notebook, code, grading_cell, lesson, markdown, worked


def revised(**texts: str) -> Notebook:
    """The lesson with other texts in some of its cells, by id."""
    copy: Notebook = json.loads(json.dumps(lesson()))
    for cell in copy["cells"]:
        cell["source"] = texts.get(cell["id"], cell["source"])
    return copy


def told(now: Notebook) -> list[tuple[str, str]]:
    return [(p.kind, p.name) for p in changed_pieces(cell_prints(lesson()), cell_prints(now))]


def bring_in(mine: Notebook, now: Notebook) -> Notebook:
    return corrected(mine, cell_prints(lesson()), now)


def texts(notebook: Notebook) -> list[str]:
    return [source(cell) for cell in notebook["cells"]]


def test_changed_pieces_are_named() -> None:
    """Checks by their title, all else by its step, each once; nothing where nothing changed."""
    assert told(lesson()) == []
    now = revised(right="assert add(2, 2) == 4", work="def add(a, b):\n    ...", add="## Add\nNew")
    now["cells"].append(markdown("more", "## Go on"))
    del now["cells"][3]
    assert told(now) == [
        ("changed", "“Add”"),
        ("changed", "the check “Adds two numbers”"),
        ("added", "“Go on”"),
        ("removed", "the check “parts”"),
    ]


def test_what_the_learner_did_not_touch_becomes_the_new() -> None:
    """The notebook is as if begun now."""
    now = revised(right="assert add(2, 2) == 4", add="## Add\nBetter words.")
    assert texts(bring_in(lesson(), now)) == texts(now)


def test_what_the_learner_wrote_stays() -> None:
    """In a solution, and in the text of a lesson; the new text stands below, quoted as it is."""
    now = revised(work="def add(a, b):\n    # ``` in a comment\n    ...")
    mine = bring_in(worked(lesson()), now)
    assert source(grading_cell(mine, "work")) == "def add(a, b):\n    return a + b"
    quoted = mine["cells"][2]
    assert quoted["cell_type"] == "markdown"
    assert source(quoted).startswith("**Updated by your teacher:**\n\n````\ndef add(a, b):")


def test_checks_are_the_teachers() -> None:
    """A check that the learner altered is the released one again."""
    mine = worked(lesson())
    grading_cell(mine, "right")["source"] = "assert True"
    now = revised(right="assert add(2, 2) == 4")
    assert source(grading_cell(bring_in(mine, now), "right")) == "assert add(2, 2) == 4"


def test_new_cells_come_in_their_place() -> None:
    """After the cell that they follow, whatever the learner put between; at the top as well."""
    mine = worked(lesson())
    mine["cells"].insert(2, code("scratch", "add(1, 1)"))
    now = lesson()
    now["cells"].insert(2, markdown("tip", "A tip."))
    now["cells"].insert(0, markdown("hello", "Welcome."))
    keys = [key_of(cell) for cell in bring_in(mine, now)["cells"]]
    assert keys[:5] == ["hello", "add", "work", "tip", "scratch"]


def test_removed_cells_go_unless_written_in() -> None:
    """What the learner wrote in a cell that is no longer there stays."""
    now = lesson()
    now["cells"] = [cell for cell in now["cells"] if cell["id"] not in ("work", "parts", "look")]
    keys = [key_of(cell) for cell in bring_in(worked(lesson()), now)["cells"]]
    assert keys == ["add", "work", "right", "explain", "why"]


def test_a_cell_that_the_learner_deleted_stays_deleted() -> None:
    """Unless the teacher changed it."""
    mine = worked(lesson())
    mine["cells"] = [cell for cell in mine["cells"] if cell["id"] not in ("look", "right")]
    now = revised(right=f"{CHECK}\nassert add(2, 2) == 4")
    keys = [key_of(cell) for cell in bring_in(mine, now)["cells"]]
    assert keys == ["add", "work", "right", "parts", "explain", "why"]


_TEXTS = st.dictionaries(
    st.sampled_from(["add", "work", "right", "parts", "explain", "why", "look"]),
    st.text(max_size=20),
)


@given(_TEXTS, _TEXTS)
def test_no_word_of_the_learner_is_lost(mine: dict[str, str], now: dict[str, str]) -> None:
    """Whatever was written in cells that are the learner's is there afterwards, and bringing in
    the same again changes nothing."""
    work, released = revised(**mine), revised(**now)
    once = bring_in(work, released)
    own = {"add", "work", "explain", "why", "look"}
    kept: list[Any] = [cell for cell in work["cells"] if cell["id"] in own & mine.keys()]
    untouched = {key_of(c): source(c) for c in lesson()["cells"]}
    for cell in kept:
        assert source(cell) in texts(once) or source(cell) == untouched[key_of(cell)]
    again = corrected(once, cell_prints(released), released)
    assert texts(again) == texts(once)
