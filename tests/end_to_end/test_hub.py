"""A class on a real JupyterHub: real accounts, nbgrader's exchange with real permissions, set up
word for word as docs/administrator.md says.

All of it is on a machine within the machine (tests/support/machine.py), which is gone afterwards.
"""

from __future__ import annotations

import json
import re
import shlex
import stat
from collections.abc import Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any, NamedTuple

import httpx
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.hub import (
    COURSE,
    EXCHANGE,
    TEACHER,
    Hub,
    Seat,
    checkout,
    documented,
    install_proxy,
    running_hub,
)
from tests.support.journey import (
    NOTEBOOK,
    PATIENCE,
    check,
    see_feedback,
    start,
    submit,
    the_panel,
    work,
)
from tests.support.machine import why_not

pytestmark = [
    pytest.mark.skipif(bool(why_not()), reason=f"no machine within this one: {why_not()}"),
    pytest.mark.timeout(900),
]


class Learner(NamedTuple):
    """What one does of the first module's exercises, and what that earns."""

    share: float
    score: str
    other: str


CLASS = {"ada": Learner(1, "5 of 7", "ben"), "ben": Learner(0.5, "2 of 7", "ada")}
BY_NAME = pytest.mark.parametrize("learner", CLASS)
WORKED = f"ownpace-101/{NOTEBOOK}"
#: Where people have their files. What is shown there of the machine outside is on another device.
PLACES = "/home /srv /tmp /var/tmp /dev/shm"
MENDED = "Take your time."
WHY = "A file was missing."
Pages = dict[str, Page]


@pytest.fixture(scope="module")
def hub(pytestconfig: pytest.Config) -> Iterator[Hub]:
    """The hub, with the sample course released on it."""
    assert pytestconfig.cache is not None
    with running_hub(install_proxy(pytestconfig.cache.mkdir("configurable-http-proxy"))) as hub:
        yield hub


@pytest.fixture(scope="module")
def pages(hub: Hub, browser: Browser) -> Iterator[Pages]:
    """A browser for each learner, who logged in with it."""
    with ExitStack() as stack:
        size = {"width": 1280, "height": 900}
        opened = {name: stack.enter_context(browser.new_context(viewport=size)) for name in CLASS}
        pages = {name: context.new_page() for name, context in opened.items()}
        for name, page in pages.items():
            hub.log_in(page, name)
        yield pages


@pytest.fixture(scope="module")
def handed_in(hub: Hub, pages: Pages) -> Pages:
    """Both have fetched the first module, done their share of it, checked it and handed it in."""
    for name, page in pages.items():
        start(page)
        work(page, Seat(hub, name), hub.machine.path(COURSE), CLASS[name].share)
        passed = check(page).locator("li.op-mod-passed")
        expect(passed).to_have_count(round(2 * CLASS[name].share))
        submit(page).get_by_role("button", name="Submit").click()
        expect(the_panel(page)).to_contain_text("Handed in once", timeout=PATIENCE)
    return pages


@pytest.fixture(scope="module")
def collected(hub: Hub, handed_in: Pages) -> dict[str, str]:
    """What `ownpace collect` says, by status, after Ben also tried to hand in as Ada."""
    hub.machine.must("ben", f"cd {EXCHANGE}/inbound && {FORGE_BY_HAND} && {FORGE_A_QUESTION}")
    hub.machine.must("ben", f"cd ownpace-101 && {FORGE_WITH_NBGRADER}", **checkout())
    done = hub.teach("ownpace collect --json")
    assert done.returncode == 1, done.stdout + done.stderr  # somebody is to look at it
    said: dict[str, str] = {}
    for line in json.loads(done.stdout)["lines"]:
        said[line["status"]] = said.get(line["status"], "") + line["message"] + "\n"
    return said


