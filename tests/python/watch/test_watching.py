"""``ownpace grade --watch`` as a real process, with a real exchange and a real inbox."""

from __future__ import annotations

import signal
import sqlite3
import subprocess
import sys
import zipfile
from pathlib import Path

import psutil
import pytest

from ownpace_graders.questions import questions
from tests.support.arriving import Class
from tests.support.asking import a_question, file_of, in_exchange, mailed
from tests.support.processes import until
from tests.support.teacher import HALF, ME, MODULE, NOTEBOOK, NOW, SOLVED, as_bytes, worked
from tests.support.watchers import COMMAND, Watcher, a_watcher

#: No file may grow past a megabyte: the system refuses it as it does on a disk that is full.
SMALL_DISK = (
    sys.executable,
    "-c",
    "import resource, sys; resource.setrlimit(resource.RLIMIT_FSIZE, (1_000_000, 1_000_000));"
    "from ownpace_graders.__main__ import main; sys.exit(main())",
)
ENDLESS = "open('started', 'w').close()\nwhile True:\n    pass"


def test_work_comes_back_with_feedback(a_class: Class) -> None:
    """From the exchange and from the inbox: collected, graded, and its feedback is where the
    learner finds it. What is there twice is taken once; SIGTERM ends it as it should."""
    a_class.hands_in("early", SOLVED)
    with a_watcher(a_class.root, "--inbox", str(a_class.inbox)) as watcher:
        watcher.hears("outbox/early", "early")
        a_class.submits(HALF)
        watcher.hears("exchange", ME)
        assert len(a_class.pages) == 1
        ben = a_class.hands_in("ben", HALF)
        watcher.hears("outbox/ben", "ben")
        assert (a_class.root / "outbox" / "ben" / f"{MODULE}.zip").is_file()
        (a_class.inbox / "again.zip").write_bytes(ben.read_bytes())
        a_class.hands_in("ben", SOLVED)
        watcher.hears("outbox/ben", "ben", times=2)
        a_class.submits(SOLVED)
        watcher.hears("exchange", ME, times=2)
        assert len(a_class.pages) == 2
        assert watcher.end() == 0
    assert watcher.said == ["Stopped.\n"]
    assert {event.status for event in watcher.events} == {"done"}
    assert [told for told in watcher.told if told.startswith("ben")] == [
        "ben: Collected.",
        "ben: 0.5 of 3 points.",
        f"ben: Feedback written to outbox/ben/{MODULE}.zip.",
        "ben: Collected.",
        "ben: 3 of 3 points.",
        f"ben: Feedback written to outbox/ben/{MODULE}.zip.",
    ]


def test_questions_are_taken_as_they_arrive(a_class: Class) -> None:
    """From the exchange and from the inbox; they are no work, and a broken one is told, and ends
    nothing. `ownpace questions` lists them while the watcher runs."""
    with a_watcher(a_class.root, "--inbox", str(a_class.inbox)) as watcher:
        watcher.hears("Watching")
        in_exchange(a_class.root, file_of(a_question("Why 5?")))
        watcher.hears("Asked a question: 1.", ME)
        mailed(a_class.root, "ben", file_of(a_question("Why 6?")))
        watcher.hears("Asked a question: 2.", "ben")
        mailed(a_class.root, "carl", b"{")
        watcher.hears("carl.zip: Its question.json cannot be read")
        mailed(a_class.root, "dora", file_of(a_question("Why 7?")))
        watcher.hears("Asked a question: 3.", "dora")
        listed = questions(a_class.root, [], NOW).questions
        assert [(q.learner, q.text) for q in listed] == [
            (ME, "Why 5?"),
            ("ben", "Why 6?"),
            ("dora", "Why 7?"),
        ]
        assert watcher.end() == 0
    assert not (a_class.root / "attempts").exists()
    assert not [event for event in watcher.events if "points" in event.message]


def test_whatever_lies_in_the_inbox_comes_back(a_class: Class) -> None:
    """A platform's download, a folder and a loose notebook, by a roster. What matches nobody is
    named once, and taken as soon as the roster says who it is; a faulty roster ends nothing."""
    work = as_bytes(worked(a_class.root / "release" / MODULE, SOLVED))
    roster = a_class.root / "roster.csv"
    roster.write_text("id,name\nada,Ada L.\nben,Ben M.\ncleo,Cleo N.\neva,E\n")
    with zipfile.ZipFile(a_class.inbox / "Sums.zip", "w") as download:
        for name in ("Ada L_1", "Dora O_4"):
            download.writestr(f"{name}_assignsubmission_file/{NOTEBOOK}", work)
    (a_class.inbox / "Ben M").mkdir()
    (a_class.inbox / "Ben M" / NOTEBOOK).write_bytes(work)
    (a_class.inbox / f"cleo_{NOTEBOOK}").write_bytes(work)
    with a_watcher(a_class.root, "--inbox", str(a_class.inbox)) as watcher:
        for learner in ("ada", "ben", "cleo"):
            watcher.hears(f"outbox/{learner}", learner)
        nobody = watcher.hears("“Dora O” is nobody in roster.csv")
        roster.write_text(roster.read_text() + "ben,Dora O.\n")
        faulty = watcher.hears("lines 3 and 6 are both ben")
        a_class.hands_in("eva", SOLVED)
        roster.write_text(roster.read_text().replace("ben,Dora", "dora,Dora"))
        watcher.hears("outbox/eva", "eva")
        watcher.hears("outbox/dora", "dora")
        assert watcher.end() == 0
    assert [event for event in watcher.events if event.status == "attention"] == [nobody, faulty]
    assert len(watcher.told) == len(set(watcher.told)) == 1 + 5 * 3 + 2


