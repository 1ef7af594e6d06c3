"""``plan``: what its form is told, what is saved where, and what never leaves the machine."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from icalendar import Calendar

from ownpace.activities.plan import PlanWidget, plan
from ownpace.activities.widget import Message
from ownpace.course import Course
from ownpace.course.model import Meeting
from ownpace.progress import Progress, Record
from ownpace.store.answers import answered_ids, read_answers
from ownpace.store.layout import CourseFolder
from ownpace.store.study import read_study
from tests.support.coursework import lay_out
from tests.support.states import course, module, step

SOON = datetime.now(UTC) + timedelta(days=3)
DAILY = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]
FORM = {"days": DAILY, "minutes": "45", "at": "23:59", "goal": "Done by June", "zone": "UTC"}
HOSTILE = "</p><script>alert(1)</script> `<b>` \ud83d"


def a_course(**changes: Any) -> Course:
    return course(
        module("welcome", title="Welcome", minutes=20),
        module("plan", title="Plan <b>it</b>", minutes=50, due=SOON + timedelta(days=60)),
        meetings=(Meeting(at=SOON, title="Office hour"),),
        **changes,
    )


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CourseFolder:
    """A course whose first module is complete."""
    done = Progress(modules={"welcome": Record(started=True, complete=True)})
    made = lay_out(tmp_path / "course", a_course(timezone="Europe/London"), done)
    monkeypatch.setattr("ownpace.activities.place.FOLDER", made.module("plan"))
    return made


@pytest.fixture
def widget(folder: CourseFolder) -> PlanWidget:
    made = plan("weeks")
    assert isinstance(made, PlanWidget)
    return made


def send(widget: PlanWidget, **changes: Any) -> None:
    """Do as the front end does."""
    widget._handle_custom_msg({**FORM, **changes}, [])


def page_of(widget: PlanWidget) -> str:
    bundle = widget._repr_mimebundle_()
    assert bundle is not None
    return bundle[0]["text/html"] + bundle[0]["text/plain"]


def test_nothing_is_written_before_a_plan_is_saved(
    widget: PlanWidget, folder: CourseFolder
) -> None:
    """An empty form is shown, and no calendar."""
    assert (widget.form, widget.laid, widget.notice) == ({}, {}, "")
    assert not folder.study.exists()
    assert not folder.answers("plan").exists()


def test_a_plan_is_laid_over_what_is_left(widget: PlanWidget, folder: CourseFolder) -> None:
    """Of the module that is not complete; with the meeting and the due date between; it is in
    study.json, and only that it was saved is in answers.json."""
    send(widget)
    study = [entry for entry in widget.laid["entries"] if entry["kind"] == "study"]
    assert sum(entry["minutes"] for entry in study) == 50
    assert {entry["title"] for entry in study} == {"Plan <b>it</b>"}
    assert {entry["kind"] for entry in widget.laid["entries"]} == {"study", "meeting", "due"}
    assert "everything fits" in widget.laid["summary"]

    kept = read_study(folder).plan
    assert kept is not None
    assert (kept.goal, kept.left["plan"], kept.habit.minutes) == ("Done by June", 50, 45)
    answers = read_answers(folder.answers("plan"))
    assert answered_ids(answers) == {"weeks"}
    assert "June" not in folder.answers("plan").read_text()
    assert widget.saved_at


def test_running_the_cell_again_shows_it_again(widget: PlanWidget) -> None:
    """The form as it was saved, and the calendar laid anew."""
    send(widget)
    again = plan("weeks")
    assert isinstance(again, PlanWidget)
    assert again.form == {"days": DAILY, "minutes": "45", "at": "23:59", "goal": "Done by June"}
    assert again.laid["entries"] == widget.laid["entries"]
    assert again.saved_at == widget.saved_at


def test_the_calendar_file_holds_what_is_shown(widget: PlanWidget) -> None:
    """As many events as lines."""
    send(widget)
    found = Calendar.from_ical(widget.laid["ics"]).walk("VEVENT")
    assert len(found) == len(widget.laid["entries"])


def test_what_does_not_fit_is_said(folder: CourseFolder) -> None:
    """By which module and how many minutes, and what would help."""
    late = a_course().model_copy(
        update={
            "modules": (module("plan", title="Plan", minutes=600, due=SOON + timedelta(days=1)),),
            "revision": 2,
        }
    )
    lay_out(folder.root, late)
    widget = plan("weeks")
    assert isinstance(widget, PlanWidget)
    send(widget, minutes="5", at="00:00")
    said, help_ = widget.laid["problems"]
    assert "“Plan” does not fit: 58" in said
    assert "All of it would fit with" in help_
    assert "not everything fits" in widget.laid["summary"]


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("days", [], "at least one day"),
        ("days", ["someday", 3, None], "at least one day"),
        ("days", "monday", "at least one day"),
        ("minutes", "", "whole number from 5 to 720"),
        ("minutes", "4", "whole number"),
        ("minutes", "half an hour", "whole number"),
        ("minutes", "-30", "whole number"),
        ("minutes", "٣٠", "whole number"),
        ("minutes", 30, "whole number"),
        ("at", "25:00", "Hours and minutes"),
        ("at", "", "Hours and minutes"),
        ("at", None, "Hours and minutes"),
        ("goal", "x" * 501, "too long: 501 characters of 500"),
    ],
)
def test_a_wrong_form_is_told_and_nothing_saved(
    widget: PlanWidget, folder: CourseFolder, field: str, value: object, said: str
) -> None:
    """Which field, and what it wants; what was saved before stands."""
    send(widget)
    before = folder.study.read_bytes()
    send(widget, **{field: value})
    assert widget.refused["field"] == field
    assert said in widget.refused["message"]
    assert folder.study.read_bytes() == before
    send(widget)
    assert widget.refused == {}


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", None, "../../etc/passwd", 7])
def test_a_zone_nobody_knows_is_the_courses(
    widget: PlanWidget, folder: CourseFolder, zone: object
) -> None:
    """A browser may know others than this machine."""
    send(widget, zone=zone)
    kept = read_study(folder).plan
    assert kept is not None
    assert kept.habit.zone == "Europe/London"


def test_the_plan_is_not_in_the_notebook(widget: PlanWidget) -> None:
    """Its static form travels with the submission: it shows what there was to plan, escaped, and
    that a plan was saved; neither the goal nor the days."""
    assert "No plan is saved yet" in page_of(widget)
    send(widget, goal=HOSTILE)
    page = page_of(widget)
    assert "A plan is saved" in page
    assert "Plan &lt;b&gt;it&lt;/b&gt;" in page
    assert "alert" not in page
    assert "tuesday" not in page.lower()


def test_a_plan_that_cannot_be_saved_is_shown_and_told(
    widget: PlanWidget, folder: CourseFolder
) -> None:
    """The learner can still take the calendar; the step does not count as done."""
    folder.own.rename(folder.root / "elsewhere")
    folder.own.write_text("a file in the way")
    send(widget)
    assert "not saved" in widget.notice
    assert widget.saved_at == ""
    assert widget.laid["entries"]
    assert not folder.answers("plan").exists()


def test_a_damaged_study_file_is_kept_aside_and_told(folder: CourseFolder) -> None:
    """And a new plan can be saved."""
    folder.study.write_text("{")
    widget = plan("weeks")
    assert isinstance(widget, PlanWidget)
    assert "kept as study.json.damaged-" in widget.notice
    send(widget)
    assert widget.saved_at
    assert json.loads(folder.study.read_text())["plan"]


def test_without_a_course_it_says_so(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As for a teacher who runs the source; nothing is written."""
    monkeypatch.setattr("ownpace.activities.place.FOLDER", tmp_path / "plan")
    (tmp_path / "plan").mkdir()
    shown = plan("weeks")
    assert isinstance(shown, Message)
    assert shown.problem.code == "no-course"
    assert [path.name for path in tmp_path.iterdir()] == ["plan"]


def test_the_newest_dates_count(widget: PlanWidget, folder: CourseFolder) -> None:
    """A course.json with changed dates in a sibling's folder is found when the plan is saved."""
    newer = a_course(revision=2).model_copy(update={"title": "Renamed"})
    modules = tuple(
        m.model_copy(update={"minutes": 10, "steps": (step("s"),)}) for m in newer.modules
    )
    folder.course_file("welcome").write_text(
        newer.model_copy(update={"modules": modules}).model_dump_json()
    )
    send(widget)
    study = [entry for entry in widget.laid["entries"] if entry["kind"] == "study"]
    assert sum(entry["minutes"] for entry in study) == 10
