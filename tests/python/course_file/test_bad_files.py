"""Every fault of a course file is reported at once, with its place and how to mend it.

Each file in ``bad/`` begins with comments: ``expect:`` the start of a message that is asserted,
``add:`` and ``remove:`` what the course's folders hold more or less than the file says.
"""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from ownpace_graders.course_file import CourseFileError, load
from tests.support.courses import folders_for, write

HERE = Path(__file__).parent
BAD = sorted(HERE.glob("bad/*.yml"))


def directives(text: str, name: str) -> list[str]:
    return re.findall(rf"^# {name}: (.+)$", text, flags=re.MULTILINE)


def a_course(root: Path, text: str) -> Path:
    write(root, text)
    folders_for(root, text)
    for name in directives(text, "add"):
        write(root, "{}", name=name)
    for name in directives(text, "remove"):
        path = root / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()
    return root


def messages(root: Path) -> list[str]:
    with pytest.raises(CourseFileError) as caught:
        load(root)
    return [str(problem) for problem in caught.value.problems]


@pytest.mark.parametrize("path", BAD, ids=[path.stem for path in BAD])
def test_each_problem_is_named(path: Path, tmp_path: Path) -> None:
    """A bad file gives exactly the messages that its header expects, in the order of lines."""
    text = path.read_text(encoding="utf-8")
    found = messages(a_course(tmp_path, text))
    expected = directives(text, "expect")
    assert len(found) == len(expected), found
    for message, start in zip(found, sorted(expected, key=_line), strict=True):
        assert message.startswith(start)


def _line(text: str) -> tuple[str, int]:
    found = re.match(r"([^:]+):(\d*)", text)
    assert found
    return found[1], int(found[2] or 0)


def test_a_tag_runs_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """A tag that names a Python function calls nothing."""
    monkeypatch.chdir(tmp_path)
    messages(a_course(tmp_path, (HERE / "bad/tags.yml").read_text(encoding="utf-8")))
    assert not (tmp_path / "owned").exists()


def test_a_file_of_10_mb_is_refused_by_its_size(tmp_path: Path) -> None:
    """A huge file is refused before it is read."""
    write(tmp_path, "a: b\n" * 2_000_000)
    assert messages(tmp_path) == ["course.yml: The file is 10.0 MB; at most 1 MB is read."]


def test_text_that_is_not_utf8_is_named_with_its_line(tmp_path: Path) -> None:
    """A file in another encoding says so, and where."""
    (tmp_path / "course.yml").write_bytes(b"title: A course\nid: caf\xe9\n")
    expected = "course.yml:2: The file is not UTF-8 text; save it as UTF-8."
    assert messages(tmp_path) == [expected]


def test_a_file_nested_without_end_is_refused(tmp_path: Path) -> None:
    """Brackets within brackets do not exhaust the stack."""
    write(tmp_path, "a: " + "[" * 20_000)
    [message] = messages(tmp_path)
    assert message == "course.yml: The file is nested too deeply."


def test_a_missing_file_says_how_to_start(tmp_path: Path) -> None:
    """Without a course.yml, the message says which command makes one."""
    with pytest.raises(CourseFileError, match="There is no course") as caught:
        load(tmp_path)
    assert "ownpace new" in caught.value.hint
