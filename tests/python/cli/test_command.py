"""The ``ownpace`` command: what it prints where, and how it ends."""

from __future__ import annotations

import json
import signal
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from ownpace.errors import CommandError
from ownpace_graders.cli import app, run
from ownpace_graders.cli.output import finish, show_error
from ownpace_graders.lines import Line, Summary
from tests.support.courses import (
    SMALL,
    folders_for,
    notebook,
    small_course,
    solution,
    write,
    write_module,
)
from tests.support.processes import until

COMMANDS = (
    *("new", "text", "adopt", "check", "release", "publish", "collect"),
    *("grade", "feedback", "extend", "report", "questions", "answer", "demo", "doctor"),
)


def ownpace(*arguments: str) -> subprocess.CompletedProcess[str]:
    """A real run of the command, in a process of its own."""
    command = [sys.executable, "-m", "ownpace_graders", *arguments]
    return subprocess.run(command, capture_output=True, text=True, timeout=120, check=False)


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_explains_itself(command: str) -> None:
    """``--help`` says what a command does, and gives an example that begins with it."""
    result = CliRunner().invoke(app, [command, "--help"])
    assert result.exit_code == 0
    assert f"Example: ownpace {command}" in result.output


def test_the_commands_are_those() -> None:
    """No command is missing, and none is there that is not tested here."""
    assert tuple(command.callback.__name__ for command in app.registered_commands) == COMMANDS


