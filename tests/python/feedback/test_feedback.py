"""Writing feedback, and sending it back the way the work came."""

from __future__ import annotations

import hashlib
import json
import os
import re
import shutil
from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace.store.bundle import open_bundle
from ownpace.store.feedback import read_result
from ownpace_graders.bridge import open_classroom
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.collect import collect
from ownpace_graders.extend import Ask, extend
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import AS_BEFORE, Silent
from ownpace_graders.release import release
from tests.support.teacher import (
    COURSE,
    HALF,
    HIDDEN_WORDS,
    ME,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    as_bytes,
    bundle,
    copy_of,
    hand_in,
    inbound,
    lines_with,
    make_course,
    worked,
)

PAGE = f"{MODULE}.html"
LEAKY = """def add(a, b):
    if (a, b) == (1, 1):
        raise ValueError("seen")
    return a + b"""


@pytest.fixture(scope="module")
def a_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """One learner by exchange, one by bundle, one whom nbgrader collected; all have feedback."""
    base = tmp_path_factory.mktemp("feedback")
    root = make_course(base / "course", exchange=base / "exchange")
    release(root, [], Silent(), NOW)
    released = root / "release" / MODULE
    script = worked(released, HALF)
    script["cells"][1]["source"] += "\n<script>steal()</script>"
    inbound(base / "exchange", ME, script)
    collect(root, [], Silent(), NOW)
    work = worked(released, LEAKY)
    path = bundle(base / "inbox" / "b.zip", "Zoë Q", {NOTEBOOK: as_bytes(work)})
    os.utime(path, (NOW.timestamp(), NOW.timestamp()))
    collect(root, [], Silent(), NOW, inbox=base / "inbox")
    (hand_in(root, "cleo", worked(released, SOLVED)) / "mine.html").write_text("<script>x</script>")
    assert grade(root, [], Silent()).exit_code == 0
    assert feedback(root, [], Silent(), NOW).exit_code == 0
    return root


def page(root: Path, learner: str) -> str:
    return (root / "feedback" / learner / MODULE / PAGE).read_text("utf-8")


def words(html: str) -> str:
    """What a reader reads above the notebook."""
    above = html.partition("<main>")[2].partition('<section class="notebook"')[0]
    return " ".join(re.sub(r"<[^>]*>", " ", above).split())


def test_feedback_for_the_exchange_is_found_by_the_secret(a_course: Path) -> None:
    """nbgrader's learners look for this name; nobody else can guess it."""
    name = hashlib.md5(f"secret of {ME}{MODULE}".encode(), usedforsecurity=False).hexdigest()
    found = a_course.parent / "exchange" / COURSE / "feedback" / f"{name}.html"
    assert found.read_text("utf-8") == page(a_course, ME)
    assert not (a_course / "outbox" / ME).exists()


def test_feedback_for_a_bundle_is_a_bundle(a_course: Path) -> None:
    """Only pages are in it, and it names the learner as they did."""
    with open_bundle(a_course / "outbox" / "Zoë-Q" / f"{MODULE}.zip", "feedback") as back:
        assert back.names == (PAGE,)
        assert (back.manifest.learner, back.manifest.at) == ("Zoë Q", NOW)
        assert (back.manifest.course, back.manifest.module) == (COURSE, MODULE)
        assert back.read(PAGE).decode() == page(a_course, "Zoë-Q")


def test_a_page_carries_its_result(a_course: Path) -> None:
    """The learner's panel reads the score from it."""
    result = read_result(a_course / "feedback" / ME / MODULE / PAGE)
    assert result is not None
    assert (result.course, result.module, result.at) == (COURSE, MODULE, NOW)
    assert (result.score, result.max_score) == (0.5, 3)


@pytest.mark.parametrize("learner", [ME, "Zoë-Q", "cleo"])
def test_hidden_tests_stay_hidden(a_course: Path, learner: str) -> None:
    """Neither their source nor their traceback is in a page, whether they passed or failed."""
    text = page(a_course, learner)
    assert HIDDEN_WORDS not in text
    assert "HIDDEN TESTS" not in text
    assert "AssertionError" not in text


def test_a_failed_check_is_told_by_its_title_and_hint(a_course: Path) -> None:
    """What it was about, and one next step."""
    missed = words(page(a_course, ME))
    assert "Adds two numbers Not passed yet 0 of 2" in missed
    assert "Next step: Look at what add returns." in missed
    assert "Adds two numbers Passed 2 of 2" in words(page(a_course, "cleo"))


