"""A course file becomes the course that learners' software reads."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.course import Course, Step
from ownpace_graders.course_file import Released, compile_course, load
from tests.support.courses import folders_for, write


def compiled(root: Path, text: str, **released: Released) -> Course:
    write(root, text)
    folders_for(root, text)
    return compile_course(load(root), released, revision=7)


def a_module(root: Path, zone: str, dates: str) -> Course:
    head = f"title: A\nid: a-1\ntimezone: {zone}\n"
    return compiled(root, f"{head}modules: [{{id: m, title: M, {dates}}}]\n")


def utc(*when: int) -> datetime:
    return datetime(*when, tzinfo=UTC)  # type: ignore[misc,arg-type]


@pytest.mark.parametrize(
    ("zone", "dates", "expected"),
    [
        ("Europe/London", "due: 2027-01-18", utc(2027, 1, 18, 23, 59, 59)),
        ("Asia/Tokyo", "due: 2027-01-18", utc(2027, 1, 18, 14, 59, 59)),
        ("Europe/London", "due: 2027-07-18T17:00", utc(2027, 7, 18, 16)),
        ("Europe/London", "due: 2027-07-18 17:00 Asia/Tokyo", utc(2027, 7, 18, 8)),
        ("Europe/London", 'due: "2027-07-18T17:00-02:30"', utc(2027, 7, 18, 19, 30)),
        ("Asia/Tokyo", "due: 2027-07-18T17:00Z", utc(2027, 7, 18, 17)),
        # 01:30 comes twice on 31 October: the later one counts.
        ("Europe/London", "due: 2027-10-31T01:30", utc(2027, 10, 31, 1, 30)),
    ],
)
def test_due_is_the_end_of_what_was_written(
    zone: str, dates: str, expected: datetime, tmp_path: Path
) -> None:
    """A due date is in UTC, at the end of its day or at its clock time, the later of two."""
    assert a_module(tmp_path, zone, dates).modules[0].due == expected


@pytest.mark.parametrize(
    ("zone", "dates", "expected"),
    [
        ("Europe/London", "opens: 2027-07-01", utc(2027, 6, 30, 23)),
        ("Europe/London", "opens: 2027-10-31T01:30", utc(2027, 10, 31, 0, 30)),
        # Clocks in Beirut go forward at midnight: the day begins at one.
        ("Asia/Beirut", "opens: 2027-03-28", utc(2027, 3, 27, 22)),
    ],
)
def test_opening_is_the_start_of_what_was_written(
    zone: str, dates: str, expected: datetime, tmp_path: Path
) -> None:
    """A module opens at the start of its day, or at the earlier of two equal clock times."""
    assert a_module(tmp_path, zone, dates).modules[0].opens == expected


def test_optional_modules_weigh_nothing_unless_it_is_said(tmp_path: Path) -> None:
    """Others weigh 1."""
    text = (Path(__file__).parent / "good" / "optional_paths.yml").read_text(encoding="utf-8")
    weights = {module.id: module.weight for module in compiled(tmp_path, text).modules}
    assert weights == {"one": 1, "help": 0, "more": 0.5, "two": 3, "anybody": 0}


PATHS = """\
title: A
id: a-1
order: ORDER
modules:
  - {id: one, title: One}
  - {id: help, title: Help, path: support}
  - {id: two, title: Two}
  - {id: three, title: Three, requires: [one]}
  - {id: four, title: Four, closes: 2027-02-01}
"""


def test_in_sequence_each_module_waits_for_the_one_before(tmp_path: Path) -> None:
    """Optional modules wait, and are never waited for; ``requires`` overrides the order."""
    course = compiled(tmp_path, PATHS.replace("ORDER", "sequential"))
    waits = {module.id: module.requires for module in course.modules}
    before = {"one": (), "help": ("one",), "two": ("one",), "three": ("one",), "four": ("three",)}
    assert waits == before


def test_in_free_order_nothing_waits(tmp_path: Path) -> None:
    """Under ``order: free`` only a module's own ``requires`` holds it back."""
    course = compiled(tmp_path, PATHS.replace("ORDER", "free"))
    assert [m.id for m in course.modules if m.requires] == ["three"]


def test_every_module_closes_with_the_last(tmp_path: Path) -> None:
    """Where ``closes`` is not given, the last module's holds."""
    course = compiled(tmp_path, PATHS.replace("ORDER", "free"))
    assert {module.closes for module in course.modules} == {utc(2027, 2, 1, 23, 59, 59)}


def test_support_modules_are_optional(tmp_path: Path) -> None:
    """A support module is optional without saying so."""
    module = compiled(tmp_path, PATHS.replace("ORDER", "free")).module("help")
    assert module is not None
    assert module.optional


def test_only_released_modules_carry_steps_and_files(tmp_path: Path) -> None:
    """What is released travels in the course; the rest is listed as not released."""
    step = Step(id="s", title="S")
    text = PATHS.replace("ORDER", "free")
    course = compiled(tmp_path, text, one=Released(steps=(step,), files={"one.ipynb": "ab"}))
    assert [m.id for m in course.modules if m.released] == ["one"]
    assert course.modules[0].steps == (step,)
    assert course.revision == 7


def test_rules_and_resources_are_carried(tmp_path: Path) -> None:
    """Percentages, lengths of time and resources arrive as numbers, times and links."""
    text = (Path(__file__).parent / "good/full.yml").read_text(encoding="utf-8")
    course = compiled(tmp_path, text)
    assert course.rules.late is not None
    assert (course.rules.late.grace, course.rules.late.per_day) == (timedelta(days=1), 0.1)
    assert course.rules.feedback_within == timedelta(days=2)
    assert course.modules[0].resources[0].title == "example.org"


def test_a_film_that_is_left_out_is_read(tmp_path: Path) -> None:
    """Learners get its transcript where the film is not released; both, where it is."""
    film = "{video: media/a.webm, title: A film, captions: media/a.vtt, transcript: media/a.md}"
    text = f"title: A\nid: a-1\nmodules: [{{id: m, title: M, resources: [{film}]}}]\n"
    write(tmp_path, text)
    folders_for(tmp_path, text)
    for name in ("a.vtt", "a.md"):
        write(tmp_path, "", name=f"source/m/media/{name}")
    file = load(tmp_path)
    words = {"media/a.vtt": "hash", "media/a.md": "hash"}
    both = compile_course(file, {"m": Released(files={**words, "media/a.webm": "hash"})}, 1)
    read = compile_course(file, {"m": Released(files=words)}, 1)
    [shown], [left] = both.modules[0].resources, read.modules[0].resources
    assert (shown.kind, shown.href, shown.transcript) == ("video", "media/a.webm", "media/a.md")
    assert (left.kind, left.href) == ("document", "media/a.md")
    assert (left.title, left.transcript) == ("A film (transcript)", None)


def test_a_module_may_be_offered_for_the_scores_of_others(tmp_path: Path) -> None:
    """What helps with a later module does not have to wait for it."""
    offer = "offer_when: {score_below: 60%, of: [a, b]}"
    modules = (
        f"[{{id: a, title: A}}, {{id: h, title: H, path: support, {offer}}}, {{id: b, title: B}}]"
    )
    help_ = compiled(tmp_path, f"title: A\nid: a-1\nmodules: {modules}\n").modules[1]
    assert (help_.requires, help_.offer_after, help_.offer_below) == (("a",), ("a", "b"), 0.6)
