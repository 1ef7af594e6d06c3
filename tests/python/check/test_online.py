"""``ownpace check --online``, against a server of the test's own."""

from __future__ import annotations

from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from threading import Event, Thread

import pytest

from ownpace_graders.check import online
from ownpace_graders.check.online import Answer, fetch_all
from tests.support.processes import free_port

RELEASE = Event()


class Site(BaseHTTPRequestHandler):
    """Answers with the status that the path names; HEAD otherwise, where the path says so."""

    def do_GET(self) -> None:
        if "slow" in self.path:
            RELEASE.wait(20)
        self.answer(int(self.path.rpartition("/")[2]))

    def do_HEAD(self) -> None:
        self.answer(405 if "nohead" in self.path else int(self.path.rpartition("/")[2]))

    def answer(self, status: int) -> None:
        self.send_response(status)
        if status == 302:
            self.send_header("Location", "/200")
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        """Nothing on stderr."""


@pytest.fixture(scope="module")
def site() -> Iterator[str]:
    server = ThreadingHTTPServer(("127.0.0.1", 0), Site)
    thread = Thread(target=server.serve_forever)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    RELEASE.set()
    server.shutdown()
    thread.join()
    server.server_close()


def ask(address: str) -> Answer:
    [answer] = fetch_all([address], lambda _: None)
    return answer


@pytest.mark.parametrize("path", ["/200", "/302", "/nohead/200"])
def test_an_address_that_answers_is_well(site: str, path: str) -> None:
    """To HEAD, after being sent on, or to GET where HEAD is refused."""
    assert ask(site + path) == Answer(site + path)


@pytest.mark.parametrize("status", [404, 410, 500])
def test_an_address_that_fails_is_named_with_its_status(site: str, status: int) -> None:
    """As a fault: learners would find nothing."""
    assert ask(f"{site}/{status}").fault.startswith(f"answers {status} ")


@pytest.mark.parametrize("status", [401, 403, 429])
def test_who_lets_no_program_look_is_no_fault(site: str, status: int) -> None:
    """Publishers answer that to programs and not to people: it is left to a person."""
    answer = ask(f"{site}/{status}")
    assert answer.fault == ""
    assert f"({status} " in answer.note


def test_nobody_there_is_a_fault() -> None:
    """Neither a refused connection nor a name that is none ends the check."""
    assert "cannot be reached" in ask(f"http://127.0.0.1:{free_port()}/").fault
    assert "cannot be reached" in ask("http://no-such-host.invalid/").fault


def test_silence_is_a_fault(site: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """An answer that does not come is not waited for."""
    monkeypatch.setattr(online, "SECONDS", 0.2)
    assert "did not answer within 0.2 seconds" in ask(f"{site}/nohead/slow/200").fault


def test_answers_are_told_in_the_order_of_addresses(site: str) -> None:
    """Each once, though several are asked at a time."""
    asked = [f"{site}/{status}" for status in (404, 200, 500)]
    told: list[Answer] = []
    assert fetch_all(asked, told.append) == told
    assert [answer.address for answer in told] == asked
