"""Whose a file is: by what platforms and people call it, in every script."""

from __future__ import annotations

import unicodedata
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ownpace.errors import CommandError
from ownpace.learner import learner_id
from ownpace_graders.collect.labels import label_of
from ownpace_graders.collect.roster import Roster, read_roster

NAMES = (
    "Zoë O'Neil",
    "Nguyễn Thị Ánh",
    "Łukasz Żółć",
    "李雷",
    "が か",
    "김민준",
    "प्रिया शर्मा",
    "สมชาย ใจดี",
    "מֹשֶׁה לוי",
    "محمّد بن عليّ",
    "علی‌رضا",
    "Αλέξανδρος",
    "I\u0307brahim",
    "ﬁona",
)


def a_roster(folder: Path, *lines: str) -> Roster:
    path = folder / "roster.csv"
    path.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return read_roster(path)


def found(roster: Roster, path: str) -> str | None:
    label = label_of(path)
    assert label is not None
    person = roster.find(*label.called)
    return person.id if person else None


@pytest.mark.parametrize("form", ["NFC", "NFD", "NFKC"])
@pytest.mark.parametrize("name", NAMES)
def test_names_of_every_script_are_found(name: str, form: str, tmp_path: Path) -> None:
    """However Unicode writes them, with marks of direction in them, as Moodle and Canvas put them
    before a file and as a person writes them."""
    roster = a_roster(tmp_path, "id,name", "me,Somebody Else", f'you,"{name}"')
    written = unicodedata.normalize(form, name)  # type: ignore[arg-type]
    small = "".join(c for c in written.lower() if unicodedata.category(c)[0] in "LMN")
    for path in (
        f"{written}/sums.ipynb",
        f"\u200f{written}\u200e/sums.ipynb",
        f"{written.replace(chr(39), '')}_7_assignsubmission_file_sums.ipynb",
    ):
        assert found(roster, path) == "you"
    first, _, last = written.rpartition(" ")
    if first:
        small = "".join(c for c in f"{last}{first}".lower() if unicodedata.category(c)[0] in "LMN")
    assert found(roster, f"{small}_8_9_sums.ipynb") == "you"


def test_letters_that_differ_are_other_names(tmp_path: Path) -> None:
    """A mark may be a vowel, and is then no ornament."""
    roster = a_roster(tmp_path, "id,name", "a,कमल", "b,कमला", "c,かき", "d,がき")
    names = ("कमल", "कमला", "かき", "がき")
    assert [found(roster, f"{name}/x.ipynb") for name in names] == [*"abcd"]


def test_a_platforms_number_is_no_other_number(tmp_path: Path) -> None:
    """An ID number of somebody, or a number of the other platform, may be the same."""
    lines = ("Identifier,Full name,ID number", "Participant 7,Ada,8", "Participant 8,Ben,7")
    roster = a_roster(tmp_path, *lines)
    assert found(roster, "A. L._7_assignsubmission_file/sums.ipynb") == "8"
    assert found(roster, "alovelace_7_9_sums.ipynb") is None
    roster = a_roster(tmp_path, "Student,ID,SIS Login ID", '"L, Ada",7,8', '"M, Ben",8,7')
    assert found(roster, "la_7_9_sums.ipynb") == "8"
    assert found(roster, "A_7_assignsubmission_file/sums.ipynb") is None


@pytest.mark.parametrize(
    ("path", "name", "file", "by"),
    [
        ("van_der_bergan_12_34_a_1_2_b.ipynb", "van_der_bergan", "a_1_2_b.ipynb", "canvas"),
        ("शर्मापप्रिया_LATE_12_34_sums.ipynb", "शर्मापप्रिया", "sums.ipynb", "canvas"),
        ("anon_x7Yz2_34_sums.ipynb", "anon_x7Yz2", "sums.ipynb", "nameless"),
        ("LATE_anon_12345_34_sums.ipynb", "anon_12345", "sums.ipynb", "nameless"),
    ],
)
def test_canvas_names_are_taken_apart(path: str, name: str, file: str, by: str) -> None:
    """Also with underscores, marks, and where grading is anonymous: then it is nobody's number."""
    label = label_of(path)
    assert label is not None
    assert (label.name, label.path, label.by, label.is_work) == (name, file, by, True)


@pytest.mark.parametrize("path", ["ada_12_link.html", "ada_LATE_12_text.html", "anon_x1_text.html"])
def test_what_was_typed_into_canvas_is_no_work(path: str) -> None:
    """As what was typed into Moodle."""
    label = label_of(path)
    assert label is not None
    assert not label.is_work


@pytest.mark.parametrize("path", ["my work_1_2_x.ipynb", "task-1_2_3_x.ipynb", "sums.ipynb"])
def test_other_names_are_not_taken_for_canvas(path: str) -> None:
    """It leaves no sign in a name."""
    assert label_of(path) is None


def test_who_stands_in_a_roster_twice_is_one(tmp_path: Path) -> None:
    """In two sections of a course, say. Under another name, or one in other capitals, it is a
    fault: on many systems their folders would be one."""
    twice = a_roster(tmp_path, "id,name,mail", "ada,Ada,a@x.org", "ada,Ada,b@x.org")
    assert {twice.find(mail).id for mail in ("a@x.org", "b@x.org")} == {"ada"}  # type: ignore[union-attr]
    for other in ("ada,Adam,", "ADA,Ada,"):
        with pytest.raises(CommandError, match="lines 2 and 3 are both"):
            a_roster(tmp_path, "id,name,mail", "ada,Ada,", other)


def test_a_very_long_name_is_found(tmp_path: Path) -> None:
    """It cannot be an id: the roster gives it one."""
    name = "ए" * 300
    assert found(a_roster(tmp_path, "id,name", f"you,{name}"), f"{name}/x.ipynb") == "you"


def test_what_is_not_seen_is_not_in_an_id() -> None:
    """What joins letters, says their direction, or lies before a text."""
    assert learner_id("\ufeffعلی\u200cرضا\u200f") == "علیرضا"


@given(st.text(), st.sampled_from(["NFC", "NFD", "NFKC", "NFKD"]))
def test_a_name_is_found_in_every_form(name: str, form: str) -> None:
    """Whatever was typed: what is folded does not hang on how it was written."""
    from ownpace_graders.collect.roster import folded

    assert folded(unicodedata.normalize(form, name)) == folded(name)  # type: ignore[arg-type]
