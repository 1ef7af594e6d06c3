"""What never reaches a feedback page, and what happens to pages when writing new ones fails."""

from __future__ import annotations

import base64
import errno
import json
import os
import re
import shutil
from pathlib import Path
from typing import Any

import pytest
from nbconvert.writers import FilesWriter
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from ownpace.store.bundle import open_bundle
from ownpace_graders.bridge import generate_assignment, open_classroom
from ownpace_graders.bridge.pages import FeedbackPage
from ownpace_graders.bridge.rows import gradebook
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent
from tests.support.teacher import (
    HIDDEN_WORDS,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    grading,
    hand_in,
    lines_with,
    make_course,
    worked,
    write_notebook,
)

PAGE = f"{MODULE}.html"

#: Where a kernel keeps the text of a cell.
PLACES = {
    "history": "'\\n'.join(In)",
    "names": "repr({k: v for k, v in globals().items() if k.startswith('_i')})",
    "file": "'\\n'.join(map(str, get_ipython().history_manager.get_range(raw=True)))",
    "tracebacks": "repr(__import__('linecache').cache)",
    "result": "repr(get_ipython().last_execution_result)",
    "message": "repr(get_ipython().get_parent())",
}


def disguised(place: str) -> str:
    return f"__import__('base64').b64encode(({place}).encode()).decode()"


def spying(notebook: dict[str, Any]) -> dict[str, Any]:
    """A submission that looks for the hidden check wherever it may be, and prints it disguised: in
    its last cells, and in the output of its first."""
    first = new_code_cell("early = display('nothing', display_id=True)", id="first")
    last = [new_code_cell(f"print({disguised(p)})", id=name) for name, p in PLACES.items()]
    late = new_code_cell(f"early.update({disguised('repr(In)')})", id="late")
    notebook["cells"] = [first, *notebook["cells"], *last, late]
    return notebook


@pytest.fixture(scope="module")
def a_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A module of two notebooks; a spy's work, and one with pages of the learner's own instead of
    the second notebook."""
    root = make_course(tmp_path_factory.mktemp("keeping") / "course", plain=True)
    check = new_code_cell("assert True", id="c", metadata=grading("check", "second", 1))
    kernel = {"kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}}
    second = new_notebook(cells=[new_markdown_cell("# Second", id="s"), check], metadata=kernel)
    write_notebook(root / "source" / MODULE / "second.ipynb", second)
    released = generate_assignment(open_classroom(root), MODULE, "release")
    hand_in(root, "spy", spying(worked(released, SOLVED)))
    forged = hand_in(root, "forger", worked(released, SOLVED))
    (forged / "second.html").write_text("<script>steal()</script>")
    (forged / PAGE).mkdir()
    (forged / PAGE / "notes.txt").write_text("mine")
    (forged / "data.bin").write_bytes(bytes(100))
    assert grade(root, [], Silent()).exit_code == 0
    assert feedback(root, [], Silent(), NOW).exit_code == 0
    return root


@pytest.fixture
def a_copy(tmp_path: Path, a_course: Path) -> Path:
    shutil.copytree(a_course, tmp_path / "course")
    return tmp_path / "course"


def pages(root: Path) -> dict[str, bytes]:
    found = (root / "feedback").rglob("*.html")
    return {str(page.relative_to(root)): page.read_bytes() for page in found if page.is_file()}


def uncovered(text: str) -> str:
    """``text``, and what its words say that are base64."""
    words = re.findall(r"[A-Za-z0-9+/]{40,}={0,2}", text)
    plain = [base64.b64decode(w + "=" * (-len(w) % 4)).decode(errors="replace") for w in words]
    return "\n".join([text, *plain])


def test_a_kernel_keeps_no_text_of_a_hidden_check(a_course: Path) -> None:
    """Whoever looks where a kernel usually keeps the text of its cells finds the visible ones."""
    graded = json.loads((a_course / "autograded" / "spy" / MODULE / NOTEBOOK).read_text())
    shown = uncovered(json.dumps([cell.get("outputs") for cell in graded["cells"]]))
    assert "add(2, 2)" in shown
    assert HIDDEN_WORDS not in shown
    assert "HIDDEN TESTS" not in shown


def test_a_page_shows_no_output_of_code_that_ran_after_a_hidden_check(a_course: Path) -> None:
    """But of checks: whatever such code printed may be the hidden check in disguise."""
    page = (a_course / "feedback" / "spy" / MODULE / PAGE).read_text("utf-8")
    assert HIDDEN_WORDS not in uncovered(page)
    assert page.count("left out: it was made after a hidden check had run") == len(PLACES)
    assert "nothing" in page


def test_a_learners_own_page_is_not_sent(a_course: Path) -> None:
    """Neither a page in place of a missing notebook, nor a folder that has a page's name."""
    assert [p.name for p in (a_course / "feedback" / "forger" / MODULE).glob("*.html")] == [PAGE]
    with open_bundle(a_course / "outbox" / "forger" / f"{MODULE}.zip", "feedback") as back:
        assert back.names == (PAGE,)


