"""``ownpace publish``: what is released, and nothing else, in the learners' repository."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import parse_qsl, urlsplit

import pytest

from ownpace.errors import CommandError
from ownpace.store.courses import read_course
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.support.courses import BANK, SMALL, as_json, small_course, write

NOW = datetime(2027, 1, 11, tzinfo=UTC)


@pytest.fixture(scope="module")
def released_once(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("released") / "course"
    root.mkdir()
    small_course(root)
    write(root, BANK, name="questions/count.yml")
    write(root, "- {code: return 3 * x}\n", name="mistakes/count.yml")
    write(root, "numpy\nownpace\n\n", name="requirements.txt")
    again(root)
    return root


@pytest.fixture
def a_released_course(released_once: Path, tmp_path: Path) -> Path:
    """A copy of its own for each test: releasing takes seconds."""
    return shutil.copytree(released_once, tmp_path / "course")


def again(root: Path) -> Summary:
    return release(root, (), Silent(), NOW)


def content(folder: Path) -> dict[str, bytes]:
    files = (path for path in folder.rglob("*") if path.is_file())
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in files}


def test_it_holds_what_learners_need(a_released_course: Path, tmp_path: Path) -> None:
    """Released modules, the course, the Binder environment and a README; nothing hidden."""
    assert publish(a_released_course, tmp_path / "out").exit_code == 0
    found = content(tmp_path / "out")
    assert {"course.json", "README.md", "binder/requirements.txt"} < found.keys()
    assert {"released/count/count.ipynb", "released/count/quiz.json"} < found.keys()
    assert found["released/count/course.json"] == found["course.json"]
    everything = b"".join(found.values())
    assert b"SOLUTION" not in everything
    assert b"double(5)" not in everything


def test_stored_mistakes_stay_here(a_released_course: Path, tmp_path: Path) -> None:
    """Neither released nor published: they say what a hidden check looks for."""
    publish(a_released_course, tmp_path / "out")
    found = {**content(tmp_path / "out"), **content(a_released_course / "release")}
    assert not [name for name in found if "mistakes" in name]
    assert b"3 * x" not in b"".join(found.values())


def test_binder_installs_what_the_course_needs(a_released_course: Path, tmp_path: Path) -> None:
    """ownpace comes first, then the course's own requirements, each once."""
    publish(a_released_course, tmp_path / "out")
    assert content(tmp_path / "out")["binder/requirements.txt"] == b"ownpace\nnumpy\n"


