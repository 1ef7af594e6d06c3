"""Work that came by a learning platform, in folders or loose: whose it is, and what it is of."""

from __future__ import annotations

import os
import re
import shutil
import zipfile
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from io import BytesIO
from pathlib import Path

import pytest

from ownpace.errors import CommandError
from ownpace.server import actions
from ownpace.server.bundles import BundleChannel
from ownpace.server.desk import Desk
from ownpace.server.wire import Submission
from ownpace.store.layout import CourseFolder
from ownpace.store.more_time import read_more_time
from ownpace_graders.bridge import open_classroom
from ownpace_graders.collect import Attempt, attempts_of, collect
from ownpace_graders.extend import Ask, extend
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.publish import publish
from ownpace_graders.release import release
from tests.support.teacher import (
    COURSE_YML,
    HALF,
    MODULE,
    NOTEBOOK,
    NOW,
    SOLVED,
    as_bytes,
    bundle,
    copy_of,
    lines_with,
    make_course,
    worked,
)

EXAMPLES = Path(__file__).parent / "downloads"
AFTER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = make_course(tmp_path_factory.mktemp("inbox") / "course")
    release(root, [], Silent(), NOW)
    return root


@pytest.fixture
def root(released: Path, tmp_path: Path) -> Path:
    return copy_of(released, tmp_path / "copy")


@pytest.fixture
def inbox(tmp_path: Path) -> Path:
    folder = tmp_path / "inbox"
    folder.mkdir()
    return folder


def work(root: Path, code: str = SOLVED) -> bytes:
    return as_bytes(worked(root / "release" / MODULE, code))