def test_a_file_that_is_still_being_copied_is_waited_for(a_class: Class) -> None:
    """Half of a zip file is not called broken; the whole of it is graded."""
    whole = a_class.hands_in("ben", SOLVED)
    content = whole.read_bytes()
    whole.unlink()
    with a_watcher(a_class.root, "--inbox", str(a_class.inbox)) as watcher:
        whole.write_bytes(content[:500])
        a_class.hands_in("ada", SOLVED)
        watcher.hears("outbox/ada", "ada")  # so that the other was looked at
        whole.write_bytes(content)
        watcher.hears("outbox/ben", "ben")
        assert watcher.end() == 0
    assert {event.status for event in watcher.events} == {"done"}


def test_errors_are_told_once_and_end_nothing(a_class: Class) -> None:
    """A locked gradebook, a broken notebook, an exchange that is away for a while: each is named
    with a next step, and all other work comes back."""
    with a_watcher(a_class.root, "--inbox", str(a_class.inbox)) as watcher:
        with sqlite3.connect(a_class.root / "gradebook.db") as book:
            book.execute("BEGIN EXCLUSIVE")
            a_class.hands_in("ada", SOLVED)
            locked = watcher.hears("The gradebook")
            book.rollback()
        book.close()
        watcher.hears("3 of 3 points.", "ada")
        a_class.hands_in_notebook("torn", b"{torn")
        torn = watcher.hears("not a notebook", "torn")
        away = a_class.exchange.rename(a_class.exchange.with_name("away"))
        gone = watcher.hears("The exchange cannot be read")
        a_class.hands_in("ben", SOLVED)
        watcher.hears("outbox/ben", "ben")
        away.rename(a_class.exchange)
        watcher.hears("can be read again")
        a_class.submits(SOLVED)
        watcher.hears("exchange", ME)
        assert watcher.end() == 0
    needs = [event for event in watcher.events if event.status == "attention"]
    assert needs == [locked, torn, gone]
    assert all(event.next for event in needs)


def test_a_full_disk_is_survived(a_class: Class) -> None:
    """What does not fit is named; it is taken when there is space, and smaller work meanwhile."""
    large = a_class.hands_in("large", f"text = {'x' * 1_500_000!r}\n{SOLVED}")
    inbox = ("--inbox", str(a_class.inbox))
    with a_watcher(a_class.root, *inbox, program=SMALL_DISK) as watcher:
        full = watcher.hears("could not be kept")
        assert full.next == "Free some space, then run it again."
        a_class.hands_in("small", SOLVED)
        watcher.hears("outbox/small", "small")
        large.unlink()
        assert watcher.end() == 0


@pytest.mark.parametrize("kind", [signal.SIGINT, signal.SIGTERM])
def test_it_ends_at_once_while_code_runs(a_class: Class, kind: signal.Signals) -> None:
    """Also Ctrl-C; nothing that it started is left, and the work is graded by the next one."""
    a_class.hands_in("endless", ENDLESS)
    with a_watcher(a_class.root, "--inbox", str(a_class.inbox)) as watcher:
        watcher.hears("Collected.", "endless")
        until(lambda: workers_of(watcher), "a worker to start")
        workers = workers_of(watcher)
        assert watcher.end(kind) == 0
    until(lambda: not any(Path(f"/proc/{number}").exists() for number in workers), "their end")
    assert not (a_class.root / "autograded" / "endless").exists()


def workers_of(watcher: Watcher) -> list[int]:
    return [child.pid for child in psutil.Process(watcher.process.pid).children(recursive=True)]


def test_one_watcher_keeps_others_away(a_class: Class) -> None:
    """The second one says where the first one is; when that has ended, the next may begin."""
    with a_watcher(a_class.root) as first:
        command = [*COMMAND, "grade", "--watch", "--course", str(a_class.root)]
        second = subprocess.run(command, capture_output=True, text=True, check=False)
        assert second.returncode == 2
        assert f"process {first.process.pid} on " in second.stderr
        assert first.end() == 0
    with a_watcher(a_class.root) as third:
        assert third.end() == 0
