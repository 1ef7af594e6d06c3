"""The facts of nbgrader (0.9.6) that this project stands on: an upgrade that breaks one says so."""

from __future__ import annotations

import gc
import hashlib
import json
import shutil
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output
from nbgrader.api import Gradebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.exchange.default import ExchangeFetchAssignment, ExchangeFetchFeedback
from nbgrader.nbgraderformat import MetadataValidator, SchemaTooOldError, ValidationError
from nbgrader.preprocessors import DeduplicateIds
from nbgrader.utils import compute_checksum, determine_grade, parse_utc

from ownpace.course.outline import checksum
from ownpace_graders.bridge import (
    Classroom,
    autograde,
    generate_assignment,
    generate_feedback,
    open_classroom,
    release_feedback,
    release_module,
    scores,
    submit,
)
from ownpace_graders.bridge.work import at_work
from ownpace_graders.collect.naming import parse_arrival, parse_time
from tests.support.teacher import (
    COURSE,
    HALF,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    grading,
    hand_in,
    make_course,
    worked,
)


def check(**more: Any) -> NotebookNode:
    return new_code_cell("1", metadata=grading("check", "a", 1) | more)


# Metadata ---------------------------------------------------------------------------------------


def test_a_key_more_in_its_metadata_is_refused() -> None:
    """So our own keys stand beside it."""
    cell = check()
    cell.metadata.nbgrader["title"] = "x"
    with pytest.raises(ValidationError):
        MetadataValidator().validate_cell(cell)
    MetadataValidator().validate_cell(check(ownpace={"title": "x"}))


def test_empty_metadata_reads_as_an_old_schema() -> None:
    """Which ends nbgrader's whole run."""
    cell = check(nbgrader={})
    with pytest.raises(SchemaTooOldError):
        MetadataValidator().validate_cell(cell)


def test_its_deduplication_empties_the_metadata_of_copies() -> None:
    """The last of them keeps its own: hence our DropDuplicates."""
    notebook = new_notebook(cells=[check(), check()])
    notebook, _ = DeduplicateIds().preprocess(notebook, {})
    assert notebook.cells[0].metadata.nbgrader == {}
    assert notebook.cells[1].metadata.nbgrader.grade_id == "a"


KINDS = ["check", "answer", "solution", "locked"]


@given(
    source=st.text(),
    kind=st.sampled_from(KINDS),
    grade_id=st.from_regex(r"[A-Za-z0-9_-]+", fullmatch=True),
    points=st.one_of(st.integers(0, 100), st.floats(0, 100)),
    markdown=st.booleans(),
)
def test_checksums_are_equal(
    source: str, kind: str, grade_id: str, points: float, markdown: bool
) -> None:
    """The learner's side computes nbgrader's checksum without nbgrader."""
    metadata = grading("check" if kind == "locked" else kind, grade_id, points)
    if kind == "locked":
        metadata["nbgrader"].update(grade=False, locked=True)
    make = new_markdown_cell if markdown else new_code_cell
    cell = make(source, metadata=metadata)
    assert checksum(json.loads(json.dumps(cell))) == compute_checksum(cell)


# Scores -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("outputs", "score"),
    [
        ([], 2),
        ([new_output("error", ename="E", evalue="", traceback=[])], 0),
        ([new_output("stream", name="stderr", text="warning")], 0),
        ([new_output("stream", name="stdout", text="0")], 2),
        ([new_output("execute_result", {"text/plain": "0.5"})], 0.5),
        ([new_output("execute_result", {"text/plain": "True"})], 2),
        ([new_output("execute_result", {"text/plain": "0.0", "text/html": "<p>"})], 0),
        ([new_output("display_data", {"text/plain": "0.5"})], 2),
    ],
)
def test_score_of_a_check(outputs: list[NotebookNode], score: float) -> None:
    """An error or anything on stderr is 0, a number is partial credit, all else is full marks."""
    cell = new_code_cell("1", outputs=outputs, metadata=grading("check", "a", 2))
    assert determine_grade(cell) == (score, 2)


