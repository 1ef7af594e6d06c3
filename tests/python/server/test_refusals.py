"""Who may do what: over every route that there is, so that a new one cannot be forgotten."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from ownpace.server.routes import ROUTES
from tests.support.learner import FIRST, lesson, publish, save, small_course, worked
from tests.support.serving import Server, running_server

POSTS = [route for route, handler in ROUTES if "post" in vars(handler)]
GETS = [route for route, handler in ROUTES if "get" in vars(handler)]
TRAVERSALS = [
    "..%2f..%2fetc",
    "%2e%2e",
    "%2e%2e%2f" + FIRST,
    FIRST + "%2f..%2f..%2f..",
    "%2fetc",
    "..%5c..%5cetc",
    FIRST + "%00",
    ".ownpace",
    "released",
    "kept",
]


def filled(route: str, module: str = FIRST, step: str = "look") -> str:
    """A route with its places filled in."""
    places = iter([module, step])
    return re.sub(r"\(.*?\)", lambda _: next(places), route)


def test_every_route_is_covered() -> None:
    """Each route answers GET or POST, and nothing else of this suite's lists is empty."""
    assert len(GETS) + len(POSTS) == len(ROUTES)
    assert GETS
    assert POSTS


@pytest.mark.parametrize("route", GETS)
def test_anonymous_get_is_forbidden(server: Server, route: str) -> None:
    """Without a token nothing is told."""
    reply = httpx.get(f"{server.url}/ownpace/api/{filled(route)}")
    assert (reply.status_code, reply.json()["code"]) == (403, "forbidden")


@pytest.mark.parametrize("route", POSTS)
def test_anonymous_post_is_forbidden(server: Server, route: str) -> None:
    """Without a token nothing is changed."""
    before = tree(server.folder)
    reply = httpx.post(f"{server.url}/ownpace/api/{filled(route)}")
    assert (reply.status_code, reply.json()["code"]) == (403, "forbidden")
    assert tree(server.folder) == before


@pytest.mark.parametrize("route", POSTS)
def test_cookie_without_xsrf_is_refused(server: Server, session: httpx.Client, route: str) -> None:
    """A page elsewhere that uses the learner's cookies changes nothing."""
    before = tree(server.folder)
    reply = session.post(f"{server.url}/ownpace/api/{filled(route)}")
    assert (reply.status_code, reply.json()["code"]) == (403, "forbidden")
    assert tree(server.folder) == before


def test_cookie_with_xsrf_is_served(server: Server, session: httpx.Client) -> None:
    """The same session with its token is JupyterLab, and may."""
    headers = {"X-XSRFToken": session.cookies["_xsrf"]}
    reply = session.post(f"{server.url}/ownpace/api/modules/{FIRST}/start", headers=headers)
    assert reply.status_code == 200, reply.text


@pytest.mark.parametrize("route", GETS)
def test_get_changes_nothing(server: Server, route: str) -> None:
    """Looking leaves every file byte for byte and by the second, a damaged record included."""
    save(server.folder, FIRST, worked(lesson(), passed=["right"]))
    (server.folder / ".ownpace").mkdir(exist_ok=True)
    (server.folder / ".ownpace" / "progress.json").write_text("{damaged")
    before = tree(server.folder)
    reply = server.get(filled(route))
    assert reply.status_code == 200
    assert tree(server.folder) == before
    shown = server.get().json()["notices"]
    assert [notice["code"] for notice in shown] == ["progress-damaged"]


@pytest.mark.parametrize("module", TRAVERSALS)
@pytest.mark.parametrize("route", [route for route in POSTS if "modules" in route])
def test_no_path_leaves_the_course_folder(server: Server, route: str, module: str) -> None:
    """Names that are no module of the course are unknown, whatever they spell."""
    before = tree(server.folder.parent)
    reply = server.post(filled(route, module=module), json={"learner": "Ada"})
    assert reply.status_code in (404, 400), reply.text
    assert set(reply.json()) == {"code", "message", "hint"}
    assert tree(server.folder.parent) == before


@pytest.mark.parametrize("action", ["start", "check", "submit", "ask", "feedback", "start-over"])
def test_a_link_out_of_the_folder_is_refused(linked: Server, action: str) -> None:
    """A module's folder that is a link to somewhere else is neither read nor written."""
    elsewhere = linked.folder.parent / "elsewhere"
    before = tree(elsewhere)
    reply = linked.post(f"modules/{FIRST}/{action}", json={"learner": "Ada"})
    assert (reply.status_code, reply.json()["code"]) == (409, "outside")
    assert tree(elsewhere) == before
    assert linked.get().json()["problems"][FIRST]["code"] == "outside"


def test_errors_never_show_a_traceback(server: Server) -> None:
    """A body that is not JSON or not UTF-8, and a name that is no text, are answered with a code
    and words."""
    bad_json = server.post(f"modules/{FIRST}/submit", content=b"{")
    assert bad_json.status_code == 400
    bad_name = server.post(f"modules/{FIRST}/submit", json={"learner": {"a": 1}})
    assert (bad_name.status_code, bad_name.json()["code"]) == (400, "bad-request")
    no_text = server.post(f"modules/{FIRST}/submit", content=b'{"learner": "\xff"}')
    assert (no_text.status_code, no_text.json()["code"]) == (400, "bad-request")
    for reply in (bad_json, bad_name, no_text):
        assert set(reply.json()) == {"code", "message", "hint"}
        assert "Traceback" not in reply.text


@pytest.fixture
def session(server: Server) -> Iterator[httpx.Client]:
    """A browser that logged in with the token and now has cookies only."""
    with httpx.Client(timeout=60) as browser:
        browser.get(f"{server.url}/login").raise_for_status()
        browser.get(f"{server.url}/api/contents?token={server.token}").raise_for_status()
        assert browser.get(f"{server.url}/api/contents").status_code == 200
        yield browser


@pytest.fixture(scope="module")
def linked(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    """A server on a course whose first module is a link out of it."""
    place = tmp_path_factory.mktemp("linked")
    folder = publish(place / "course", small_course())
    save(place / "elsewhere", FIRST, lesson())
    (folder / FIRST).symlink_to(place / "elsewhere" / FIRST)
    with running_server(folder, tmp_path_factory.mktemp("home")) as running:
        yield running


def tree(folder: Path) -> dict[str, tuple[int, str]]:
    """Every file's time of change and content, and every folder."""
    return {str(path): _print_of(path) for path in sorted(folder.rglob("*"))}


def _print_of(path: Path) -> tuple[int, str]:
    content = path.read_bytes() if path.is_file() else b""
    return path.lstat().st_mtime_ns, hashlib.sha256(content).hexdigest()
