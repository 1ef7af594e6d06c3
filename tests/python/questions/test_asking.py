"""From a question to the reply beside it: by an exchange, and by bundles."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from ownpace.errors import CommandError
from ownpace.store.answers import record_answer
from ownpace_graders.answer import answer
from ownpace_graders.bridge import open_classroom
from ownpace_graders.collect import attempts_of
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from tests.support.inquiries import School, a_course, a_school
from tests.support.processes import until
from tests.support.teacher import ME, MODULE, NOTEBOOK, NOW, make_course

IN_NOTEBOOK = "0123456789abcdef" * 2


@pytest.fixture(scope="module", params=["exchange", "bundle"])
def course(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return a_course(tmp_path_factory.mktemp(request.param), request.param)


@pytest.fixture
def school(course: Path, tmp_path: Path) -> Iterator[School]:
    mode = "exchange" if (course.parent / "exchange").exists() else "bundle"
    with a_school(course, tmp_path / "school", mode) as found:
        yield found


def record(root: Path) -> dict[str, bytes]:
    """Everything of the teacher's that is about work: attempts, submissions, grades."""
    places = ("attempts", "submitted", "autograded", "gradebook.db")
    found = [p for place in places for p in (root / place, *(root / place).rglob("*"))]
    return {str(p.relative_to(root)): p.read_bytes() for p in found if p.is_file()}


def note_in_notebook(school: School, text: str) -> None:
    """Do as the activity in the notebook does: on disk, and nothing more."""
    question = {"id": IN_NOTEBOOK, "at": "2027-01-20T12:00:00Z", "text": text}
    record_answer(school.server.folder / MODULE, "doubts", "ask", {"questions": [question]}, True)


def test_a_question_goes_there_and_its_reply_comes_back(school: School) -> None:
    """Asked, collected, listed with its context, answered, sent, shown; and answered again."""
    asked = school.ask("Why is 2 + 2 not 5?", step="adding", learner="Ada Lovelace")
    assert (asked["bundle"] is None) == (school.mode == "exchange")
    assert [q["kind"] for q in school.shown()] == ["sent"]

    assert school.collect().exit_code == 0
    [listed] = school.listed().questions
    learner = ME if school.mode == "exchange" else "Ada-Lovelace"
    assert (listed.number, listed.learner, listed.module) == (1, learner, MODULE)
    assert (listed.text, listed.step) == ("Why is 2 + 2 not 5?", "Adding")
    assert "YOUR CODE HERE" in listed.code

    assert school.answer(1, "Count on your fingers.").exit_code == 0
    assert school.listed().questions == ()
    school.bring_back()
    [shown] = school.shown()
    assert (shown["kind"], shown["reply"]) == ("answered", "Count on your fingers.")

    school.answer(1, "Use both hands.")
    [again] = school.listed(answered=True).questions
    assert [given.text for given in again.replies] == ["Count on your fingers.", "Use both hands."]
    school.bring_back()
    assert [q["reply"] for q in school.shown()] == ["Use both hands."]


def test_nothing_of_a_question_is_an_attempt(school: School) -> None:
    """What is recorded of work is byte for byte the same before and after a question is collected,
    graded and answered; the panel counts no attempt either."""
    school.submit(learner="Ada")
    school.collect()
    assert grade(school.root, [], Silent()).exit_code == 0
    before = record(school.root)
    assert before
    school.ask("Is this an attempt?")
    school.collect()
    [question] = school.listed().questions
    assert record(school.root) == before
    grade(school.root, [], Silent())
    school.answer(question.number, "No.")
    assert record(school.root) == before
    assert school.server.state(MODULE)["hand_in"]["attempts"] == 1


def test_only_a_question_is_no_work(school: School) -> None:
    """A learner who has only asked has handed nothing in: nothing to grade, nobody in the
    gradebook."""
    school.ask("May I begin later?", learner="Ada")
    assert school.collect().exit_code == 0
    assert not (school.root / "attempts").exists()
    assert not (school.root / "submitted").exists()
    assert grade(school.root, [], Silent()).lines == ()