def test_a_number_above_the_maximum_fails_the_submission() -> None:
    """It is not capped."""
    outputs = [new_output("execute_result", {"text/plain": "3"})]
    with pytest.raises(ValueError, match="greater than maximum"):
        determine_grade(new_code_cell("1", outputs=outputs, metadata=grading("check", "a", 2)))


def test_an_answer_left_as_it_was_earns_nothing() -> None:
    """Any other waits for a person."""
    cell = new_markdown_cell("Why?", metadata=grading("answer", "a", 2))
    cell.metadata.nbgrader["checksum"] = compute_checksum(cell)
    assert determine_grade(cell) == (0, 2)
    cell.source = "Because."
    assert determine_grade(cell) == (None, 2)


# Times ------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "text", ["2027-01-20 12:00:00.000000 UTC", "2027-01-20T12:00:00+00:00", NOW.isoformat()]
)
def test_times_that_we_write_are_read(text: str) -> None:
    """As UTC without saying so; we read the same."""
    assert parse_utc(text) == datetime(2027, 1, 20, 12)  # noqa: DTZ001 - nbgrader's are naive
    assert parse_time(text) == NOW


def test_an_unknown_zone_silently_becomes_utc() -> None:
    """So we write UTC, and guess at nothing."""
    assert parse_utc("2027-01-20 12:00:00 CESTX") == datetime(2027, 1, 20, 12)  # noqa: DTZ001


# The course directory ---------------------------------------------------------------------------


@pytest.fixture(scope="module")
def a_classroom(tmp_path_factory: pytest.TempPathFactory) -> Classroom:
    """A course with an exchange, a released module, and one graded submission with feedback."""
    base = tmp_path_factory.mktemp("facts")
    classroom = open_classroom(make_course(base / "course", exchange=base / "exchange"))
    released = generate_assignment(classroom, MODULE, "release")
    release_module(classroom, MODULE)
    work = base / "home" / MODULE
    shutil.copytree(released, work)
    (work / NOTEBOOK).write_text(json.dumps(worked(released, SOLVED)))
    (work / "feedback").mkdir()
    (work / "feedback" / "old.html").write_text("old")
    (work / "data.csv").write_text("mine")
    submit(classroom, "anna", MODULE, base / "home")
    [sent] = inbound_of(classroom)
    shutil.copytree(sent, classroom.folder("submitted", "anna", MODULE))
    autograde(classroom, "anna", MODULE)
    generate_feedback(classroom, "anna", MODULE)
    release_feedback(classroom, "anna", MODULE)
    return classroom


def inbound_of(classroom: Classroom) -> list[Path]:
    return sorted((classroom.root.parent / "exchange" / COURSE / "inbound").iterdir())


def test_submit_takes_the_learner_it_is_told(a_classroom: Classroom) -> None:
    """The demonstration plays learners with it; the name of the folder is what we read."""
    [sent] = inbound_of(a_classroom)
    arrival = parse_arrival(sent.name)
    assert arrival is not None
    assert (arrival.learner, arrival.module) == ("anna", MODULE)
    assert parse_time((sent / "timestamp.txt").read_text()) == arrival.at


def test_feedback_is_never_handed_in(a_classroom: Classroom) -> None:
    """Its folder's name is among those that nbgrader ignores."""
    assert "feedback" in CourseDirectory().ignore
    assert not (inbound_of(a_classroom)[0] / "feedback").exists()


def test_a_key_beside_its_own_survives_grading(a_classroom: Classroom) -> None:
    """Titles and hints are there when feedback is written."""
    path = a_classroom.folder("autograded", "anna", MODULE) / NOTEBOOK
    cells = json.loads(path.read_text())["cells"]
    assert cells[3]["metadata"]["ownpace"]["title"] == "Adds two numbers"