def test_help_loads_nothing_heavy() -> None:
    """``ownpace --help`` is there at once: what is slow to import is imported where it is used."""
    code = (
        "import sys; from ownpace_graders.cli import run; run(['--help']);"
        "print([m for m in ('nbgrader', 'nbformat', 'pydantic', 'rich', 'tornado', 'nbclient')"
        " if m in sys.modules])"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.stdout.splitlines()[-1] == "[]", result.stderr


def test_an_error_is_one_line_and_a_hint(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """What cannot be done ends with status 2, on stderr, without a traceback."""
    assert run(["release", "--course", str(tmp_path)]) == 2
    said = capsys.readouterr()
    assert said.out == ""
    assert said.err.splitlines() == [
        f"course.yml: There is no course.yml in {tmp_path}.",
        "Start a course with `ownpace new DIR`.",
    ]


def test_every_problem_of_the_course_file_is_shown(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    """All problems arrive in one run: as lines for people, as data for scripts."""
    write(tmp_path, SMALL.replace("timezone", "timezon").replace("title: Count", "tilte: Count"))
    folders_for(tmp_path, SMALL)
    assert run(["check", "--json", "--course", str(tmp_path)]) == 2
    said = capsys.readouterr()
    error = json.loads(said.out)["error"]
    assert error["code"] == "course-file"
    assert [problem["line"] for problem in error["problems"]] == [3, 5, 5]
    assert len(said.err.splitlines()) == 4


@pytest.mark.parametrize(
    "arguments", [["grade", "--nope"], ["unknown"], ["new"], ["grade", "--course"]]
)
def test_a_wrong_command_line_ends_with_2(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    """Typing mistakes are errors (2), not work for a person (1)."""
    assert run(arguments) == 2
    assert "Error" in capsys.readouterr().err


@pytest.mark.parametrize(("status", "expected"), [("done", 0), ("skipped", 0), ("attention", 1)])
def test_the_status_says_whether_a_person_is_needed(
    status: str, expected: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """0: done; 1: something is left to a person, and is named with what to do."""
    line = Line.model_validate({"status": status, "message": "Told.", "next": "do this"})
    summary = Summary(command="grade", lines=(line,))
    monkeypatch.setattr("ownpace_graders.grade.grade", lambda *_, **__: summary)
    assert run(["grade"]) == expected
    said = capsys.readouterr().out
    assert "Told." in said
    assert "→ do this" in said


def test_json_is_all_that_scripts_read(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """``--json`` prints the summary, and nothing else, on stdout."""
    summary = Summary(command="collect", lines=(Line(status="done", message="Collected."),))
    monkeypatch.setattr("ownpace_graders.collect.collect", lambda *_, **__: summary)
    assert run(["collect", "--json"]) == 0
    said = capsys.readouterr()
    assert Summary.model_validate_json(said.out) == summary
    assert said.err == ""


@pytest.mark.parametrize(
    ("problem", "status", "said"),
    [
        (KeyboardInterrupt(), 130, "Stopped."),
        (CommandError("No.", hint="Yes."), 2, "No.\nYes."),
        (OSError(28, "No space left on device"), 2, "No space left on device"),
    ],
)
def test_what_stops_a_command_is_told_plainly(
    problem: BaseException,
    status: int,
    said: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Ctrl-C, refusals and a full disk end with their own status and no traceback."""

    def stop(*_: object, **__: object) -> None:
        raise problem

    monkeypatch.setattr("ownpace_graders.feedback.feedback", stop)
    assert run(["feedback"]) == status
    err = capsys.readouterr().err
    assert said in err
    assert "Traceback" not in err


def test_names_of_modules_reach_the_work(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """Arguments and options arrive where they are used."""
    seen: list[object] = []

    def spy(root: Path, modules: list[str], watch: object, **options: object) -> Summary:
        seen.extend([root, modules, options])
        return Summary(command="grade")

    monkeypatch.setattr("ownpace_graders.grade.grade", spy)
    options = ["--learner", "ada", "--force", "--jobs", "3", "--unconfined"]
    run(["grade", "plan", *options, "--course", str(tmp_path)])
    given = {"learners": ["ada"], "force": True, "jobs": 3, "unconfined": True}
    assert seen == [tmp_path, ["plan"], given]


def test_a_real_run_checks_a_course(tmp_path: Path) -> None:
    """The command as teachers run it: results on stdout, nothing on stderr, status 0."""
    small_course(tmp_path)
    result = ownpace("check", "--course", str(tmp_path))
    assert result.returncode == 0, result.stderr
    assert "count: the solution earns 3 of 3 points, the blank none." in result.stdout
    assert result.stderr == ""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no SIGINT to send")
def test_ctrl_c_ends_a_real_run(tmp_path: Path) -> None:
    """Ctrl-C in the middle of a check ends the command and the kernels that it has started."""
    small_course(tmp_path)
    endless = f"open({str(tmp_path / 'pid')!r}, 'w').write(str(__import__('os').getpid()))"
    endless += "\n__import__('threading').Event().wait(300)"
    write_module(tmp_path, "count", notebook(solution("endless", endless)))
    command = [sys.executable, "-m", "ownpace_graders", "check", "--course", str(tmp_path)]
    process = subprocess.Popen(
        command,
        stderr=subprocess.PIPE,
        text=True,
        # Whoever runs the tests in the background may have Ctrl-C ignored, which is inherited.
        preexec_fn=partial(signal.signal, signal.SIGINT, signal.SIG_DFL),
    )
    until(lambda: (tmp_path / "pid").exists() and (tmp_path / "pid").read_text(), "a kernel")
    process.send_signal(signal.SIGINT)
    _, said = process.communicate(timeout=60)
    assert process.returncode == 130
    assert said == "Stopped. Run the same command again to go on.\n"
    kernel = int((tmp_path / "pid").read_text())
    until(lambda: not Path(f"/proc/{kernel}").exists(), "its kernel to end", seconds=20)


def test_a_real_run_reports_nothing_yet(tmp_path: Path) -> None:
    """A course that nobody has worked on has a report too, in both forms."""
    small_course(tmp_path)
    result = ownpace("report", "--course", str(tmp_path))
    assert (result.returncode, result.stderr) == (0, "")
    assert "Next: ownpace collect" in result.stdout


def test_a_wrong_option_is_data_too(capsys: pytest.CaptureFixture[str]) -> None:
    """With --json a script is told of it in the form of every other error."""
    assert run(["report", "--jsn", "--json"]) == 2
    error = json.loads(capsys.readouterr().out)["error"]
    assert error["code"] == "usage"
    assert "--jsn" in error["message"]


def test_a_missing_course_file_is_in_this_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    """And not in “.”."""
    monkeypatch.chdir(tmp_path)
    assert run(["check"]) == 2
    assert "There is no course.yml in this folder." in capsys.readouterr().err


HOSTILE = "\x1b[2J\x9b1m\n! ada: 10/10\u202e\u2028\udcff"
HARMLESS = "\\x1b[2J\\x9b1m\\x0a! ada: 10/10\\u202e\\u2028\\udcff"


def test_text_from_strangers_cannot_steer_the_terminal(capsys: pytest.CaptureFixture[str]) -> None:
    """In lines, in --json, in errors: control characters, forged lines and turned text are shown
    as what they are."""
    about = {"module": HOSTILE, "learner": HOSTILE, "next": HOSTILE}
    summary = Summary(command="x", lines=(Line(status="done", message=HOSTILE, **about),))
    for as_json in (False, True):
        with pytest.raises(typer.Exit):
            finish(summary, as_json)
    show_error(CommandError(HOSTILE, hint=HOSTILE), as_json=False)
    said = capsys.readouterr()
    assert said.out.count(HARMLESS) == 4
    assert json.loads(said.out[said.out.index("{") :])["lines"][0]["learner"] == HARMLESS
    assert said.err == f"{HARMLESS}\n{HARMLESS}\n"


def test_the_base_install_says_what_is_missing(tmp_path: Path) -> None:
    """Without typer the command names the extra to install, in place of a traceback."""
    code = (
        "import sys; sys.modules['typer'] = None;"
        "from ownpace_graders.__main__ import main; sys.exit(main())"
    )
    result = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert result.returncode == 2
    assert "pip install 'ownpace[teach]'" in result.stderr
