"""Reports as CSV, for spreadsheets, Canvas and Moodle."""

from __future__ import annotations

import csv
from io import StringIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace_graders.bridge import Student
from ownpace_graders.report import Report, canvas, moodle, reckon, spreadsheet
from ownpace_graders.report.sheets import defused
from tests.support.material import NOW, a_course, graded, material

EXAMPLES = Path(__file__).parent / "examples"


def a_report() -> Report:
    students = {"ada": Student("ada", "Ada", "Lovelace", "ada@example.org", "4711")}
    work = (
        graded("ada", "one", 9.5),
        graded("ben", "one", 4),
        graded("ada", "two", 3, needs_manual_grade=True),
        graded("ben", "two", 7),
    )
    course = a_course()
    course = course.model_copy(update={"modules": course.modules[:2]})
    found = material(*work, students=students, course=course, modules=("one", "two"))
    return reckon(found, NOW)


def table(text: str) -> list[list[str]]:
    return list(csv.reader(StringIO(text)))


@pytest.mark.parametrize(("form", "name"), [(canvas, "canvas.csv"), (moodle, "moodle.csv")])
def test_columns_are_those_of_the_documented_format(form: object, name: str) -> None:
    """Cell by cell as the committed example; what waits for a person is not told as a score."""
    assert callable(form)
    written = (EXAMPLES / name).read_text(encoding="utf-8")
    assert table(form(a_report())) == table(written)


def test_modules_of_one_title_are_told_apart() -> None:
    """The platforms go by the title alone."""
    found = a_report()
    same = tuple(module.model_copy(update={"title": "Same"}) for module in found.modules)
    head = table(canvas(found.model_copy(update={"modules": same})))[0]
    assert head[-2:] == ["Same [one]", "Same [two]"]


def test_a_score_that_does_not_count_is_not_told() -> None:
    """As when a module was made to close earlier after it was graded."""
    work = graded("ada", "two", 7)._replace(uncounted={"closed": 1})
    assert table(canvas(reckon(material(work), NOW)))[-1][5:] == [""]


def test_a_module_that_was_never_released_has_no_column() -> None:
    """A platform would make an assignment of it, worth nothing."""
    found = reckon(material(graded("ada", "two", 7)), NOW)
    assert table(canvas(found))[0][5:] == ["Two"]
    assert table(moodle(found))[0][4:] == ["Assignment: Two (Real)"]


def test_a_spreadsheet_has_a_line_for_each_learner_and_module() -> None:
    """Also where nothing was handed in, and every line has every column."""
    found = a_report()
    lines = table(spreadsheet(found))
    assert len(lines) == 1 + len(found.learners) * len(found.modules)
    assert {len(line) for line in lines} == {len(lines[0])}
    first = dict(zip(lines[0], lines[1], strict=True))
    assert (first["learner"], first["score"], first["graded"]) == ("ada", "9.5", "yes")


@pytest.mark.parametrize("form", [canvas, moodle, spreadsheet])
def test_no_cell_begins_a_formula(form: object) -> None:
    """Names, ids, mails and titles come from others: none of them is reckoned by a spreadsheet."""
    assert callable(form)
    evil = '=HYPERLINK("https://evil.example","x")'
    students = {evil: Student(evil, "+1", "-1", "@SUM(1)")}
    course = a_course()
    titled = tuple(m.model_copy(update={"title": "=2+2"}) for m in course.modules)
    found = material(
        graded(evil, "one", 5),
        students=students,
        course=course.model_copy(update={"modules": titled}),
    )
    cells = [cell for line in table(form(reckon(found, NOW))) for cell in line]
    assert [cell for cell in cells if cell.strip()[:1] in set("=+-@") and cell] == []
    assert any("HYPERLINK" in cell for cell in cells)


@pytest.mark.parametrize("before", ["", " ", "\t", "\r\n", "\x0b", "\xa0", "\ufeff", "\u200b"])
def test_a_formula_is_found_behind_what_nobody_sees(before: str) -> None:
    """A spreadsheet may look past it."""
    assert defused(f"{before}=2+2") == f"'{before}=2+2"


@given(st.text())
def test_defused_text_is_otherwise_as_it_was(text: str) -> None:
    """At most an apostrophe stands before it, and defusing again changes nothing."""
    once = defused(text)
    assert once in (text, f"'{text}")
    assert defused(once) == once


def test_numbers_below_nought_stay_numbers() -> None:
    """They are ours, and no formula."""
    assert defused(-1.5) == -1.5