def zipped(files: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def take(root: Path, inbox: Path, *modules: str, roster: Path | None = None) -> Summary:
    return collect(root, modules, Silent(), AFTER, inbox=inbox, roster=roster)


def kept(root: Path) -> dict[str, Attempt]:
    """Every attempt by its learner, each of whom has one."""
    classroom = open_classroom(root)
    found = {}
    for folder in sorted(classroom.attempts.glob("*")):
        [(_, attempt)] = attempts_of(classroom, folder.name, MODULE)
        found[folder.name] = attempt
    return found


def download(root: Path, name: str) -> bytes:
    """A download whose files are listed in ``downloads/``, each a notebook but for those that the
    platform adds."""
    names = (EXAMPLES / f"{name}.txt").read_text("utf-8").splitlines()
    return zipped({n: work(root) if n.endswith(".ipynb") else b"<p>Hi</p>" for n in names})


@pytest.mark.parametrize(
    ("name", "roster"),
    [
        ("moodle-folders", "moodle-worksheet"),
        ("moodle-older", "moodle-grades"),
        ("moodle-flat", "moodle-worksheet"),
        ("moodle-flat", "moodle-grades"),
        ("canvas", "canvas-gradebook"),
        ("canvas", "canvas-two-names"),
        ("canvas", "any-header"),
    ],
)
def test_downloads_are_matched_with_a_roster(
    root: Path, inbox: Path, name: str, roster: str
) -> None:
    """Of each platform, in its own naming, with what it exports of its learners or a list of one's
    own; every notebook is found under its module's name."""
    (inbox / "download.zip").write_bytes(download(root, name))
    summary = take(root, inbox, roster=EXAMPLES / f"{roster}.csv")
    assert lines_with(summary, "attention") == []
    assert sorted(kept(root)) == ["ada", "chen", "zoe"]
    assert {attempt.came_by for attempt in kept(root).values()} == {"inbox"}
    for learner in kept(root):
        assert (root / "submitted" / learner / MODULE / NOTEBOOK).read_bytes() == work(root)


def test_a_download_that_was_unpacked_is_the_same(root: Path, inbox: Path) -> None:
    """In a folder of its own, or not; and taken once, however often it is there."""
    (inbox / "download.zip").write_bytes(download(root, "moodle-folders"))
    roster = EXAMPLES / "moodle-grades.csv"
    take(root, inbox, roster=roster)
    with zipfile.ZipFile(inbox / "download.zip") as archive:
        archive.extractall(inbox / "Sums 12")
    summary = take(root, inbox, roster=roster)
    assert {line.status for line in summary.lines} == {"skipped"}
    assert len(kept(root)) == 3


def test_a_text_without_a_file_is_named(root: Path, inbox: Path) -> None:
    """Whoever typed something into Moodle's page and handed in no file has not handed in."""
    typed = {f"{who}_assignsubmission_onlinetext/onlinetext.html": b"Hi" for who in ("A_1", "B_2")}
    files = typed | {f"A_1_assignsubmission_file/{NOTEBOOK}": work(root)}
    (inbox / "download.zip").write_bytes(zipped(files))
    [line] = [one for one in take(root, inbox).lines if one.status == "attention"]
    assert line.message.startswith("download.zip: B: It is a text that was typed")


def test_a_roster_that_comes_later(root: Path, inbox: Path) -> None:
    """Without one it is said, once, that names were taken for ids. The same work collected again
    with one is kept under the learner's id, and the name that it was kept under is told."""
    for who in ("Ada Lovelace", "Ben Q"):
        (inbox / who).mkdir()
        (inbox / who / NOTEBOOK).write_bytes(work(root, SOLVED + f"  # {who}"))
    said = [line.message for line in take(root, inbox).lines if not line.learner]
    assert said == ["There is no roster: names were taken as they are, for learners' ids."]
    (root / "roster.csv").write_text("id,name\nada,Ada Lovelace\nben,Ben Q\n")
    told = {one.learner: one for one in take(root, inbox).lines}
    assert {who: one.code for who, one in told.items()} == dict.fromkeys(
        ["ada", "ben"], "kept-twice"
    )
    assert "“Ada-Lovelace”" in told["ada"].message
    assert {line.status for line in take(root, inbox).lines} == {"skipped"}


def test_what_learners_typed_into_the_panel_is_looked_up(root: Path, inbox: Path) -> None:
    """A bundle bears a name or an id, however its learner wrote it: what the roster knows is one
    learner's work, and what it does not is named; feedback goes to who typed it."""
    bundle(inbox / "1.zip", "Zoë O’NEIL", {NOTEBOOK: work(root)})
    bundle(inbox / "2.zip", "zac", {NOTEBOOK: work(root)})
    (root / "roster.csv").write_bytes((EXAMPLES / "any-header.csv").read_bytes())
    summary = take(root, inbox)
    assert lines_with(summary, "attention") == ["None: 2.zip: “zac” is nobody in roster.csv."]
    assert [(id_, one.name) for id_, one in kept(root).items()] == [("zoe", "Zoë O’NEIL")]
    with pytest.raises(CommandError, match=r"gone\.csv cannot be read") as told:
        take(root, inbox, roster=root / "gone.csv")
    assert "--roster FILE" in told.value.hint


def test_without_a_roster_names_are_ids(root: Path, inbox: Path) -> None:
    """But Canvas writes no names that could be one: it is said how to say who that is."""
    (inbox / "m.zip").write_bytes(download(root, "moodle-folders"))
    take(root, inbox)
    assert sorted(kept(root)) == ["Ada-Lovelace", "Chén-Wěi", "Zoë-O’Neil"]
    (inbox / "m.zip").unlink()
    (inbox / "c.zip").write_bytes(download(root, "canvas"))
    told = [line for line in take(root, inbox).lines if line.status == "attention"]
    assert len(told) == 3
    assert all("--roster FILE" in line.next for line in told)


def test_bundles_and_zips_within_a_download_are_opened(
    root: Path, inbox: Path, tmp_path: Path
) -> None:
    """What a learner handed in as one zip file; who made a bundle is whom the platform names."""
    made = bundle(tmp_path / "b.zip", "somebody", {NOTEBOOK: work(root)}).read_bytes()
    files = {
        "Ada Lovelace_1_assignsubmission_file/hand-in.zip": made,
        "Zoë O’Neil_2_assignsubmission_file/all.zip": zipped(
            {"my work/sums.ipynb": work(root, HALF), "my work/data/a.csv": b"1"}
        ),
    }
    (inbox / "d.zip").write_bytes(zipped(files))
    summary = take(root, inbox, roster=EXAMPLES / "moodle-grades.csv")
    assert lines_with(summary, "attention") == []
    assert sorted(kept(root)) == ["ada", "zoe"]
    assert sorted(kept(root)["zoe"].files) == ["data/a.csv", NOTEBOOK]
    assert kept(root)["ada"].name == "somebody"  # as the learner's panel has it


def test_plain_folders_and_loose_notebooks_are_taken(root: Path, inbox: Path) -> None:
    """Folders called as learners are, with or without the module's; notebooks that say both."""
    for path, code in {
        "ada/sums.ipynb": SOLVED,
        "ben/sums/sums.ipynb": SOLVED,
        "cleo_sums.ipynb": HALF,
        "sums-dora (1).ipynb": HALF,
    }.items():
        (inbox / path).parent.mkdir(parents=True, exist_ok=True)
        (inbox / path).write_bytes(work(root, code))
    (inbox / "eva.zip").write_bytes(zipped({"sums/sums.ipynb": work(root)}))
    assert take(root, inbox).exit_code == 0
    assert sorted(kept(root)) == ["ada", "ben", "cleo", "dora", "eva"]
    assert grade(root, [], Silent()).exit_code == 0
    assert feedback(root, [], Silent(), AFTER).exit_code == 0
    zips = sorted(path.parent.name for path in (root / "outbox").glob("*/sums.zip"))
    assert zips == ["ada", "ben", "cleo", "dora", "eva"]


def test_feedback_for_a_download_is_for_each_learner_alone(
    root: Path, inbox: Path, tmp_path: Path
) -> None:
    """Nothing of anybody else is in a learner's zip file, and the learner's panel opens it: the
    page and the more time, also where the panel knows the learner by another name."""
    (root / "course.yml").write_text(COURSE_YML.replace("Sums}", "Sums, due: 2027-02-01}"))
    release(root, [], Silent(), NOW)
    signed = bundle(tmp_path / "b.zip", "Lovelace", {NOTEBOOK: work(root, f"{SOLVED}  # of ada")})
    files = {
        "Ada Lovelace_1_assignsubmission_file/hand-in.zip": signed.read_bytes(),
        "Zoë O’Neil_2_assignsubmission_file/sums.ipynb": work(root, f"{HALF}  # of zoe"),
    }
    (inbox / "d.zip").write_bytes(zipped(files))
    take(root, inbox, roster=EXAMPLES / "moodle-grades.csv")
    grade(root, [], Silent())
    extend(root, Ask("ada", MODULE, 3), AFTER)
    feedback(root, [], Silent(), AFTER)
    for mine, other in (("ada", "zoe"), ("zoe", "ada")):
        content = (root / "outbox" / mine / f"{MODULE}.zip").read_bytes()
        with zipfile.ZipFile(BytesIO(content)) as archive:
            said = b"".join(map(archive.read, archive.namelist())).decode()
        assert f"of {mine}" in said
        assert not re.search(rf"\b{other}\b", said.lower())  # a hash may have it in its midst
    publish(root, tmp_path / "learner")
    folder = CourseFolder(tmp_path / "learner")
    desk = Desk(folder, BundleChannel(folder))
    actions.start(desk, MODULE, AFTER)
    actions.submit(desk, MODULE, Submission(learner="Lovelace"), AFTER)
    sent = (root / "outbox" / "ada" / f"{MODULE}.zip").read_bytes()
    opened = actions.open_feedback(desk, sent, AFTER)
    assert [page.endswith(f"{MODULE}.html") for page in opened.pages] == [True]
    assert list(read_more_time(folder.more_time).more) == [MODULE]


def test_who_cannot_be_matched_is_named(root: Path, inbox: Path) -> None:
    """With the column in which to say it; the others are taken."""
    (inbox / "d.zip").write_bytes(
        zipped(
            {
                "Ada Lovelace_1_assignsubmission_file/sums.ipynb": work(root),
                "A. L._77_assignsubmission_file/sums.ipynb": work(root),
            }
        )
    )
    summary = take(root, inbox, roster=EXAMPLES / "moodle-worksheet.csv")
    [told] = [line for line in summary.lines if line.status == "attention"]
    assert "“A. L.” is nobody in moodle-worksheet.csv" in told.message
    assert "the column Identifier, here 77" in told.next
    assert sorted(kept(root)) == ["ada"]


def test_a_name_of_two_learners_is_not_guessed(root: Path, inbox: Path) -> None:
    """The number or the mail tells them apart, where there is one."""
    roster = root / "roster.csv"
    roster.write_text("id,name\nann1,Ann Lee\nann2,Ann Lee\n")
    (inbox / "Ann Lee").mkdir()
    (inbox / "Ann Lee" / NOTEBOOK).write_bytes(work(root))
    told = lines_with(take(root, inbox), "attention")
    assert "several learners in roster.csv" in told[0]
    (inbox / "Ann Lee").rename(inbox / "ann2")
    take(root, inbox)
    assert sorted(kept(root)) == ["ann2"]


def test_a_notebook_of_another_name_is_taken_for_the_module_that_is_named(
    root: Path, inbox: Path
) -> None:
    """A download from another assignment is refused, and says what there is."""
    (inbox / "ada").mkdir()
    (inbox / "ada" / "homework 3.ipynb").write_bytes(work(root))
    shutil.copytree(root / "source" / MODULE, root / "source" / "exam-to-come")
    [told] = [line for line in take(root, inbox).lines if line.status == "attention"]
    assert "homework 3.ipynb is the notebook of no module" in told.message
    assert told.next.endswith("`ownpace collect MODULE --inbox DIR`. The modules are: sums.")
    assert take(root, inbox, MODULE).exit_code == 0
    assert list(kept(root)["ada"].files) == [NOTEBOOK]


@pytest.mark.parametrize(
    "name", ["../../x_1_assignsubmission_file/sums.ipynb", "/etc/sums.ipynb", "a\\..\\b.ipynb"]
)
def test_a_hostile_download_is_refused_and_named(root: Path, inbox: Path, name: str) -> None:
    """All of it: nobody knows who wrote it. The rest of the inbox goes on."""
    (inbox / "bad.zip").write_bytes(zipped({"ada/sums.ipynb": work(root), name: b"{}"}))
    (inbox / "ben").mkdir()
    (inbox / "ben" / NOTEBOOK).write_bytes(work(root))
    told = lines_with(take(root, inbox), "attention")
    assert len(told) == 1
    assert "bad.zip" in told[0]
    assert sorted(kept(root)) == ["ben"]


@pytest.mark.parametrize("kind", ["escape", "bomb", "torn"])
def test_a_learners_hostile_zip_is_refused_and_the_others_are_taken(
    root: Path, inbox: Path, kind: str
) -> None:
    """Within a download that is sound."""
    inner = {
        "escape": zipped({"../sums.ipynb": b"{}"}),
        "bomb": _bomb(),
        "torn": zipped({"sums.ipynb": b"{}"})[:-20],
    }[kind]
    files = {
        "Ada Lovelace_1_assignsubmission_file/x.zip": inner,
        "Zoë O’Neil_2_assignsubmission_file/sums.ipynb": work(root),
    }
    (inbox / "d.zip").write_bytes(zipped(files))
    told = lines_with(take(root, inbox), "attention")
    assert len(told) == 1
    assert "Ada Lovelace" in told[0]
    assert sorted(kept(root)) == ["Zoë-O’Neil"]


def _bomb() -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(11):
            archive.writestr(f"{number}.csv", b"0" * 10_000_000)
    return made.getvalue()


def test_links_are_not_followed(root: Path, inbox: Path, tmp_path: Path) -> None:
    """An unpacked folder may hold them."""
    (inbox / "ada").mkdir()
    (inbox / "ada" / NOTEBOOK).symlink_to(root / "source" / MODULE / NOTEBOOK)
    (inbox / "linked").symlink_to(root / "source")
    told = lines_with(take(root, inbox), "attention")
    assert len(told) == 2
    assert not (root / "attempts").exists()


def test_when_it_arrived_is_what_the_download_says(root: Path, inbox: Path) -> None:
    """In the course's zone, and never after the download itself."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        early = zipfile.ZipInfo("ada/sums.ipynb", (2027, 1, 10, 8, 30, 0))
        archive.writestr(early, work(root))
        archive.writestr(zipfile.ZipInfo("ben/sums.ipynb", (2090, 1, 1, 0, 0, 0)), work(root))
    (inbox / "d.zip").write_bytes(made.getvalue())
    os.utime(inbox / "d.zip", (NOW.timestamp(),) * 2)
    take(root, inbox)
    assert kept(root)["ada"].arrived == datetime(2027, 1, 10, 8, 30, tzinfo=UTC)
    assert kept(root)["ben"].arrived == NOW


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("id,name\nada,Ada\nben,Ben\nada,Another\n", "lines 2 and 4 are both ada"),
        ("a,b\n1,2\n", "does not say which column"),
        ("", "does not say which column"),
        (f"id\n{'x' * 200_000}\n", "line 2: field larger"),
        ("id\n../x\n", "line 2: “../x” cannot be the name of a learner"),
    ],
)
def test_a_faulty_roster_is_named_with_its_line(
    root: Path, inbox: Path, text: str, said: str
) -> None:
    """Before anything is taken."""
    (root / "roster.csv").write_text(text)
    with pytest.raises(CommandError, match=said):
        take(root, inbox)