def full(*_: object, **__: object) -> None:
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def rescored(root: Path) -> Path:
    """The course after a person gave the spy another score, so that there is a new page."""
    with gradebook(open_classroom(root)) as book:
        book.find_grade("adds", MODULE, MODULE, "spy").manual_score = 1.25
        book.db.commit()
    return root


def custom(root: Path) -> Path:
    """The course with a step of feedback that only nbgrader's own converter knows."""
    with (root / "nbgrader_config.py").open("a") as config:
        config.write('c.GenerateFeedback.preprocessors = ["nbgrader.preprocessors.GetGrades"]\n')
    return root


def test_pages_stay_when_writing_new_ones_fails(
    a_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The learner keeps what there was, and the teacher is told."""
    before = pages(rescored(a_copy))
    monkeypatch.setattr(os, "replace", full)
    summary = feedback(a_copy, [], Silent(), NOW)
    [line] = [line for line in summary.lines if line.status == "attention"]
    assert line.learner == "spy"
    assert line.message == "The disk is full. Its earlier pages stay."
    assert pages(a_copy) == before
    assert not list((a_copy / "feedback").rglob(".*"))


def test_pages_stay_when_nbgraders_converter_fails(
    a_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The same in a course whose configuration only it knows."""
    before = pages(custom(a_copy))
    monkeypatch.setattr(FeedbackPage, "from_notebook_node", full)
    summary = feedback(a_copy, [], Silent(), NOW)
    assert {line.message for line in summary.lines} == {"The disk is full. Its earlier pages stay."}
    assert summary.exit_code == 1
    assert pages(a_copy) == before
    assert not list((a_copy / "feedback").rglob(".*"))


def test_nbgraders_converter_writes_the_same_pages(a_copy: Path) -> None:
    """With all that they say, and without what is hidden."""
    before = pages(custom(a_copy))
    assert feedback(a_copy, [], Silent(), NOW).exit_code == 0
    assert pages(a_copy) == before


def test_a_page_that_says_nothing_new_is_not_written(a_copy: Path) -> None:
    """Nor is its bundle."""

    def written() -> dict[Path, int]:
        places = [*(a_copy / "feedback").rglob("*.html"), *(a_copy / "outbox").rglob("*.zip")]
        return {path: path.stat().st_mtime_ns for path in places}

    before = written()
    feedback(rescored(a_copy), [], Silent(), NOW)
    changed = {
        path.relative_to(a_copy).parts[1] for path, at in written().items() if before[path] != at
    }
    assert changed == {"spy"}


def test_a_learner_who_is_left_out_keeps_the_pages(a_copy: Path) -> None:
    """nbgrader passes over those whom the configuration names: nothing is sent."""
    with (a_copy / "nbgrader_config.py").open("a") as config:
        config.write('c.CourseDirectory.student_id_exclude = "spy"\n')
    before = pages(a_copy)["feedback/spy/sums/sums.html"]
    summary = feedback(a_copy, [], Silent(), NOW)
    assert "spy: Left out by nbgrader_config.py." in lines_with(summary, "skipped")
    assert pages(a_copy)["feedback/spy/sums/sums.html"] == before


def test_feedback_without_a_page_is_no_success(
    a_copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """As where a configuration has pages written elsewhere."""
    before = pages(custom(a_copy))
    monkeypatch.setattr(FilesWriter, "write", lambda *_, **__: None)
    summary = feedback(a_copy, [], Silent(), NOW)
    assert summary.exit_code == 1
    assert f"No page was written of {NOTEBOOK}." in lines_with(summary, "attention")[0]
    assert pages(a_copy) == before
