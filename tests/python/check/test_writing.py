"""``ownpace check`` reads a module's words: headings, pictures, links, questions, minutes."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from ownpace.activities.bank import Bank
from ownpace_graders.check.minutes import (
    ACTIVITY,
    CELL,
    EXERCISE,
    FIGURE,
    QUESTION,
    WORDS_A_MINUTE,
    Contents,
    estimated,
    minutes_fault,
)
from ownpace_graders.check.writing.headings import heading_faults
from ownpace_graders.check.writing.links import EMPTY, link_faults, resource_faults
from ownpace_graders.check.writing.markdown import parts
from ownpace_graders.check.writing.pictures import drawn_pictures, written_pictures
from ownpace_graders.check.writing.prose import prose, reading_grade, words
from ownpace_graders.check.writing.questions import question_faults
from ownpace_graders.course_file.models import ModuleEntry

VAGUE = [*sorted(EMPTY), "Here", "Read more."]


def written(*texts: str) -> Any:
    cells = [new_markdown_cell(text, id=f"c{n}") for n, text in enumerate(texts)]
    return new_notebook(cells=cells)


def headings(*texts: str) -> list[str]:
    return list(heading_faults(parts(written(*texts))))


def links(text: str, folder: Path) -> list[str]:
    return list(link_faults(parts(written("# One heading", text)), folder))


def entry(**more: Any) -> ModuleEntry:
    return ModuleEntry.model_validate({"id": "plan", "title": "Plan", **more})


def test_headings_in_order_are_well() -> None:
    """One title, and steps down of one level; up by any; what is in code is no heading."""
    code = "```python\n# no heading\n```"
    assert headings("# A\n\nwords", "## B\n\n### C", "## D", f"{code}\n\n### E") == []


@pytest.mark.parametrize(
    ("texts", "named"),
    [
        (("## A",), "does not begin with a title"),
        (("words",), "does not begin with a title"),
        (("# A", "# B"), "“B” (cell c1) is a second title"),
        (("# A", "### B"), "“B” (cell c1) is 2 levels below the heading before it: write it with"),
        (("# A", "## "), "a heading in the cell c1 has no words"),
    ],
)  # fmt: skip
def test_headings_out_of_order_are_named(texts: tuple[str, ...], named: str) -> None:
    """With the heading, its cell, and how to write it."""
    [fault] = headings(*texts)
    assert named in fault


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("![A line that falls](a.png)", 0),
        ('<img src="a.png" alt="">', 0),
        ("`![](a.png)`", 0),
        ("![](a.png)", 1),
        ("Words <img src='a.png'> words", 1),
        ('<figure>\n<img src="a.png">\n</figure>', 1),
    ],
)
def test_pictures_have_words(text: str, count: int) -> None:
    """In Markdown and in HTML; an empty `alt` says on purpose that there is nothing to see."""
    faults = list(written_pictures(parts(written(text))))
    assert len(faults) == count
    assert all("cell c0 has no alternative text" in fault for fault in faults)


def shown(*outputs: Any, below: str = "", **about: Any) -> list[str]:
    cell = new_code_cell("draw()", id="plot", metadata=about, outputs=list(outputs))
    text = [new_markdown_cell(below, id="below")] if below else []
    return list(drawn_pictures(new_notebook(cells=[cell, *text])))


def test_plots_have_words() -> None:
    """Printed by their cell, or written right below it, or in `alt`. An exercise's are the
    learner's."""
    plot = new_output("display_data", {"image/png": "iVBO", "text/plain": "<Figure>"})
    printed = new_output("stream", text="It falls to 0.2 in a month.")
    bare = new_output("display_data", {"text/html": "<img src='data:,'>"})
    told = new_output("display_data", {"text/html": "<img src='data:,' alt='A line'>"})
    assert shown(plot, printed) == shown(plot, below="It falls.") == shown(told) == []
    assert shown(plot, nbgrader={"grade_id": "work", "solution": True}) == []
    assert "a plot of the cell plot is nowhere in words" in shown(plot, below="## Next")[0]
    assert "a picture of the cell plot has no `alt`" in shown(bare, printed)[0]


@pytest.mark.parametrize(
    "text",
    [
        "[the data](data.csv)",
        "[the heading](#One-heading)",
        "[the study](https://doi.org/10.1016/S0065-2601%2806%2938002-1)",
        "[write to us](mailto:help@example.org)",
        "`[here](nowhere)`",
    ],
)
def test_links_that_say_and_lead_somewhere_are_well(text: str, tmp_path: Path) -> None:
    """To files of the module, headings, web pages and mail; code holds none."""
    (tmp_path / "data.csv").write_text("1")
    assert links(text, tmp_path) == []