FORGED = "ada+welcome+2026-11-21 12:00:00.000000 UTC+forged"
FORGE_BY_HAND = f"mkdir -m 777 '{FORGED}' && cp ~/{WORKED} '{FORGED}'"
FORGE_A_QUESTION = f"mkdir '{FORGED.replace('welcome', 'welcome~question')}'"
FORGE_WITH_NBGRADER = (
    "/opt/ownpace/bin/nbgrader submit welcome --course ownpace-101 --CourseDirectory.student_id=ada"
)


@pytest.fixture(scope="module")
def graded(hub: Hub, collected: dict[str, str], handed_in: Pages) -> Pages:
    """The teacher graded, and released feedback."""
    for command in ("ownpace grade", "ownpace feedback"):
        done = hub.teach(command)
        assert done.returncode == 0, done.stdout + done.stderr
    return handed_in


@BY_NAME
def test_a_hand_in_belongs_to_who_made_it(hub: Hub, handed_in: Pages, learner: str) -> None:
    """In the exchange is one folder of the learner's name that is owned by the learner."""
    [folder] = hand_ins(hub, learner)
    assert folder.startswith(f"{learner}+welcome+")
    work = hub.machine.path(f"{EXCHANGE}/inbound/{folder}/welcome.ipynb")
    assert work.read_bytes() == notebook_of(hub, learner).read_bytes()


def test_nobody_hands_in_as_somebody_else(hub: Hub, collected: dict[str, str]) -> None:
    """What Ben put in the exchange under Ada's name is refused and named, and Ada's own work is
    the only attempt that is kept as hers."""
    assert f"{FORGED} says it is by ada, but belongs to ben." in collected["attention"]
    assert collected["attention"].count("says it is by ada, but belongs to ben.") == 3
    [kept] = hub.machine.path(f"{COURSE}/attempts/ada/welcome").iterdir()
    assert (kept / "files/welcome.ipynb").read_bytes() == notebook_of(hub, "ada").read_bytes()
    submitted = hub.machine.path(f"{COURSE}/submitted/ada/welcome/welcome.ipynb")
    assert submitted.read_bytes() == notebook_of(hub, "ada").read_bytes()


@BY_NAME
def test_learners_see_their_own_feedback(graded: Pages, learner: str) -> None:
    """Each opens a page in the panel, with the score of their own work."""
    page = graded[learner]
    the_panel(page).get_by_role("button", name="Feedback", exact=True).click()
    see_feedback(page, CLASS[learner].score)
    expect(the_panel(page)).not_to_contain_text(f"Score {CLASS[CLASS[learner].other].score}")


@BY_NAME
def test_learners_read_nothing_of_anybody_else(hub: Hub, graded: Pages, learner: str) -> None:
    """Looking everywhere, a learner finds no file of another person that can be read but the
    released modules: no work, no solutions, no gradebook, no feedback, no secret of the hub."""
    found = of_others(hub, learner, "-type f -readable").keys()
    released = hub.machine.must(TEACHER, f"find {EXCHANGE}/outbound -type f")
    assert found == set(released.splitlines())
    assert f"{EXCHANGE}/outbound/{NOTEBOOK}" in found


@BY_NAME
def test_learners_change_nothing_of_anybody_else(hub: Hub, graded: Pages, learner: str) -> None:
    """What others own and a learner can write in are folders for everybody, and each is sticky:
    there nobody can rename or delete what is somebody else's."""
    found = of_others(hub, learner, "! -type l -writable")
    inbound, root = f"{EXCHANGE}/inbound", str(Path(EXCHANGE).parent)
    assert found.keys() == {root, inbound, "/tmp", "/var/tmp", "/dev/shm"}
    assert [path for path, mode in found.items() if not mode & stat.S_ISVTX] == []