def test_the_teachers_files_replace_those_handed_in(a_classroom: Classroom) -> None:
    """So nothing that a learner writes may stand in source/."""
    graded = a_classroom.folder("autograded", "anna", MODULE)
    assert (graded / "data.csv").read_text() == "a,b\n1,2\n"


def test_the_secret_travels_to_feedback_and_names_the_page(a_classroom: Classroom) -> None:
    """A learner's page is found by who knows what was handed in with the work."""
    secret = (a_classroom.folder("feedback", "anna", MODULE) / "submission_secret.txt").read_text()
    name = hashlib.md5(f"{secret}{MODULE}".encode(), usedforsecurity=False).hexdigest()
    assert (a_classroom.root.parent / "exchange" / COURSE / "feedback" / f"{name}.html").is_file()


def test_a_learner_fetches_that_page(a_classroom: Classroom, tmp_path: Path) -> None:
    """Into ``<module>/feedback/<time>/``."""
    app = a_classroom.app
    app.coursedir.student_id, app.coursedir.assignment_id = "anna", MODULE
    fetch = ExchangeFetchFeedback(
        coursedir=app.coursedir, authenticator=app.authenticator, parent=app
    )
    fetch.assignment_dir = str(tmp_path)
    fetch.start()
    assert len(list(tmp_path.glob(f"{MODULE}/feedback/*/{MODULE}.html"))) == 1


def test_fetching_again_never_overwrites(a_classroom: Classroom, tmp_path: Path) -> None:
    """A correction does not replace a learner's work."""
    app = a_classroom.app
    app.coursedir.student_id, app.coursedir.assignment_id = "anna", MODULE
    options = {"coursedir": app.coursedir, "authenticator": app.authenticator, "parent": app}
    fetch = ExchangeFetchAssignment(assignment_dir=str(tmp_path), **options)
    fetch.start()
    (tmp_path / MODULE / NOTEBOOK).write_text("mine")
    fetch.replace_missing_files = True
    fetch.start()
    assert (tmp_path / MODULE / NOTEBOOK).read_text() == "mine"


def test_one_row_for_each_submission(a_classroom: Classroom) -> None:
    """Attempts are ours to keep."""
    book = sqlite3.connect(a_classroom.root / "gradebook.db")
    try:
        assert book.execute("select count(*) from submitted_assignment").fetchone() == (1,)
    finally:
        book.close()


def test_a_learners_name_is_read_as_a_pattern(a_classroom: Classroom) -> None:
    """Twice, so ours are not: what ``an[n]a`` handed in is graded, and Anna's grade stays."""
    annas = a_classroom.folder("autograded", "anna", MODULE) / NOTEBOOK
    before = annas.read_bytes(), annas.stat().st_ino, scores(a_classroom, [], ["anna"])
    hand_in(a_classroom.root, "an[n]a", worked(a_classroom.folder("release", ".", MODULE), HALF))
    autograde(a_classroom, "an[n]a", MODULE)
    graded = json.loads((a_classroom.folder("autograded", "an[n]a", MODULE) / NOTEBOOK).read_text())
    assert HALF in ["".join(cell["source"]) for cell in graded["cells"]]
    assert [(s.learner, s.score) for s in scores(a_classroom)] == [("an[n]a", 0.5), ("anna", 3)]
    now = annas.read_bytes(), annas.stat().st_ino, scores(a_classroom, [], ["anna"])
    assert now == before


@pytest.mark.filterwarnings("ignore:unclosed database:ResourceWarning")
def test_a_new_gradebook_needs_alembic_on_the_path(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Which it is not in a virtual environment that is not activated: ``at_work`` sees to it."""
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(FileNotFoundError, match="alembic"):
        Gradebook(f"sqlite:///{tmp_path}/one.db")
    gc.collect()  # what nbgrader left open is closed here, and not in a later test
    with at_work(), Gradebook(f"sqlite:///{tmp_path}/two.db") as book:
        assert book.students == []