@pytest.mark.parametrize(
    ("text", "named"),
    [
        *((f"[{word}](https://example.org)", "does not say where it leads") for word in VAGUE),
        ("<https://example.org>", "is a bare address"),
        ("See https://example.org today.", "is a bare address"),
        ("[](https://example.org)", "has no words"),
        ("[the data](data.csv)", "leads to 'data.csv', which is missing"),
        ("[all](../../questions/plan.yml)", "which is missing"),
        ("[that](#Another)", "no heading is called so"),
        ("[that one](https://nowhere)", "names no host"),
        ("[that one](https://example.org:port)", "is no address"),
        ("[that one](ftp://example.org)", "begins with https://"),
        ("[that one](mailto:somebody)", "names no address"),
    ],
)  # fmt: skip
def test_links_that_say_or_lead_nowhere_are_named(text: str, named: str, tmp_path: Path) -> None:
    """With their words, their cell, and what is wrong."""
    [fault] = links(text, tmp_path)
    assert fault.startswith("the link “")
    assert "(cell c1)" in fault
    assert named in fault


def test_resources_elsewhere_have_a_title() -> None:
    """Else the panel would show a bare address."""
    bare = entry(resources=({"link": "https://example.org"},))
    told = entry(
        resources=({"link": "https://example.org", "title": "Plots"}, {"pdf": "media/a.pdf"})
    )
    assert "has no `title`" in next(resource_faults(bare))
    assert list(resource_faults(told)) == []


def test_options_without_explanation_are_named() -> None:
    """Each option says why; where there are none, the question does."""
    choice = {
        "text": "Two?",
        "options": [{"text": "Yes", "right": True, "why": "So."}, {"text": "No"}],
    }
    number = {"id": "n", "kind": "number", "text": "Two?", "answer": 2}
    questions = [{"id": "c", "kind": "single", **choice}, number]
    bank = Bank.model_validate({"quizzes": {"warm-up": {"title": "A", "questions": questions}}})
    option, whole = question_faults(bank)
    assert option.startswith("the question “c” of quiz “warm-up”: the option “No” has no `why`")
    assert whole.startswith("the question “n” of quiz “warm-up”: it has no `why`")


def test_minutes_are_those_of_all_that_is_in_a_module() -> None:
    """350 words, 2 cells, a figure, an exercise, 3 questions, a reflection, a film of 1.5."""
    film = {"video": "media/a.webm", "minutes": 1.5}
    contents = Contents(350, 2, 1, 1, 3, ("reflect", "quiz", "video"))
    assert estimated(contents, entry(resources=(film,))) == 2 + 2 + 3 + 5 + 3 + 3 + 1.5


def test_minutes_far_from_the_estimate_are_named() -> None:
    """By more than 30 % of what is said; who says nothing is not wrong."""
    assert minutes_fault(77.9, entry(minutes=60)) == minutes_fault(42.1, entry(minutes=60)) == ""
    assert "says 60 minutes, and it looks like 79" in minutes_fault(79, entry(minutes=60))
    assert "says 60 minutes, and it looks like 41" in minutes_fault(41, entry(minutes=60))
    assert minutes_fault(500, entry()) == ""


def test_prose_is_what_is_read_aloud() -> None:
    """No code, no addresses, no marks, no list of sources."""
    text = "# A *title*\n\nSee [the data](https://example.org/a), `x = 1`:\n\n```\nx\n```"
    notebook = written(text, "### Sources\n\n- Ebbinghaus (1885)")
    assert words(prose(notebook)) == ["A", "title", "See", "the", "data"]


def test_the_grade_is_flesch_and_kincaids() -> None:
    """Ten words in two sentences, eleven syllables: 0.39 x 5 + 11.8 x 1.1 - 15.59."""
    grade = reading_grade("The cat sat on it. Then people ran to see.")
    assert grade == pytest.approx(0.39 * 5 + 11.8 * 1.1 - 15.59)
    assert reading_grade("") is None


def test_the_guide_says_what_minutes_are_counted() -> None:
    """Its table has the numbers that are used."""
    guide = (Path(__file__).parents[3] / "docs" / "teacher.md").read_text(encoding="utf-8")
    table = guide.partition("| for | minutes |")[2].partition("\n\n")[0]
    found = {
        name: float(number)
        for names, number in re.findall(r"^\| (.+) \| ([\d.]+) \|$", table, re.MULTILINE)
        for name in re.findall(r"`(\w+)`", names) or [names]
    }
    others = {
        f"{WORDS_A_MINUTE} words of prose": 1,
        "a cell to run and read": CELL,
        "a figure to move": FIGURE,
        "an exercise": EXERCISE,
        "a question": QUESTION,
    }
    assert found == {**others, **ACTIVITY}