def test_a_question_in_the_notebook_travels_with_the_work(school: School) -> None:
    """It is in answers.json: an ordinary submission carries it, and the panel says that it went."""
    note_in_notebook(school, "What is a sum?")
    assert [q["kind"] for q in school.shown()] == ["not sent"]
    school.submit(learner="Ada")
    assert [q["kind"] for q in school.shown()] == ["sent"]
    school.collect()
    [question] = school.listed().questions
    assert question.text == "What is a sum?"
    school.answer(question.number, "What you get by adding.")
    school.bring_back()
    assert [q["reply"] for q in school.shown()] == ["What you get by adding."]


def test_a_question_in_the_notebook_can_go_alone_and_is_taken_once(school: School) -> None:
    """*Ask* without words sends what has not left; the later submission brings it again, which is
    known by then."""
    note_in_notebook(school, "What is a sum?")
    school.ask(learner="Ada")
    school.collect()
    school.submit()
    school.collect()
    assert [q.text for q in school.listed().questions] == ["What is a sum?"]
    refused = school.server.post(f"modules/{MODULE}/ask", json={})
    assert (refused.status_code, refused.json()["code"]) == (422, "no-question")


def test_replies_travel_with_feedback(school: School) -> None:
    """`ownpace feedback` sends what is answered, with the pages; what was answered is still there
    when the sending is repeated."""
    school.submit(learner="Ada")
    school.ask("Was it right?")
    school.collect()
    grade(school.root, [], Silent())
    school.answer(1, "Look at your feedback.")
    for _ in range(2):
        assert school.feedback().exit_code == 0
    school.bring_back()
    assert [q["reply"] for q in school.shown()] == ["Look at your feedback."]
    assert school.server.post(f"modules/{MODULE}/feedback").json()["pages"]
    assert school.server.state(MODULE)["hand_in"]["score"] is not None


def test_the_reply_lies_where_the_notebook_finds_it(school: School) -> None:
    """Saving the notebook brings the reply of an exchange into the module's folder."""
    school.ask("Why?", learner="Ada")
    school.collect()
    school.answer(1, "Because.")
    school.bring_back()
    path = school.server.folder / MODULE / "feedback" / "replies.json"
    notebook: dict[str, Any] = json.loads((school.server.folder / MODULE / NOTEBOOK).read_bytes())
    school.server.save(f"{MODULE}/{NOTEBOOK}", notebook)
    until(path.exists, "the replies")
    assert [reply["text"] for reply in json.loads(path.read_text())["replies"]] == ["Because."]


def test_starting_over_forgets_no_question(school: School) -> None:
    """Nor its reply."""
    note_in_notebook(school, "What is a sum?")
    school.ask(learner="Ada")
    school.collect()
    school.answer(1, "Adding.")
    school.bring_back()
    school.server.post(f"modules/{MODULE}/start-over")
    assert [(q["text"], q["reply"]) for q in school.shown()] == [("What is a sum?", "Adding.")]


def test_a_submission_and_a_question_are_collected_at_once(school: School) -> None:
    """In one run, whichever came first; the work is one attempt."""
    school.ask("One", learner="Ada")
    school.submit()
    school.ask("Two")
    assert school.collect().exit_code == 0
    [folder] = (school.root / "attempts").glob("*/*")
    kept = attempts_of(open_classroom(school.root), folder.parent.name, MODULE)
    assert len(kept) == 1
    assert sorted(q.text for q in school.listed().questions) == ["One", "Two"]


def test_a_number_that_is_nobodys_is_said_to_the_teacher(tmp_path: Path) -> None:
    """Also where nobody has asked anything yet: in a teacher's words, not in a learner's."""
    root = make_course(tmp_path / "course")
    with pytest.raises(CommandError, match="There is no question 5") as refused:
        answer(root, 5, "Because.", NOW)
    assert "ownpace questions" in refused.value.hint
