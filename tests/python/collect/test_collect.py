"""Collecting from the exchange and from a folder of bundles."""

from __future__ import annotations

import json
import os
import shutil
import stat
import sys
import zipfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from ownpace.errors import CommandError, WorkError
from ownpace.store.bundle import Manifest
from ownpace.store.contents import entry
from ownpace_graders.bridge import open_classroom
from ownpace_graders.collect import Attempt, attempts_of, collect
from ownpace_graders.collect.exchange import arrived
from ownpace_graders.lines import Silent, Summary
from ownpace_graders.notebooks import safe_copy
from ownpace_graders.release import release
from tests.support.processes import until
from tests.support.teacher import (
    HALF,
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

LATER = NOW + timedelta(hours=1)
AFTER = NOW + timedelta(days=1)


@pytest.fixture(scope="module")
def a_released_course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    base = tmp_path_factory.mktemp("collect")
    root = make_course(base / "course", exchange=base / "exchange")
    release(root, [], Silent(), NOW)
    return root


@pytest.fixture
def a_course(a_released_course: Path, tmp_path: Path) -> Path:
    """A copy with an exchange of its own."""
    return copy_of(a_released_course, tmp_path / "copy")


def exchange(root: Path) -> Path:
    return root.parent / "exchange"


def work(root: Path, code: str = SOLVED) -> bytes:
    return as_bytes(worked(root / "release" / MODULE, code))


def kept(root: Path, learner: str) -> list[Attempt]:
    return [attempt for _, attempt in attempts_of(open_classroom(root), learner, MODULE)]


def from_inbox(root: Path, inbox: Path) -> Summary:
    return collect(root, [], Silent(), AFTER, inbox=inbox)


def at(path: Path, moment: datetime) -> Path:
    os.utime(path, (moment.timestamp(), moment.timestamp()))
    return path


# The exchange -----------------------------------------------------------------------------------


def test_every_hand_in_is_kept_and_the_newest_counts(a_course: Path) -> None:
    """Not only the newest, as nbgrader does."""
    old, new = (json.loads(work(a_course, code)) for code in (HALF, SOLVED))
    inbound(exchange(a_course), ME, new, at=LATER)
    inbound(exchange(a_course), ME, old, at=NOW)
    summary = collect(a_course, [], Silent(), AFTER)
    assert [line.status for line in summary.lines] == ["done", "done"]
    assert [(a.came_by, a.arrived) for a in kept(a_course, ME)] == [
        ("exchange", NOW),
        ("exchange", LATER),
    ]
    submitted = a_course / "submitted" / ME / MODULE
    assert json.loads((submitted / NOTEBOOK).read_text()) == new
    assert (submitted / "timestamp.txt").read_text() == LATER.isoformat()
    assert (submitted / "submission_secret.txt").read_text() == f"secret of {ME}"


def test_nothing_is_collected_twice(a_course: Path) -> None:
    """A second run changes no file."""
    inbound(exchange(a_course), ME, "{}")
    collect(a_course, [], Silent(), AFTER)
    before = {p: p.stat().st_mtime_ns for p in a_course.rglob("*") if p.is_file()}
    summary = collect(a_course, [], Silent(), AFTER)
    assert [line.status for line in summary.lines] == ["skipped"]
    assert {p: p.stat().st_mtime_ns for p in a_course.rglob("*") if p.is_file()} == before


def test_a_hand_in_under_another_name_is_refused(a_course: Path) -> None:
    """Who owns the folder cannot be forged; its name can."""
    inbound(exchange(a_course), "somebody-else", "{}")
    inbound(exchange(a_course), ME, "{}")
    summary = collect(a_course, [], Silent(), AFTER)
    assert f"by somebody-else, but belongs to {ME}" in lines_with(summary, "attention")[0]
    assert lines_with(summary, "done") == [f"{ME}: Collected."]
    assert not (a_course / "submitted" / "somebody-else").exists()


def test_the_owner_is_not_checked_where_all_are_one_user(a_course: Path) -> None:
    """A hub may run everybody as one user of the system: nbgrader's setting says so."""
    config = a_course / "nbgrader_config.py"
    config.write_text(config.read_text() + "c.ExchangeCollect.check_owner = False\n")
    inbound(exchange(a_course), "somebody-else", "{}")
    assert collect(a_course, [], Silent(), AFTER).exit_code == 0


def test_a_time_that_is_yet_to_come_is_not_believed(a_course: Path) -> None:
    """Such a hand-in would stay the newest for ever."""
    inbound(exchange(a_course), ME, "{}", at=AFTER + timedelta(days=300))
    collect(a_course, [], Silent(), AFTER)
    assert kept(a_course, ME)[0].arrived <= AFTER


@pytest.mark.parametrize(
    ("named", "changed", "expected"),
    [
        (timedelta(0), timedelta(minutes=9), timedelta(0)),
        (timedelta(0), timedelta(minutes=11), timedelta(minutes=11)),
        (timedelta(0), -timedelta(days=9), timedelta(0)),
        (timedelta(0), timedelta(days=400), timedelta(0)),
        (timedelta(days=9), timedelta(minutes=5), timedelta(minutes=5)),
        (timedelta(days=9), timedelta(days=400), timedelta(days=1)),
    ],
)
def test_the_system_knows_when_a_hand_in_came(
    named: timedelta, changed: timedelta, expected: timedelta
) -> None:
    """A folder that is named back counts from when it appeared; clocks may differ a little."""
    assert arrived(NOW + named, NOW + changed, AFTER) == NOW + expected


def test_a_hand_in_named_back_counts_from_when_it_came(a_course: Path) -> None:
    """Whatever its name and its timestamp.txt say; both are kept as a claim."""
    long_ago = datetime(2020, 1, 1, tzinfo=UTC)
    before = datetime.now(UTC)
    inbound(exchange(a_course), ME, "{}", at=long_ago)
    collect(a_course, [], Silent(), datetime.now(UTC))
    [attempt] = kept(a_course, ME)
    assert attempt.arrived >= before - timedelta(seconds=1)
    assert attempt.claimed == long_ago


def test_work_that_was_changed_later_counts_from_then(a_course: Path) -> None:
    """A file can be written over in a folder that came in time, and the folder does not show it."""
    folder = inbound(exchange(a_course), ME, "{}", at=datetime(2020, 1, 1, tzinfo=UTC))
    notebook = folder / NOTEBOOK

    def is_later() -> bool:
        notebook.write_text("{ }")
        return notebook.stat().st_ctime > folder.stat().st_ctime

    until(is_later, "the clock of the file system to go on")
    collect(a_course, [], Silent(), datetime.now(UTC))
    [attempt] = kept(a_course, ME)
    assert attempt.arrived == datetime.fromtimestamp(notebook.stat().st_ctime, UTC)


@pytest.mark.parametrize("kind", ["link", "folder link", "pipe", "no notebook"])
def test_hostile_hand_ins_are_refused_and_the_rest_goes_on(a_course: Path, kind: str) -> None:
    """Links, devices and empty hand-ins are named, and nothing of them is kept."""
    folder = inbound(exchange(a_course), ME, "{}")
    if kind == "link":
        (folder / "more.txt").symlink_to("/etc/passwd")
    elif kind == "folder link":
        (folder / "more").symlink_to("/etc")
    elif kind == "pipe":
        os.mkfifo(folder / "more")
    else:
        (folder / NOTEBOOK).unlink()
    inbound(exchange(a_course), ME, "{}", at=LATER)
    summary = collect(a_course, [], Silent(), AFTER)
    assert len(lines_with(summary, "attention")) == 1
    assert [a.arrived for a in kept(a_course, ME)] == [LATER]
    assert not [p for p in (a_course / "attempts" / ME / MODULE).iterdir() if p.name[0] == "."]


@pytest.mark.parametrize(
    "name",
    [
        "mallory+sums+9999-12-31T23:59:59-23:59+x",
        f"[{ME[0]}]{ME[1:]}+sums+2027-01-20T12:00:00+00:00+x",
        "_bob+sums+2027-01-20 12:00:00.000000 UTC+x",
        "*+sums+2027-01-20 12:00:00.000000 UTC+x",
    ],
)
def test_no_name_in_the_exchange_ends_the_run(a_course: Path, name: str) -> None:
    """Neither a time outside the calendar nor a pattern for other learners: the rest goes on."""
    (exchange(a_course) / "small-1" / "inbound" / name).mkdir(parents=True)
    inbound(exchange(a_course), ME, "{}")
    summary = collect(a_course, [], Silent(), AFTER)
    assert lines_with(summary, "done") == [f"{ME}: Collected."]
    assert [p.name for p in (a_course / "attempts").iterdir()] == [ME]


def test_a_time_outside_the_calendar_in_a_hand_in_is_passed_over(a_course: Path) -> None:
    """What timestamp.txt says is a claim: one that cannot be is none."""
    folder = inbound(exchange(a_course), ME, "{}")
    (folder / "timestamp.txt").write_text("0001-01-01T00:00:00+10:00")
    assert collect(a_course, [], Silent(), AFTER).exit_code == 0


def test_an_unforeseen_error_is_named_and_the_rest_goes_on(
    a_course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One hand-in is never the end of the run."""
    inbound(exchange(a_course), ME, "{}")

    def fail(*_: object) -> None:
        raise OverflowError("date value out of range")

    monkeypatch.setattr(sys.modules[collect.__module__], "take_arrival", fail)
    assert "date value" in lines_with(collect(a_course, [], Silent(), AFTER), "attention")[0]


def test_a_link_to_anothers_hand_in_is_refused(a_course: Path) -> None:
    """The folder whose owner is looked at is the one that is copied."""
    folder = inbound(exchange(a_course), ME, "{}")
    elsewhere = folder.rename(a_course.parent / "elsewhere")
    folder.symlink_to(elsewhere)
    assert "is a link" in lines_with(collect(a_course, [], Silent(), AFTER), "attention")[0]
    assert not (a_course / "attempts" / ME).exists()


def test_a_file_of_another_in_a_hand_in_is_refused(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hard link would hand in, and then show as feedback, what belongs to somebody else."""
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / NOTEBOOK).write_text("{}")
    opened = os.open(tmp_path / "work", os.O_RDONLY)
    real = os.fstat
    mine = os.getuid()

    def other_owner(descriptor: int) -> os.stat_result:
        found = list(real(descriptor))
        found[stat.ST_UID] = mine + (descriptor != opened)
        return os.stat_result(found)

    monkeypatch.setattr(os, "fstat", other_owner)
    with pytest.raises(WorkError, match="somebody else"):
        safe_copy(tmp_path / "work", tmp_path / "copy", opened=opened)
    os.close(opened)


def test_a_huge_file_is_refused(a_course: Path) -> None:
    """Before it fills the disk."""
    folder = inbound(exchange(a_course), ME, "{}")
    with (folder / "zeros.bin").open("wb") as file:
        file.truncate(200_000_000)
    summary = collect(a_course, [], Silent(), AFTER)
    assert "too large" in lines_with(summary, "attention")[0]
    assert not (a_course / "submitted" / ME).exists()


def test_what_nbgrader_collected_is_kept_before_it_is_replaced(a_course: Path) -> None:
    """nbgrader's and our commands can be mixed."""
    hand_in(a_course, ME, "{}", at=NOW)
    inbound(exchange(a_course), ME, json.loads(work(a_course)), at=LATER)
    collect(a_course, [], Silent(), AFTER)
    assert [a.came_by for a in kept(a_course, ME)] == ["nbgrader", "exchange"]


def test_newer_work_that_nbgrader_collected_stays(a_course: Path) -> None:
    """The newest counts, however it came."""
    inbound(exchange(a_course), ME, "{}", at=NOW)
    hand_in(a_course, ME, '{"newer": 1}', at=LATER)
    collect(a_course, [], Silent(), AFTER)
    assert (a_course / "submitted" / ME / MODULE / NOTEBOOK).read_text() == '{"newer": 1}'


def test_no_exchange_is_a_clear_error(tmp_path: Path) -> None:
    """With what to do instead."""
    root = make_course(tmp_path / "course")
    with pytest.raises(CommandError, match="--inbox"):
        collect(root, [], Silent(), AFTER)


def test_an_exchange_that_vanished_is_a_clear_error(a_course: Path) -> None:
    """Nothing is lost: the next run goes on."""
    shutil.rmtree(exchange(a_course))
    with pytest.raises(CommandError, match="cannot be read"):
        collect(a_course, [], Silent(), AFTER)


def test_without_course_yml_the_next_step_is_nbgraders(tmp_path: Path) -> None:
    """`ownpace release` needs a course.yml: a plain course is told what works there."""
    root = make_course(tmp_path / "course", exchange=tmp_path / "exchange", plain=True)
    with pytest.raises(CommandError) as caught:
        collect(root, [], Silent(), AFTER)
    releasing = "nbgrader generate_assignment sums && nbgrader release_assignment sums"
    assert releasing in caught.value.hint


def test_an_unknown_module_is_refused(a_course: Path) -> None:
    """A misspelt name does nothing."""
    with pytest.raises(CommandError, match="no module 'sum'"):
        collect(a_course, ["sum"], Silent(), AFTER)


def test_a_plain_nbgrader_course_is_collected(a_course: Path) -> None:
    """No course.yml is needed."""
    (a_course / "course.yml").unlink()
    config = a_course / "nbgrader_config.py"
    config.write_text(config.read_text() + 'c.CourseDirectory.course_id = "small-1"\n')
    inbound(exchange(a_course), ME, "{}")
    assert lines_with(collect(a_course, [], Silent(), AFTER), "done") == [f"{ME}: Collected."]


# Bundles ----------------------------------------------------------------------------------------


def test_bundles_are_taken_in(a_course: Path, tmp_path: Path) -> None:
    """Their arrival is when the file came; the learner's own time is kept as a claim. Released
    files that did not travel are filled in."""
    path = bundle(tmp_path / "in" / "a.zip", "Zoë  Quint", {NOTEBOOK: work(a_course)})
    at(path, LATER)
    assert from_inbox(a_course, tmp_path / "in").exit_code == 0
    [attempt] = kept(a_course, "Zoë-Quint")
    assert (attempt.came_by, attempt.name) == ("bundle", "Zoë  Quint")
    assert (attempt.arrived, attempt.claimed) == (LATER, NOW)
    assert set(attempt.files) == {NOTEBOOK}
    submitted = a_course / "submitted" / "Zoë-Quint" / MODULE
    assert sorted(p.name for p in submitted.iterdir()) == [
        "data.csv",
        "quiz.json",
        NOTEBOOK,
        "timestamp.txt",
    ]
    assert (submitted / "timestamp.txt").read_text() == LATER.isoformat()


def test_a_bundle_is_collected_once_whatever_its_name(a_course: Path, tmp_path: Path) -> None:
    """A copy of the same file is the same hand-in; another file of the same name is not."""
    inbox = tmp_path / "in"
    bundle(inbox / "a.zip", "anna", {NOTEBOOK: work(a_course)})
    from_inbox(a_course, inbox)
    shutil.copy(inbox / "a.zip", inbox / "copy (1).zip")
    from_inbox(a_course, inbox)
    assert len(kept(a_course, "anna")) == 1
    bundle(inbox / "a.zip", "anna", {NOTEBOOK: work(a_course, HALF)})
    from_inbox(a_course, inbox)
    assert len(kept(a_course, "anna")) == 2


def test_two_bundles_of_one_moment_are_both_kept(a_course: Path, tmp_path: Path) -> None:
    """None overwrites the other."""
    for number, code in enumerate((HALF, SOLVED)):
        name = f"{number}.zip"
        at(bundle(tmp_path / "in" / name, "anna", {NOTEBOOK: work(a_course, code)}), NOW)
    from_inbox(a_course, tmp_path / "in")
    assert len(kept(a_course, "anna")) == 2


def test_bundles_that_cannot_be_taken_are_named(a_course: Path, tmp_path: Path) -> None:
    """Each with its reason, and the good one beside them is taken."""
    inbox = tmp_path / "in"
    good = {NOTEBOOK: work(a_course)}
    bundle(inbox / "good.zip", "anna", good)
    bundle(inbox / "other-course.zip", "anna", good, course="other-1")
    bundle(inbox / "other-module.zip", "anna", good, module="unknown")
    bundle(inbox / "no-notebook.zip", "anna", {"notes.txt": b"hi"})
    bundle(inbox / "odd-name.zip", "../anna", good)
    (inbox / "torn.zip").write_bytes((inbox / "good.zip").read_bytes()[:-30])
    with zipfile.ZipFile(inbox / "escape.zip", "w") as file:
        file.writestr("../../gradebook.db", "x")
    with zipfile.ZipFile(inbox / "lms.zip", "w") as file:
        file.writestr("anna_123_sums.ipynb", "{}")
    (inbox / "notes.txt").write_text("not a zip")
    summary = from_inbox(a_course, inbox)
    refused = [line.message for line in summary.lines if line.status == "attention"]
    named = {message.split(":")[0]: message for message in refused}
    assert sorted(named) == sorted(p.name for p in inbox.glob("*.zip") if p.name != "good.zip")
    assert "course other-1" in named["other-course.zip"]
    assert "no module of this course" in named["other-module.zip"]
    assert "no notebook" in named["no-notebook.zip"]
    assert lines_with(summary, "done") == ["anna: Collected."]
    assert not (tmp_path / "gradebook.db").exists()


def test_a_bundle_cannot_choose_where_its_feedback_goes(a_course: Path, tmp_path: Path) -> None:
    """A secret and a time of its own are left out of what is graded."""
    files = {
        NOTEBOOK: work(a_course),
        "submission_secret.txt": b"secret of another",
        "timestamp.txt": b"2020-01-01 00:00:00 UTC",
    }
    at(bundle(tmp_path / "in" / "a.zip", "anna", files), LATER)
    from_inbox(a_course, tmp_path / "in")
    submitted = a_course / "submitted" / "anna" / MODULE
    assert not (submitted / "submission_secret.txt").exists()
    assert (submitted / "timestamp.txt").read_text() == LATER.isoformat()


def test_a_bundle_never_replaces_what_came_through_the_exchange(
    a_course: Path, tmp_path: Path
) -> None:
    """Who made a bundle is a claim: it is kept, named, and does not count."""
    honest = json.loads(work(a_course))
    inbound(exchange(a_course), ME, honest, at=NOW)
    collect(a_course, [], Silent(), AFTER)
    at(bundle(tmp_path / "in" / "a.zip", ME, {NOTEBOOK: work(a_course, HALF)}), LATER)
    summary = from_inbox(a_course, tmp_path / "in")
    assert "does not count" in lines_with(summary, "attention")[0]
    assert [a.came_by for a in kept(a_course, ME)] == ["exchange", "bundle"]
    assert json.loads((a_course / "submitted" / ME / MODULE / NOTEBOOK).read_text()) == honest


def test_another_name_for_the_same_learner_is_named(a_course: Path, tmp_path: Path) -> None:
    """Two people may come to one id, or one person may try another's name."""
    for number, name in enumerate(["Zoë Quint", "Zoë-Quint"]):
        work_of = {NOTEBOOK: work(a_course, f"pass  # {number}")}
        at(bundle(tmp_path / "in" / f"{number}.zip", name, work_of), NOW + timedelta(number))
    summary = from_inbox(a_course, tmp_path / "in")
    [doubt] = lines_with(summary, "attention")
    assert "Its learner is “Zoë-Quint”, before “Zoë Quint”." in doubt


def test_only_files_are_taken_from_an_inbox(a_course: Path, tmp_path: Path) -> None:
    """A pipe would be waited for without end; it, folders and links are named."""
    inbox = tmp_path / "in"
    (inbox / "folder.zip").mkdir(parents=True)
    os.mkfifo(inbox / "pipe.zip")
    (inbox / "link.zip").symlink_to("nowhere")
    refused = lines_with(from_inbox(a_course, inbox), "attention")
    assert sorted(line.split()[1] for line in refused) == ["folder.zip", "link.zip", "pipe.zip"]
    assert not (a_course / "attempts").exists()


def test_a_bundle_that_inflates_without_end_is_refused(a_course: Path, tmp_path: Path) -> None:
    """At the real limit, and before the disk or the memory is full."""
    zeros, path = bytes(200_000_000), tmp_path / "in" / "bomb.zip"
    content = {NOTEBOOK: work(a_course), "zeros.bin": zeros}
    listed = {name: entry(data) for name, data in content.items()}
    manifest = Manifest(
        kind="submission",
        course="small-1",
        module=MODULE,
        learner="anna",
        at=NOW,
        revision=1,
        files=listed,
    )
    path.parent.mkdir()
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as file:
        file.writestr("bundle.json", manifest.model_dump_json())
        for name, data in content.items():
            file.writestr(f"files/{name}", data)
    assert path.stat().st_size < 1_000_000
    [refused] = lines_with(from_inbox(a_course, tmp_path / "in"), "attention")
    assert "bomb.zip" in refused
    assert "100 MB" in refused
    assert not (a_course / "attempts").exists()


def test_an_inbox_that_is_not_there_is_a_clear_error(a_course: Path, tmp_path: Path) -> None:
    """Exit status 2, and nothing done."""
    with pytest.raises(CommandError, match="cannot be read"):
        from_inbox(a_course, tmp_path / "none")


def test_a_full_disk_leaves_nothing_half_written(
    a_course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The bundle is named; the next run takes it."""
    bundle(tmp_path / "in" / "a.zip", "anna", {NOTEBOOK: work(a_course)})

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        summary = from_inbox(a_course, tmp_path / "in")
    assert summary.lines[0].next == "Free some space, then run it again."
    assert kept(a_course, "anna") == []
    assert list((a_course / "attempts").rglob("*.json")) == []
    assert from_inbox(a_course, tmp_path / "in").exit_code == 0
    assert len(kept(a_course, "anna")) == 1
