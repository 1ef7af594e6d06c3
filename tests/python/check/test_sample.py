"""The sample course, by the kit's own command."""

from __future__ import annotations

from pathlib import Path

from ownpace_graders.check import check
from ownpace_graders.course_file import load
from ownpace_graders.lines import Silent
from ownpace_graders.shipped import shipped

MEGABYTES = 500  #: a fourth of what a submission may take


def test_the_sample_course_passes(tmp_path: Path) -> None:
    """All modules: the solution earns all points and says nothing to stderr, the blank earns none,
    each stored mistake gets its message and its score, figures are described; all can be run, all
    are in plain English."""
    root = shipped("sample")
    summary = check(root, (), Silent())
    assert [line for line in summary.lines if line.status == "attention"] == []
    praised = [line.message for line in summary.lines if line.status == "done" and line.module]
    assert len(praised) == len(summary.modules)
    assert all("stored mistakes that get their messages: " in message for message in praised)
    assert [one.module for one in summary.modules] == [one.id for one in load(root).modules]
    assert all(one.grade is not None and one.grade <= 9 for one in summary.modules)
    assert all(one.figures >= 2 for one in summary.modules)
    assert all(one.minutes and 0 < one.memory_mb < MEGABYTES for one in summary.modules)