def test_the_same_release_gives_the_same_bytes(a_released_course: Path, tmp_path: Path) -> None:
    """Publishing is reproducible, so that a repository's history shows real changes only."""
    publish(a_released_course, tmp_path / "one")
    publish(a_released_course, tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_publishing_again_changes_what_changed(a_released_course: Path, tmp_path: Path) -> None:
    """New dates replace course.json alone; a module's own files stay untouched."""
    out = tmp_path / "out"
    publish(a_released_course, out)
    before = content(out)
    assert publish(a_released_course, out).lines[0].status == "skipped"
    write(a_released_course, SMALL.replace("title: Count}", "title: Count, due: 2027-02-01}"))
    again(a_released_course)
    publish(a_released_course, out)
    changed = {name for name, data in content(out).items() if before.get(name) != data}
    assert {Path(name).name for name in changed} == {"course.json"}


def test_a_readme_is_the_teachers_own(a_released_course: Path, tmp_path: Path) -> None:
    """README.md is written once, and never again."""
    publish(a_released_course, tmp_path / "out")
    write(tmp_path / "out", "Mine.", name="README.md")
    publish(a_released_course, tmp_path / "out")
    assert content(tmp_path / "out")["README.md"] == b"Mine."


def test_a_clone_of_a_repository_gets_its_badge(a_released_course: Path, tmp_path: Path) -> None:
    """A folder that holds only git's files is new, and its remote is where Binder finds it."""
    remote = '[remote "origin"]\n\turl = git@github.com:ada/my-course.git\n'
    write(tmp_path / "out", remote, name=".git/config")
    publish(a_released_course, tmp_path / "out")
    readme = content(tmp_path / "out")["README.md"].decode()
    assert "mybinder.org/v2/gh/ada/my-course/HEAD" in readme


def test_learners_of_a_hub_get_nbgitpullers_link(a_released_course: Path, tmp_path: Path) -> None:
    """The link pulls the clone's remote and branch into the hub; a password in the remote's address
    stays out of it."""
    out = tmp_path / "out"
    write(
        out,
        '[remote "origin"]\n\turl = https://ada:secret@gitlab.com/ada/x.git\n',
        name=".git/config",
    )
    write(out, "ref: refs/heads/main\n", name=".git/HEAD")
    publish(a_released_course, out, hub="https://hub.example.org/")
    readme = content(out)["README.md"].decode()
    [link] = re.findall(r"\((https://hub[^)]+)\)", readme)
    address = urlsplit(link)
    assert f"{address.scheme}://{address.netloc}{address.path}" == (
        "https://hub.example.org/hub/user-redirect/git-pull"
    )
    asked = {"repo": "https://gitlab.com/ada/x", "branch": "main", "urlpath": "lab/tree/x"}
    assert dict(parse_qsl(address.query)) == asked
    assert "mybinder.org/v2/gl/ada%2Fx/HEAD" in readme
    assert "secret" not in readme


def test_a_readme_that_lacks_a_link_is_told(a_released_course: Path, tmp_path: Path) -> None:
    """It is the teacher's own: what would be new in it is said, and nothing written."""
    out = tmp_path / "out"
    publish(a_released_course, out)
    before = content(out)
    write(out, '[remote "origin"]\n\turl = git@github.com:ada/x.git\n', name=".git/config")
    summary = publish(a_released_course, out, hub="https://hub.example.org")
    told = "\n".join(line.next for line in summary.lines)
    assert "mybinder.org/v2/gh/ada/x/HEAD" in told
    assert "https://hub.example.org/hub/user-redirect/git-pull?" in told
    assert {n: d for n, d in content(out).items() if not n.startswith(".git")} == before


@pytest.mark.parametrize(
    "hub", ["hub.example.org", "javascript:alert(1)", "https://a b", "https://"]
)
def test_a_hub_is_a_web_address(hub: str, a_released_course: Path, tmp_path: Path) -> None:
    """Anything else is refused before something is written."""
    with pytest.raises(CommandError, match="not the address of a hub"):
        publish(a_released_course, tmp_path / "out", hub=hub)
    assert not (tmp_path / "out").exists()


def test_two_machines_publish_the_same_bytes(a_released_course: Path, tmp_path: Path) -> None:
    """Released anew from the same sources, with another gradebook, elsewhere: no difference."""
    other = tmp_path / "other"
    made = ("release", "gradebook.db", "exchange")
    shutil.copytree(a_released_course, other, ignore=shutil.ignore_patterns(*made))
    (other / "exchange").mkdir()
    again(other)
    publish(a_released_course, tmp_path / "one")
    publish(other, tmp_path / "two")
    assert content(tmp_path / "one") == content(tmp_path / "two")


def test_learners_work_in_a_clone_is_left_alone(a_released_course: Path, tmp_path: Path) -> None:
    """Folders of learners' own work, what they keep, and their files are not the publication's."""
    out = tmp_path / "out"
    publish(a_released_course, out)
    own = {
        "count/count.ipynb": "mine",
        "count/answers.json": "{}",
        ".ownpace/progress.json": "{}",
        "handed-in/count.zip": "zip",
        "kept/count/count.ipynb": "old",
        "notes.md": "mine",
    }
    for name, text in own.items():
        write(out, text, name=name)
    source = as_json(a_released_course / "source/count/count.ipynb")
    source["cells"][0]["source"] = "## Another heading"
    (a_released_course / "source/count/count.ipynb").write_text(json.dumps(source))
    again(a_released_course)
    publish(a_released_course, out)
    found = content(out)
    assert {name: found[name].decode() for name in own} == own
    assert b"Another heading" in found["released/count/count.ipynb"]


def test_a_key_that_is_for_points_by_now_is_refused(
    a_released_course: Path, tmp_path: Path
) -> None:
    """A quiz that was practice when it was released has its key in what is released."""
    bank = (a_released_course / "questions/count.yml").read_text()
    write(
        a_released_course,
        bank.replace("    title: Warm up", "    title: Warm up\n    graded: true"),
        name="questions/count.yml",
    )
    with pytest.raises(CommandError, match="holds the key of the quiz “warm-up”"):
        publish(a_released_course, tmp_path / "out")
    assert not (tmp_path / "out").exists()


def test_what_is_no_longer_released_goes(a_released_course: Path, tmp_path: Path) -> None:
    """A file that a module no longer has is not published any more."""
    out = tmp_path / "out"
    publish(a_released_course, out)
    write(out, "", name="released/count/old.csv")
    write(out, "", name="notes.txt")
    publish(a_released_course, out)
    assert "released/count/old.csv" not in content(out)
    assert "notes.txt" in content(out)


def test_stale_dates_are_named(a_released_course: Path, tmp_path: Path) -> None:
    """Publishing says when course.yml has changed since the release that is published."""
    write(a_released_course, SMALL.replace("A small", "Another small"))
    summary = publish(a_released_course, tmp_path / "out")
    assert summary.exit_code == 1
    assert "ownpace release" in summary.lines[-1].next


def test_another_folder_is_refused(a_released_course: Path, tmp_path: Path) -> None:
    """A folder that holds something else is not written to."""
    write(tmp_path / "out", "mine", name="thesis.txt")
    with pytest.raises(CommandError, match="not a published course"):
        publish(a_released_course, tmp_path / "out")
    assert content(tmp_path / "out") == {"thesis.txt": b"mine"}


def test_another_courses_publication_is_refused(a_released_course: Path, tmp_path: Path) -> None:
    """One course never replaces another."""
    publish(a_released_course, tmp_path / "out")
    course = read_course(tmp_path / "out/course.json")
    assert course
    other = course.model_copy(update={"id": "other"})
    write(tmp_path / "out", other.model_dump_json(), name="course.json")
    with pytest.raises(CommandError, match="another course"):
        publish(a_released_course, tmp_path / "out")


def test_nothing_released_is_said(tmp_path: Path) -> None:
    """Before the first release there is nothing to publish."""
    with pytest.raises(CommandError, match="Nothing is released") as caught:
        publish(small_course(tmp_path), tmp_path / "out")
    assert "ownpace release" in caught.value.hint


def _leave_mark(notebook: Path) -> None:
    _change(notebook, "### BEGIN SOLUTION\npass")


def _leave_solution(notebook: Path) -> None:
    _change(notebook, "def double(x):\n    return 2 * x")


def _leave_answers(notebook: Path) -> None:
    (notebook.parent / "answers.json").write_text("{}")


def _change(notebook: Path, text: str) -> None:
    found = as_json(notebook)
    cell = next(cell for cell in found["cells"] if cell.get("id") == "double")
    cell["source"] = text
    notebook.write_text(json.dumps(found), encoding="utf-8")


def _leave_misspelt_mark(notebook: Path) -> None:
    _change(notebook, "### BEGIN HIDDEN TEST\npass")


def _leave_link(notebook: Path) -> None:
    (notebook.parent / "more.txt").symlink_to("/etc/hostname")


def _leave_hidden_file(notebook: Path) -> None:
    (notebook.parent / ".env").write_text("TOKEN=1")


def _leave_hidden_check(notebook: Path) -> None:
    """Copied by hand into another module, where no mark tells what it was."""
    other = notebook.parents[1] / "compare" / "helpers.py"
    other.write_text("def look():\n    assert double(5) == 10\n")


def _leave_bank(notebook: Path) -> None:
    shutil.copy(notebook.parents[2] / "questions/count.yml", notebook.parent / "notes.txt")


@pytest.mark.parametrize(
    "leak",
    [
        _leave_mark,
        _leave_misspelt_mark,
        _leave_solution,
        _leave_answers,
        _leave_link,
        _leave_hidden_file,
        _leave_bank,
        _leave_hidden_check,
    ],
)
def test_secrets_are_never_published(
    leak: Callable[[Path], None], a_released_course: Path, tmp_path: Path
) -> None:
    """Whatever went wrong with a release, its solutions stay here; nothing at all is written."""
    leak(a_released_course / "release/count/count.ipynb")
    with pytest.raises(CommandError, match="Nothing was published"):
        publish(a_released_course, tmp_path / "out")
    assert not (tmp_path / "out").exists()
