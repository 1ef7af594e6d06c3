"""Checklist, note, check-in and video: what they take, keep and show."""

from __future__ import annotations

import json
import math
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ownpace.activities.checkin import CheckinWidget, checkin
from ownpace.activities.checklist import ChecklistWidget, checklist
from ownpace.activities.note import NoteWidget, note
from ownpace.activities.reflect import LONGEST
from ownpace.activities.video import VideoWidget, video
from ownpace.activities.widget import Message
from ownpace.store.answers import answered_ids, read_answers, record_answer
from ownpace.store.layout import CourseFolder
from ownpace.store.study import read_study
from tests.python.activities.test_activity_widgets import HOSTILE, Tags, bundle, saved, send

ITEMS = ["Open the calendar", "Find two hours", "Tell a friend"]
FILM = {"captions": "film.vtt", "transcript": "film.md"}


@pytest.fixture(autouse=True)
def in_the_module(module: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ownpace.activities.place.FOLDER", module)


@pytest.fixture
def a_list() -> ChecklistWidget:
    made = checklist("start", ITEMS, "Before you start")
    assert isinstance(made, ChecklistWidget)
    return made


@pytest.fixture
def a_checkin() -> CheckinWidget:
    made = checkin("how", "How was it?")
    assert isinstance(made, CheckinWidget)
    return made


@pytest.fixture
def film(module: Path) -> Path:
    """A released module with a film's three files; no player looks at them here."""
    (module / "course.json").write_text("{}")
    (module / "film.webm").write_bytes(b"\x1aE\xdf\xa3")
    (module / "film.vtt").write_text("WEBVTT\n")
    (module / "film.md").write_text("Somebody says:\n\n<b>hello</b>\n")
    return module


def is_complete(module: Path, name: str) -> bool:
    return name in answered_ids(read_answers(module / "answers.json"))


class TestChecklist:
    def test_each_tick_is_saved(self, a_list: ChecklistWidget, module: Path) -> None:
        """In the list's order; complete when all is ticked, and no more when one is taken back."""
        for item in reversed(ITEMS):
            assert not (module / "answers.json").exists() or not is_complete(module, "start")
            send(a_list, item=item, ticked=True)
        assert saved(module)["start"]["value"] == {"ticked": ITEMS}
        assert is_complete(module, "start")
        send(a_list, item=ITEMS[0], ticked=False)
        assert (a_list.ticked, is_complete(module, "start")) == (ITEMS[1:], False)

    def test_two_tabs_lose_nothing(self, a_list: ChecklistWidget) -> None:
        """What was ticked elsewhere meanwhile stays, and shows."""
        send(checklist("start", ITEMS), item=ITEMS[2], ticked=True)
        send(a_list, item=ITEMS[0], ticked=True)
        assert a_list.ticked == [ITEMS[0], ITEMS[2]]

    def test_it_is_restored(self, a_list: ChecklistWidget) -> None:
        """Also when the author has changed the list: what is gone is left out."""
        send(a_list, item=ITEMS[0], ticked=True)
        send(a_list, item=ITEMS[2], ticked=True)
        again = checklist("start", ["Something new", ITEMS[2]])
        assert isinstance(again, ChecklistWidget)
        assert again.ticked == [ITEMS[2]]

    @pytest.mark.parametrize("content", [{}, {"item": "no such"}, {"item": ["x"], "ticked": True}])
    def test_what_means_nothing_is_passed_over(
        self, a_list: ChecklistWidget, module: Path, content: dict[str, Any]
    ) -> None:
        """Nothing is saved, nor raised."""
        send(a_list, **content)
        assert not (module / "answers.json").exists()

    @pytest.mark.parametrize(
        "items",
        [
            "Open the calendar",
            [],
            [""],
            ["a", " a "],
            [1, 2],
            None,
            ["x" * i for i in range(1, 60)],
        ],
    )
    def test_a_list_that_is_none_is_a_message(self, items: Any) -> None:
        """To the author, in words."""
        assert isinstance(checklist("start", items), Message)

    def test_a_forged_answer_ticks_nothing(self, module: Path) -> None:
        """A value of another shape reads as an empty one."""
        record_answer(module, "start", "checklist", {"ticked": {"a": 1}}, True)
        made = checklist("start", ITEMS)
        assert isinstance(made, ChecklistWidget)
        assert made.ticked == []

    def test_its_page_says_what_is_done(self, a_list: ChecklistWidget) -> None:
        """In words, not by a mark alone."""
        send(a_list, item=ITEMS[1], ticked=True)
        page = bundle(a_list)
        assert page["text/plain"] == "Checklist: Before you start (1 of 3 done)"
        assert f"{ITEMS[1]} <strong>(done)</strong>" in page["text/html"]


class TestNote:
    def test_it_is_saved_restored_and_emptied(self, module: Path) -> None:
        """An empty note is a note: nobody has to write one."""
        made = note("margin")
        send(made, text="  first\nsecond ")
        again = note("margin")
        assert isinstance(again, NoteWidget)
        assert (again.text, again.margin) == ("first\nsecond", True)
        send(again, text="")
        assert saved(module)["margin"]["value"] == {"text": ""}
        assert "Empty." in bundle(again)["text/html"]

    @pytest.mark.parametrize("text", ["x" * (LONGEST + 1)])
    def test_a_book_is_not_accepted(self, module: Path, text: str) -> None:
        """And what was there stays."""
        made = note("margin")
        assert isinstance(made, NoteWidget)
        send(made, text="kept")
        send(made, text=text)
        assert str(LONGEST) in made.refused
        assert saved(module)["margin"]["value"] == {"text": "kept"}


class TestCheckin:
    def test_each_answer_is_saved_by_itself(self, a_checkin: CheckinWidget, module: Path) -> None:
        """And is complete once it is known how sure the learner is."""
        send(a_checkin, minutes=" 45 ")
        send(a_checkin, unclear="Why logarithms?")
        assert not is_complete(module, "how")
        send(a_checkin, sure=4)
        send(a_checkin, free="", share=True)
        kept = {"minutes": 45, "unclear": "Why logarithms?", "sure": 4, "share": True}
        assert saved(module)["how"]["value"] == kept
        assert is_complete(module, "how")

    def test_answers_can_be_taken_back(self, a_checkin: CheckinWidget, module: Path) -> None:
        """The leave to share most of all."""
        send(a_checkin, sure=2, unclear="Much", share=True, minutes="5")
        send(a_checkin, share=False, unclear=" ", minutes="")
        assert saved(module)["how"]["value"] == {"sure": 2}

    @pytest.mark.parametrize("minutes", ["an hour", "-3", "1.5", "9" * 30, "٣", True, [1], 10**9])
    def test_minutes_that_are_none_are_told(
        self, a_checkin: CheckinWidget, module: Path, minutes: Any
    ) -> None:
        """The other answers of the same message are saved all the same."""
        send(a_checkin, minutes=minutes, sure=1)
        assert "minutes" not in saved(module)["how"]["value"]
        assert saved(module)["how"]["value"]["sure"] == 1

    @pytest.mark.parametrize("sure", [0, 6, 1.5, True, "4", [1]])
    def test_a_number_off_the_scale_is_told(
        self, a_checkin: CheckinWidget, module: Path, sure: Any
    ) -> None:
        """Nothing is saved for it."""
        send(a_checkin, sure=sure)
        assert "Choose a number" in a_checkin.refused["sure"]
        assert not (module / "answers.json").exists()

    @pytest.mark.parametrize("content", [{}, {"other": 1}])
    def test_what_means_nothing_is_passed_over(
        self, a_checkin: CheckinWidget, content: dict[str, Any]
    ) -> None:
        """Nothing is saved, shown or raised."""
        send(a_checkin, **content)
        assert a_checkin.turn == 0

    def test_a_forged_answer_is_none(self, module: Path) -> None:
        """Each part is looked at when it is read, as when it is given."""
        forged = {"sure": 99, "unclear": {"a": 1}, "minutes": -1, "share": "yes", "free": "Fine."}
        record_answer(module, "how", "checkin", forged, True)
        made = checkin("how")
        assert isinstance(made, CheckinWidget)
        assert made.answers == {"free": "Fine."}

    def test_its_page_shows_questions_and_answers(self, a_checkin: CheckinWidget) -> None:
        """For the teacher who reads what was handed in."""
        assert "No answer yet." in bundle(a_checkin)["text/html"]
        send(a_checkin, sure=4, minutes="30")
        page = bundle(a_checkin)["text/html"]
        assert "4 (rather)" in page
        assert "How many minutes did it take you? 30" in page


class TestVideo:
    def test_where_one_stopped_is_remembered(self, film: Path) -> None:
        """In the course folder, beside nothing of anybody else's; the beginning is no place."""
        made = video("film", "film.webm", **FILM)
        send(made, seconds=42.5)
        assert read_study(CourseFolder(film.parent)).videos["forgetting/film"].seconds == 42.5
        again = video("film", "film.webm", **FILM)
        assert isinstance(again, VideoWidget)
        assert again.seconds == 42.5
        send(again, seconds=0)
        assert read_study(CourseFolder(film.parent)).videos == {}

    @pytest.mark.parametrize("seconds", [None, "x", -1, math.nan, math.inf, 1e9, [1]])
    def test_a_place_that_is_none_is_passed_over(self, film: Path, seconds: Any) -> None:
        """Nothing is written for it."""
        send(video("film", "film.webm", **FILM), seconds=seconds)
        assert not (film.parent / ".ownpace").exists()

    def test_a_teachers_own_folder_is_left_as_it_is(self, film: Path) -> None:
        """Without course.json a module is no released one."""
        (film / "course.json").unlink()
        send(video("film", "film.webm", **FILM), seconds=42)
        assert not (film.parent / ".ownpace").exists()

    def test_a_damaged_file_is_told(self, film: Path) -> None:
        """It is kept aside, and the film begins at its beginning."""
        own = film.parent / ".ownpace"
        own.mkdir()
        (own / "study.json").write_text("{")
        made = video("film", "film.webm", **FILM)
        assert isinstance(made, VideoWidget)
        assert made.seconds == 0
        assert "study.json.damaged-" in made.notice

    def test_the_plan_stays(self, film: Path) -> None:
        """What else is in the file is not touched."""
        own = film.parent / ".ownpace"
        own.mkdir()
        card = {"question": "q", "stability": 1.0, "difficulty": 2.0}
        card |= dict.fromkeys(("seen", "due"), datetime(2027, 1, 1, tzinfo=UTC).isoformat())
        (own / "study.json").write_text(json.dumps({"format": 1, "cards": {"a/b/c": card}}))
        send(video("film", "film.webm", **FILM), seconds=5)
        assert set(read_study(CourseFolder(film.parent)).cards) == {"a/b/c"}

    def test_its_page_has_the_transcript(self, film: Path) -> None:
        """Where no film can be played it can be read, as text."""
        page = bundle(video("film", "film.webm", title="The film", **FILM))
        assert page["text/plain"] == "Video: The film (film.webm)"
        assert "<details><summary>Transcript</summary><p>Somebody says:</p>" in page["text/html"]
        assert "&lt;b&gt;hello" in page["text/html"]

    def test_a_film_elsewhere_is_a_link(self) -> None:
        """That tells the other side nothing about where it was followed."""
        page = bundle(video("talk", "https://www.youtube.com/watch?v=x&y=1", title="A talk"))
        assert 'href="https://www.youtube.com/watch?v=x&amp;y=1"' in page["text/html"]
        assert 'target="_blank" rel="noopener noreferrer"' in page["text/html"]

    @pytest.mark.parametrize(
        "src",
        [
            *("http://example.org/x", "javascript:alert(1)", "https://", "data:text/html,x", 3),
            *("https://[x", "https://example.org/ x", "file:///etc/passwd"),
        ],
    )
    def test_other_addresses_are_a_message(self, src: Any) -> None:
        """Only https leads elsewhere."""
        assert "begins with https" in bundle(video("talk", src))["text/plain"]

    @pytest.mark.parametrize(
        "src", ["../nowhere.webm", "../other/film.webm", "/etc/passwd", ".", "a\0"]
    )
    def test_a_file_that_is_not_of_the_module_is_a_message(self, film: Path, src: str) -> None:
        """Also one that there is, outside."""
        (film.parent / "other").mkdir()
        (film.parent / "other" / "film.webm").write_bytes(b"x")
        assert "There is no file" in bundle(video("film", src, **FILM))["text/plain"]

    def test_a_link_out_of_the_module_is_a_message(self, film: Path) -> None:
        """As anything outside."""
        (film.parent / "secret.md").write_text("secret")
        (film / "linked.md").symlink_to(film.parent / "secret.md")
        shown = bundle(video("film", "film.webm", captions="film.vtt", transcript="linked.md"))
        assert "There is no file" in shown["text/plain"]

    def test_a_film_that_is_left_out_is_read(self, film: Path) -> None:
        """Copies of a course are small without films: the words are there, and say so."""
        for name in ("film.webm", "film.vtt"):
            (film / name).unlink()
        made = video("film", "film.webm", title="The film", **FILM)
        assert isinstance(made, VideoWidget)
        page = bundle(made)
        assert "The film film.webm is not in this copy of the course." in made.left_out
        assert made.left_out in page["text/plain"]
        assert "&lt;b&gt;hello" in page["text/html"]
        send(made, seconds=42)
        assert not (film.parent / ".ownpace").exists()

    def test_a_film_without_film_and_words_is_a_message(self, film: Path) -> None:
        """There is nothing to show."""
        (film / "film.webm").unlink()
        (film / "film.md").unlink()
        assert "There is no file `film.md`" in bundle(video("f", "film.webm", **FILM))["text/plain"]

    @pytest.mark.parametrize("missing", ["captions", "transcript"])
    def test_a_film_that_not_everybody_can_follow_is_a_message(
        self, film: Path, missing: str
    ) -> None:
        """The author reads what to add."""
        shown = bundle(video("film", "film.webm", **{**FILM, missing: ""}))
        assert f"has no {missing}" in shown["text/plain"]

    @pytest.mark.parametrize("name", ["", "a/b", 3, "x" * 80])
    def test_a_name_that_is_none_is_a_message(self, film: Path, name: Any) -> None:
        """It is part of what is kept."""
        assert isinstance(video(name, "film.webm", **FILM), Message)


def test_text_stays_text(film: Path) -> None:
    """HTML in titles, items, answers and transcripts becomes no tag."""
    made = [checklist("a", [HOSTILE, "b"], HOSTILE), note("b", HOSTILE), checkin("c", HOSTILE)]
    send(made[0], item=HOSTILE, ticked=True)
    send(made[1], text=HOSTILE)
    send(made[2], unclear=HOSTILE, free=HOSTILE)
    (film / "film.md").write_text(HOSTILE)
    made.append(video("d", "film.webm", title=HOSTILE, **FILM))
    known = {"div", "p", "strong", "small", "em", "ul", "li", "code", "blockquote"}
    for shown in made:
        page = Tags(bundle(shown)["text/html"])
        assert page.tags <= known | {"details", "summary"}
        assert page.attributes == []
