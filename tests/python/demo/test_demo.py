"""``ownpace demo``: the whole loop, really run."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import httpx
import pytest

from ownpace.store.answers import read_answers
from ownpace_graders.cli import run
from ownpace_graders.cli.clock import now
from ownpace_graders.demo import Demo
from ownpace_graders.demo.lab import environment, lab_command, make_ready
from ownpace_graders.report import Report, report
from tests.support.processes import until


@pytest.fixture(scope="module")
def a_demo(tmp_path_factory: pytest.TempPathFactory) -> tuple[Demo, str]:
    """One demonstration for all tests, and what it printed."""
    place = tmp_path_factory.mktemp("demo") / "kept"
    command = [sys.executable, "-m", "ownpace_graders", "demo", "--no-browser", "--keep"]
    result = subprocess.run([*command, str(place)], capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stdout + result.stderr
    # On a slow machine progress is told there; nothing else is.
    assert [line for line in result.stderr.splitlines() if " a second" not in line] == []
    return Demo(place), result.stdout


@pytest.fixture(scope="module")
def its_report(a_demo: tuple[Demo, str]) -> Report:
    return report(a_demo[0].course, now())


def scores(found: Report, learner: str) -> list[float]:
    row = next(row for row in found.learners if row.id == learner)
    return [(entry.score or 0) / (entry.max_score or 1) for entry in row.modules]


@pytest.mark.timeout(600)
def test_each_learner_earns_what_the_work_is_worth(its_report: Report) -> None:
    """All right earns everything, a blank nothing, half something between, in every module."""
    assert set(scores(its_report, "ada")) == {1.0}
    assert set(scores(its_report, "cleo")) == {0.0}
    assert all(0 < score < 1 for score in scores(its_report, "ben"))
    assert its_report.exit_code == 0


def test_the_report_is_printed(a_demo: tuple[Demo, str]) -> None:
    """The table names every learner, and the end says where everything is."""
    demo, printed = a_demo
    assert all(name in printed for name in ("ada", "ben", "cleo"))
    assert str(demo.course) in printed


def test_notebooks_were_really_run(a_demo: tuple[Demo, str]) -> None:
    """Learners' notebooks hold outputs, and the answers that their activities keep."""
    folder = a_demo[0].learners / "ada" / "plan"
    cells = json.loads((folder / "plan.ipynb").read_text(encoding="utf-8"))["cells"]
    code = [cell for cell in cells if cell["cell_type"] == "code" and cell["source"]]
    assert all(cell["execution_count"] for cell in code)
    answers = read_answers(folder / "answers.json").answers
    assert answers
    assert all(answer.complete for answer in answers.values())


def test_everybody_gets_feedback(a_demo: tuple[Demo, str]) -> None:
    """A bundle of feedback waits for each hand-in, the blank ones included."""
    found = {path.relative_to(a_demo[0].course / "outbox").parts[0]: path for path in _zips(a_demo)}
    assert set(found) == {"ada", "ben", "cleo"}
    assert len(_zips(a_demo)) == 9


def _zips(a_demo: tuple[Demo, str]) -> list[Path]:
    return sorted((a_demo[0].course / "outbox").rglob("*.zip"))


def test_a_folder_that_holds_something_is_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """--keep never writes into a folder that is in use."""
    (tmp_path / "thesis.txt").write_text("mine")
    assert run(["demo", "--no-browser", "--keep", str(tmp_path)]) == 2
    assert "holds something already" in capsys.readouterr().err


def test_the_fourth_learner_finds_the_course(a_demo: tuple[Demo, str], tmp_path: Path) -> None:
    """JupyterLab starts in a new learner's folder, and its panel knows the released course."""
    demo, _ = a_demo
    make_ready(demo)
    command = [
        *lab_command(demo),
        "--no-browser",
        "--ServerApp.port=0",
        "--IdentityProvider.token=t",
    ]
    command += ["--ServerApp.jpserver_extensions=ownpace.server=True"]
    log = tmp_path / "log.txt"
    own = {"JUPYTER_RUNTIME_DIR": str(tmp_path / "runtime")}
    with log.open("wb") as file:
        process = subprocess.Popen(
            command, cwd=demo.you, env=environment(demo) | own, stdout=file, stderr=file
        )
        try:
            until(lambda: _address(log), "JupyterLab to say where it is")
            address = f"{_address(log)}/ownpace/api/course?token=t"
            panel = httpx.get(address, timeout=60).json()
        finally:
            process.terminate()
            process.wait(timeout=30)
    assert panel["mode"] == ("bundle" if os.name == "nt" else "exchange")
    states = [module["access"]["kind"] for module in panel["state"]["modules"]]
    assert states[:2] == ["open", "locked"]


def _address(log: Path) -> str | None:
    found = re.search(r"(http://(?:127\.0\.0\.1|localhost):\d+)/", log.read_text(errors="replace"))
    return found[1] if found else None