@pytest.mark.parametrize(
    "attempt",
    {
        "list what others handed in": f"ls {EXCHANGE}/inbound",
        "list feedback": f"ls {EXCHANGE}/feedback",
        "take away a hand-in whose name leaked": f"mv {EXCHANGE}/inbound/NAME /tmp",
        "take the course's place": f"mv {EXCHANGE} {EXCHANGE}-old && mkdir {EXCHANGE}",
        "change a released module": f"echo >> {EXCHANGE}/outbound/{NOTEBOOK}",
        "add to the feedback": f"touch {EXCHANGE}/feedback/x.html",
        "read a gradebook": f"cat {COURSE}/gradebook.db",
        "read solutions": f"cat {COURSE}/source/{NOTEBOOK}",
        "read work": f"cat /home/ada/{WORKED}",
        "read secrets of the hub": "cat /srv/jupyterhub/jupyterhub_cookie_secret",
        "read another's token": "cat /proc/PID/environ",
    }.items(),
    ids=lambda one: one[0],
)
def test_attacks_by_the_file_system(hub: Hub, graded: Pages, attempt: tuple[str, str]) -> None:
    """Each is refused by the system, as Ben."""
    _, command = attempt
    [leaked] = hand_ins(hub, "ada")
    [server] = runtime_files(hub, "ada", "jpserver-*.json")
    command = command.replace("NAME", shlex.quote(leaked)).replace("PID", str(server["pid"]))
    done = hub.machine.run("ben", command)
    assert done.returncode != 0
    assert re.search("Permission denied|Operation not permitted", done.stderr), done.stderr


def test_learners_enter_no_other_server(hub: Hub, pages: Pages) -> None:
    """The hub shows Ben nothing of Ada's server; and the server, asked behind the hub's back,
    wants to know who asks."""
    page = pages["ben"].context.new_page()
    answer = page.goto(hub.address("ada", "lab"))
    page.close()
    assert answer is not None
    assert answer.status == 403
    [server] = runtime_files(hub, "ada", "jpserver-*.json")
    behind = f"http://127.0.0.1:{server['port']}/user/ada/api/contents"
    assert httpx.get(behind, timeout=20).status_code == 403


@BY_NAME
def test_nobody_listens_to_a_learners_kernel(hub: Hub, handed_in: Pages, learner: str) -> None:
    """Its sockets are files in the learner's home, and there is no debugger, which opens ports."""
    toolbar = handed_in[learner].locator(".jp-NotebookPanel-toolbar")
    expect(toolbar.locator("[data-jp-item-name=cellType]")).to_have_count(1)
    expect(toolbar.locator("[data-jp-item-name=debugger-icon]")).to_have_count(0)
    kernels = runtime_files(hub, learner, "kernel-*.json")
    assert {kernel["transport"] for kernel in kernels} == {"ipc"}


def test_nbgraders_own_menus_are_off(hub: Hub, handed_in: Pages) -> None:
    """In the browser and on the server."""
    page = handed_in["ada"]
    menus = page.get_by_role("menubar").get_by_role("menuitem").all_inner_texts()
    assert "Run" in menus
    assert [name for name in menus if "grader" in name.lower()] == []
    paths = ("api/status", "assignments", "formgraders", "formgrader", "assignments/validate")
    found = {path: page.request.get(hub.address("ada", path)).status for path in paths}
    assert found == {path: 200 if path == "api/status" else 404 for path in paths}


def test_a_correction_reaches_who_has_begun(hub: Hub, graded: Pages) -> None:
    """The teacher releases the module anew with another text and a file more: Ada's panel names
    both, says why, and brings them in beside what she wrote, with a copy of it. Who does not ask
    for them has what there was."""
    page, before, others = graded["ada"], code_of(hub, "ada"), notebook_of(hub, "ben").read_bytes()
    correct(hub.machine.path(f"{COURSE}/source/{NOTEBOOK}"))
    done = hub.teach(f"ownpace release welcome --why '{WHY}'")
    assert done.returncode == 0, done.stdout + done.stderr
    page.goto(Seat(hub, "ada").address(NOTEBOOK))
    updates = the_panel(page).get_by_role("region", name="Updated by your teacher")
    expect(updates).to_contain_text("New: more.csv", timeout=PATIENCE)
    expect(updates).to_contain_text(WHY)
    updates.get_by_role("button", name="Bring in the changes").click()
    expect(the_panel(page).get_by_role("status")).to_contain_text("kept/welcome-", timeout=PATIENCE)
    expect(updates).to_have_count(0)
    assert MENDED in notebook_of(hub, "ada").read_text()
    assert notebook_of(hub, "ada").with_name("more.csv").is_file()
    assert code_of(hub, "ada") == before
    assert notebook_of(hub, "ben").read_bytes() == others


