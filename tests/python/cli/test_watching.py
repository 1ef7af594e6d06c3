"""What ``grade --watch`` prints, and how it begins and ends."""

from __future__ import annotations

import os
import signal
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from ownpace_graders.cli import run
from ownpace_graders.cli.watching import one_line, watch_until_stopped
from ownpace_graders.lines import Line
from ownpace_graders.watch import Choice, Event

NOON = datetime(2027, 1, 20, 12, tzinfo=UTC)
Show = Callable[[Event], None]


def event(**about: Any) -> Event:
    plain = Line(status="attention", message="It is empty.", next="Ask.", module="plan")
    return Event(at=NOON, **{**plain.model_dump(), "learner": "ada", **about})


def a_watch(*shown: Event) -> Callable[..., None]:
    """In place of the real one: shows events, and is ended as by ``systemctl stop``."""

    def watch(_course: Path, _choice: Choice, show: Show, _clock: object) -> None:
        for one in shown:
            show(one)
        os.kill(os.getpid(), signal.SIGTERM)

    return watch


def test_a_thing_is_one_line() -> None:
    """Its time on the teacher's clock, who, what, and what is next."""
    local = f"{NOON.astimezone():%Y-%m-%d %H:%M:%S}"
    assert one_line(event()) == f"{local} ! ada, plan: It is empty. → Ask."
    done = event(status="done", message="3 of 3 points.", next="", learner="a\nb\x1b[2J")
    assert one_line(done) == f"{local}   a\\x0ab\\x1b[2J, plan: 3 of 3 points."


@pytest.mark.parametrize("as_json", [False, True])
def test_being_stopped_is_how_it_ends(
    as_json: bool, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """Without an error; afterwards signals mean what they meant before."""
    monkeypatch.setattr("ownpace_graders.watch.watch", a_watch(event(), event()))
    before = signal.getsignal(signal.SIGTERM)
    assert run(["grade", "--watch", *(["--json"] if as_json else [])]) == 0
    said = capsys.readouterr()
    assert said.err == "Stopped.\n"
    lines = said.out.splitlines()
    assert lines == [event().model_dump_json() if as_json else one_line(event())] * 2
    assert signal.getsignal(signal.SIGTERM) is before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="the system has no full device")
def test_a_log_on_a_full_disk_ends_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    """What cannot be written is lost; the work goes on."""
    monkeypatch.setattr("ownpace_graders.watch.watch", a_watch(event(), event()))
    full = os.open("/dev/full", os.O_WRONLY)
    with monkeypatch.context() as patched:
        patched.setattr("sys.stdout", os.fdopen(full, "w", closefd=False))
        watch_until_stopped(Path(), Choice(), as_json=False)
    os.close(full)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (["--watch", "--force"], "Run `ownpace grade --force` without --watch."),
        (["--inbox", "."], "Add --watch, or run `ownpace collect --inbox DIR`."),
        (["--watch", "--inbox", "nowhere"], "Name the folder that the work is put in."),
    ],
)
def test_what_can_never_work_is_said_at_once(
    options: list[str],
    said: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """With status 2, before anything is watched."""
    monkeypatch.chdir(tmp_path)
    assert run(["grade", *options]) == 2
    assert capsys.readouterr().err.splitlines()[-1] == said
