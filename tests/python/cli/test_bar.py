"""How work is seen: a bar on a terminal, plain lines in a log, and nothing of either in results."""

from __future__ import annotations

import io

import pytest
from rich.console import Console
from rich.progress import Progress

from ownpace_graders.cli.bar import EVERY, Bar, Plain, watching
from ownpace_graders.lines import Line, Watch

STEERING = "\x1b[2J[red]ada"


def done(learner: str | None = None) -> Line:
    return Line(status="done", message="Done.", learner=learner)


def needs(learner: str) -> Line:
    return Line(status="attention", message="Look.", learner=learner)


class Screen(io.StringIO):
    def isatty(self) -> bool:
        return True


def seen(monkeypatch: pytest.MonkeyPatch, screen: io.StringIO, terminal: str) -> str:
    """What stands on stderr after a piece of work, of which no more is to come."""
    monkeypatch.setenv("TERM", terminal)
    monkeypatch.setenv("COLUMNS", "120")
    monkeypatch.setattr("sys.stderr", screen)
    with watching() as watch:
        a_piece_of_work(watch)
    return screen.getvalue()


def a_piece_of_work(watch: Watch) -> None:
    watch.start("submissions", 3)
    for name in (STEERING, "ben"):
        watch.begin(name)
    watch.advance(needs("ben"))


def test_a_terminal_sees_counts_and_who_is_being_worked_on(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """On stderr: how many of how many, how many need a person, and names as they are."""
    last = seen(monkeypatch, Screen(), "xterm-256color")
    assert "submissions" in last
    assert "1/3" in last
    assert "1 for you" in last
    assert "\\x1b[2J[red]ada" in last
    assert STEERING not in last


def test_each_kind_of_work_has_its_own_bar() -> None:
    """A second start begins a second bar; the first one keeps what it showed."""
    progress = Progress(console=Console(file=io.StringIO()))
    bar = Bar(progress)
    bar.start("Running", 1)
    bar.advance(done())
    bar.start("Grading", 3)
    bar.advance(done())
    assert [(task.completed, task.total) for task in progress.tasks] == [(1, 1), (1, 3)]


@pytest.mark.parametrize("screen", [io.StringIO(), Screen()], ids=["a file", "a dumb terminal"])
def test_where_nothing_can_be_drawn_short_work_is_silent(
    screen: io.StringIO, monkeypatch: pytest.MonkeyPatch
) -> None:
    """cron sends no mail about a run that went well, and no log has control characters."""
    assert seen(monkeypatch, screen, "dumb") == ""


def test_long_work_leaves_a_plain_line_now_and_then() -> None:
    """Counts, rate, what needs a person and who is being worked on, each half minute."""
    out, now = io.StringIO(), [0.0]
    watch = Plain(out, lambda: now[0])
    watch.start("submissions", 400)
    for number in range(100):
        watch.begin(f"learner-{number}")
        now[0] += EVERY / 50
        watch.advance(done(f"learner-{number}"))
    for name in (STEERING, "ben", "cid", "dora", "a name that is longer than others"):
        watch.begin(name)
    now[0] += EVERY
    watch.advance(needs("ben"))
    assert out.getvalue().splitlines() == [
        "submissions: 50 of 400, 1.7 a second",
        "submissions: 100 of 400, 1.7 a second",
        "submissions: 101 of 400, 1.1 a second, 1 for you to look at; "
        "now \\x1b[2J[red]ada, cid, dora and 1 more",
    ]


def test_the_last_line_of_a_log_is_the_summary() -> None:
    """What ends a run is not told as progress."""
    out, now = io.StringIO(), [0.0]
    watch = Plain(out, lambda: now[0])
    watch.start("submissions", 1)
    now[0] = EVERY
    watch.advance(done("ada"))
    assert out.getvalue() == ""


def test_a_file_that_becomes_a_learners_work_is_no_longer_running() -> None:
    """A bundle is begun by the name of its file, and ends with the name of its learner."""
    out, now = io.StringIO(), [0.0]
    watch = Plain(out, lambda: now[0])
    watch.start("bundles", 3)
    watch.begin("work.zip")
    now[0] = EVERY
    watch.advance(done("ada"))
    assert out.getvalue() == "bundles: 1 of 3, 0.0 a second\n"
