"""``ownpace new --module``: a module from the template, whole and sound."""

from __future__ import annotations

from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace_graders.check import check
from ownpace_graders.course_file import load
from ownpace_graders.lines import Silent
from ownpace_graders.new import new_module
from tests.support.courses import small_course


def test_a_new_module_passes_the_check(tmp_path: Path) -> None:
    """As it stands: so whatever is wrong later is the author's own."""
    root = small_course(tmp_path)
    new_module(root, "my-own", "Mine: pages")
    entry = load(root).modules[-1]
    assert (entry.id, entry.title) == ("my-own", "Mine: pages")
    summary = check(root, ("my-own",), Silent())
    assert [line.status for line in summary.lines] == ["done"]
    assert "stored mistakes that get their messages: 1." in summary.lines[0].message


def test_the_rest_of_the_course_file_stays(tmp_path: Path) -> None:
    """Its lines are those of before, with a few more at their end."""
    root = small_course(tmp_path)
    before = (root / "course.yml").read_text(encoding="utf-8")
    new_module(root, "more")
    assert (root / "course.yml").read_text(encoding="utf-8").startswith(before)


@pytest.mark.parametrize(
    ("module", "named"),
    [
        ("count", "There is a module “count” already"),
        ("../away", "“../away” cannot be a module's id"),
        ("Großes", "cannot be a module's id"),
        ("", "cannot be a module's id"),
    ],
)
def test_a_module_that_cannot_be_is_refused(module: str, named: str, tmp_path: Path) -> None:
    """Nothing is overwritten, and nothing is written elsewhere."""
    root = small_course(tmp_path / "course")
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    with pytest.raises(CommandError, match=named):
        new_module(root, module)
    assert before == {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}


def test_a_file_that_is_there_is_kept(tmp_path: Path) -> None:
    """Also one that belongs to no module yet."""
    root = small_course(tmp_path)
    (root / "questions").mkdir()
    (root / "questions" / "mine.yml").write_text("quizzes: {}\n")
    with pytest.raises(CommandError, match=r"questions/mine\.yml"):
        new_module(root, "mine")
    assert not (root / "source" / "mine").exists()