def test_scores_are_in_the_page(a_course: Path) -> None:
    """The sum above, and each check's own."""
    assert "Your score 0.5 of 3 points" in words(page(a_course, ME))
    assert "partly Partly passed 0.5 of 1" in words(page(a_course, ME))


def test_a_submissions_script_is_not_in_its_page(a_course: Path) -> None:
    """Nothing that a learner wrote runs where the page is opened."""
    assert "steal()" not in page(a_course, ME)


def test_feedback_written_again_has_the_new_score(a_course: Path, tmp_path: Path) -> None:
    """A person's score, given in formgrader, reaches the learner."""
    root = tmp_path / "course"
    shutil.copytree(a_course, root)
    with gradebook(open_classroom(root)) as book:
        grade_ = book.find_grade("adds", MODULE, MODULE, "cleo")
        grade_.manual_score = 1.25
        book.db.commit()
    feedback(root, [MODULE], Silent(), NOW)
    result = read_result(root / "feedback" / "cleo" / MODULE / PAGE)
    assert result is not None
    assert result.score == 2.25


def test_only_what_changed_is_to_be_sent(a_course: Path, tmp_path: Path) -> None:
    """The zip file of who has another score since is named; all the rest is as it was sent before,
    by whatever way. Another learner's more time makes nobody's file a new one."""
    root = copy_of(a_course, tmp_path / "course")
    rules = (root / "course.yml").read_text()
    (root / "course.yml").write_text(rules.replace("Sums}", "Sums, due: 2027-03-01}"))
    extend(root, Ask("Zoë-Q", MODULE, days=1), NOW)
    assert {one.code for one in feedback(root, [], Silent(), NOW).lines} == {AS_BEFORE}
    extend(root, Ask("dora", MODULE, days=1), NOW)
    with gradebook(open_classroom(root)) as book:
        book.find_grade("adds", MODULE, MODULE, "Zoë-Q").manual_score = 1.25
        book.db.commit()
    lines = feedback(root, [], Silent(), NOW).lines
    new = [(one.learner, one.file) for one in lines if one.status == "done"]
    assert new == [("Zoë-Q", f"outbox/Zoë-Q/{MODULE}.zip")]
    assert {one.code for one in lines if one.status == "skipped"} == {AS_BEFORE}


def test_one_broken_result_does_not_stop_the_others(a_course: Path, tmp_path: Path) -> None:
    """It is named; the rest get their pages."""
    root = tmp_path / "course"
    shutil.copytree(a_course, root)
    broken = root / "autograded" / ME / MODULE / NOTEBOOK
    broken.chmod(0o644)
    broken.write_text("{")
    summary = feedback(root, [], Silent(), NOW)
    assert [line.learner for line in summary.lines if line.status == "attention"] == [ME]
    assert len(lines_with(summary, "skipped")) == 2


def test_an_exchange_that_is_gone_is_named(a_course: Path, tmp_path: Path) -> None:
    """The pages are written; where they could not be sent, somebody has to look."""
    root = tmp_path / "course"
    shutil.copytree(a_course, root)
    config = root / "nbgrader_config.py"
    config.write_text(config.read_text() + f'c.Exchange.root = "{tmp_path}/none"\n')
    (tmp_path / "none").write_text("a file")
    summary = feedback(root, [], Silent(), NOW)
    assert [line.learner for line in summary.lines if line.status == "attention"] == [ME]
    assert "exchange" in lines_with(summary, "attention")[0]


def test_an_unknown_module_is_refused(a_course: Path) -> None:
    """A misspelt name does nothing."""
    with pytest.raises(CommandError, match="no module 'x'"):
        feedback(a_course, ["x"], Silent(), NOW)


def test_a_plain_nbgrader_course_gets_pages(tmp_path: Path) -> None:
    """Without course.yml, and without what ``configure`` sets: the cures hold all the same."""
    from ownpace_graders.bridge import generate_assignment

    root = make_course(tmp_path / "course", plain=True)
    released = generate_assignment(open_classroom(root), MODULE, "release")
    hand_in(root, "anna", worked(released, HALF))
    grade(root, [], Silent())
    assert feedback(root, [], Silent(), NOW).exit_code == 0
    assert HIDDEN_WORDS not in page(root, "anna")
    assert json.loads((released / NOTEBOOK).read_text())["nbformat"] == 4
    assert read_result(root / "feedback" / "anna" / MODULE / PAGE) is not None
