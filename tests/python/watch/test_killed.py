"""A watcher that is killed loses nothing: the next one sends what it owes."""

from __future__ import annotations

import signal
import sys

import pytest

from tests.support.arriving import Class
from tests.support.teacher import MODULE, SOLVED
from tests.support.watchers import Watcher, a_watcher

#: Kills itself when it comes to a function.
KILLED = """
import importlib, os, signal, sys
from ownpace_graders.__main__ import main

owner, name = sys.argv.pop(1).rsplit(".", 1)
setattr(importlib.import_module(owner), name, lambda *_, **__: os.kill(os.getpid(), signal.SIGKILL))
sys.exit(main())
"""
POINTS = {
    "collected, and not put in its place": "ownpace_graders.watch.watch.put",
    "put in its place, and not graded": "ownpace_graders.watch.grading.grade",
    "graded, and without feedback": "ownpace_graders.watch.grading.feedback",
}


@pytest.mark.parametrize("point", POINTS)
def test_the_next_watcher_sends_what_is_owed(a_class: Class, point: str) -> None:
    """Wherever the first one was; and what was sent before is not sent again."""
    inbox = ("--inbox", str(a_class.inbox))
    with a_watcher(a_class.root, *inbox) as watcher:
        a_class.hands_in("early", SOLVED)
        watcher.hears("outbox/early", "early")
        assert watcher.end() == 0
    a_class.hands_in("ada", SOLVED)
    killed = Watcher(a_class.root, *inbox, program=(sys.executable, "-c", KILLED, POINTS[point]))
    assert killed.wait() == -signal.SIGKILL
    assert not (a_class.root / "outbox" / "ada").exists()
    with a_watcher(a_class.root, *inbox) as watcher:
        watcher.hears("outbox/ada", "ada")
        assert watcher.end() == 0
    assert (a_class.root / "outbox" / "ada" / f"{MODULE}.zip").is_file()
    assert {event.learner for event in watcher.events} == {None, "ada"}