def test_somebody_who_takes_two_courses_chooses_in_the_panel(hub: Hub, browser: Browser) -> None:
    """Both are in the exchange; a module that is started is fetched from its own course. (The
    teacher logs in as a learner: a server reads its configuration when it starts.)"""
    guide = {name: text.replace("ownpace-101", "numbers-1") for name, text in documented().items()}
    hub.machine.must("root", guide["folders"])
    named = "s/^id: .*/id: numbers-1/; s/^title: .*/title: Numbers/"
    release = "ownpace release"
    course = guide["course"].replace(release, f"sed -i '{named}' course.yml\n{release}")
    hub.machine.must(TEACHER, course, **checkout())
    with hub.machine.path("/etc/jupyter/jupyter_server_config.py").open("a") as config:
        config.write(documented()["courses"])
    page = browser.new_context().new_page()
    hub.log_in(page, TEACHER)
    which = the_panel(page).get_by_role("combobox", name="Which course")
    expect(which).to_have_value("plan", timeout=PATIENCE)
    which.select_option("Numbers")
    expect(the_panel(page).get_by_role("heading", name="Numbers")).to_be_visible()
    start(page)
    home = hub.machine.path(f"/home/{TEACHER}")
    assert (home / "numbers" / NOTEBOOK).is_file()
    assert not (home / "plan" / NOTEBOOK).exists()
    page.context.close()


def of_others(hub: Hub, learner: str, which: str) -> dict[str, int]:
    """The files of others that a learner can find, with their modes; ``which``, in the words of
    ``find``."""
    search = f"find {PLACES} -xdev ! -user {learner} {which} -printf '%m %p\\n' 2>/dev/null || true"
    lines = (line.partition(" ") for line in hub.machine.must(learner, search).splitlines())
    return {path: int(mode, 8) for mode, _, path in lines}


def hand_ins(hub: Hub, learner: str) -> list[str]:
    """The folders of a learner's name in the exchange that really belong to the learner."""
    search = f"find {EXCHANGE}/inbound -user {learner} -name '{learner}+*' -printf '%f\\n'"
    return hub.machine.must("root", search).splitlines()


def correct(source: Path) -> None:
    """Change the first text of a module, and add a file."""
    notebook = json.loads(source.read_bytes())
    first = notebook["cells"][0]
    first["source"] = "".join(first["source"]) + f"\n\n{MENDED}"
    source.write_text(json.dumps(notebook))
    source.with_name("more.csv").write_text("1,2\n")


def code_of(hub: Hub, learner: str) -> list[str]:
    """The code in the notebook that a learner worked on."""
    cells = json.loads(notebook_of(hub, learner).read_bytes())["cells"]
    return ["".join(cell["source"]) for cell in cells if cell["cell_type"] == "code"]


def notebook_of(hub: Hub, learner: str) -> Path:
    """The notebook that a learner worked on."""
    return hub.machine.path(f"/home/{learner}/{WORKED}")


def runtime_files(hub: Hub, learner: str, pattern: str) -> list[dict[str, Any]]:
    """What a learner's Jupyter says of what it runs."""
    runtime = hub.machine.path(f"/home/{learner}/.local/share/jupyter/runtime")
    return [json.loads(path.read_bytes()) for path in runtime.glob(pattern)]
