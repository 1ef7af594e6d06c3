"""Modules in other languages: the same scores as nbgrader's, from a kernel that is confined."""

from __future__ import annotations

import sys
from pathlib import Path

import nbformat
import pytest

from ownpace_graders.lines import Summary
from tests.support.classes import (
    autograded_by_nbgrader,
    check,
    files,
    graded_by_us,
    plain_course,
    rows,
    solution,
    submit,
    twins,
)
from tests.support.languages import BASH, BASH_ARGV, install_kernel

LEARNERS = {
    "solved": "plus() { echo $(($1 + 1)); }",
    "wrong": "plus() { echo $1; }",
    "blank": "",
    "loud": "plus() { echo careful >&2; echo $(($(cat data.txt) - 6)); }",
    "prints": 'for i in $(seq 30); do echo "é ü 漢字 $i"; done; plus() { echo $(($1 + 1)); }',
}
HIDDEN = '[ "$(plus 5)" = 6 ]\n### BEGIN HIDDEN TESTS\n[ "$(plus 8)" = 9 ]\n### END HIDDEN TESTS'
SOURCE = [
    solution("plus", LEARNERS["solved"]),
    check("adds", '[ "$(plus 1)" = 2 ]', 2),
    check("hidden", HIDDEN),
    check("state", "seen=$(plus 1)"),
    check("more-state", '[ "$seen" = 2 ]'),
    check("zero", "plus 1", 0),
]
CONFIG = (
    "c.ClearSolutions.code_stub = dict.fromkeys(('python', 'bash', 'other'), '# YOUR CODE HERE')\n"
)
PYTHON = [solution("f", "def f(x):\n    return x + 1"), check("py", "assert f(1) == 2")]


@pytest.fixture
def kernels(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Where Jupyter looks for kernels; bash's is there."""
    place = tmp_path / "jupyter"
    install_kernel(place, "bash", BASH_ARGV)
    monkeypatch.setenv("JUPYTER_PATH", str(place))
    return place


def messages(summary: Summary) -> str:
    return "\n".join(f"{line.learner}: {line.message} {line.next}" for line in summary.lines)


@pytest.mark.usefixtures("kernels")
def test_a_module_in_bash_scores_the_same(tmp_path: Path) -> None:
    """Cell by cell; and what pages show of it is the same."""
    root = plain_course(tmp_path / "course", {"work.ipynb": SOURCE}, CONFIG, {"work.ipynb": BASH})
    (root / "source" / "work" / "data.txt").write_text("7")
    for learner, code in LEARNERS.items():
        submit(root, learner, {"plus": code})
    theirs, ours = twins(root)
    said = autograded_by_nbgrader(theirs, "work")
    summary = graded_by_us(ours, "work")
    assert rows(ours) == rows(theirs), (said[-2000:], summary)
    assert "converter" not in messages(summary)
    seen, wanted = files(ours), files(theirs)
    assert seen.keys() == wanted.keys()
    for name in ("solved", "wrong"):  # of more lines, a kernel makes more streams
        assert seen[f"{name}/work/work.ipynb"] == wanted[f"{name}/work/work.ipynb"]
    done = nbformat.read(ours / "autograded" / "solved" / "work" / "work.ipynb", as_version=4)
    assert done.metadata.language_info.name == "bash"
    nbformat.validate(done)


def test_another_python_scores_the_same(tmp_path: Path, kernels: Path) -> None:
    """A kernel from an environment of its own, which the sandbox shows: results, partial credit,
    displays that are updated and cleared, output that a widget takes."""
    environment = tmp_path / "environment"
    (environment / "bin").mkdir(parents=True)
    (environment / "pyvenv.cfg").touch()
    program = environment / "bin" / "own"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m ipykernel_launcher "$@"\n')
    program.chmod(0o755)
    install_kernel(kernels, "own", [str(program), "-f", "{connection_file}"], "python")
    cells = [
        *PYTHON,
        check("part", "0.5"),
        check("true", "f(1) == 2"),
        check("shows", "h = display('a', display_id=True)\nh.update('b')\nf(1), 1"),
        check("clears", "from IPython.display import clear_output\nprint(1)\nclear_output()"),
        check("widget", "import sys\nfrom ipywidgets import Output\nwith Output():\n"
              "    print('in', file=sys.stderr)"),
        check("quiet", "import sys\nprint('x', file=sys.stderr)"),
    ]  # fmt: skip
    spec = {"name": "own", "display_name": "Own", "language": "python"}
    root = plain_course(tmp_path / "course", {"work.ipynb": cells}, "", {"work.ipynb": spec})
    for learner, code in {"solved": "def f(x):\n    return x + 1", "wrong": "1 / 0"}.items():
        submit(root, learner, {"f": code})
    theirs, ours = twins(root)
    autograded_by_nbgrader(theirs, "work")
    summary = graded_by_us(ours, "work")
    assert rows(ours) == rows(theirs), summary
    assert files(ours) == files(theirs)


def mixed(root: Path, kernel: str) -> Path:
    """A module with a notebook in Python and one in another language, handed in once."""
    both = {"one.ipynb": PYTHON, "two.ipynb": SOURCE}
    spec = {"name": kernel, "display_name": kernel, "language": "other"}
    plain_course(root, both, CONFIG, {"two.ipynb": spec})
    submit(root, "anna", {"f": "def f(x):\n    return x + 1"}, "one.ipynb")
    submit(root, "anna", {"plus": LEARNERS["solved"]}, "two.ipynb")
    return root


@pytest.mark.usefixtures("kernels")
def test_a_module_may_have_several_languages(tmp_path: Path) -> None:
    """Each notebook in its own kernel, one result."""
    (line,) = graded_by_us(mixed(tmp_path / "course", "bash"), "work").lines
    assert (line.status, line.message) == ("done", "6 of 6 points.")


def test_a_kernel_that_is_not_there_costs_no_other_notebook(tmp_path: Path, kernels: Path) -> None:
    """The notebook is named, with what mends it; the others are graded."""
    (line,) = graded_by_us(mixed(tmp_path / "course", "nowhere"), "work").lines
    assert "1 of 6 points" in line.message
    assert "two.ipynb: the kernel 'nowhere' is not installed here." in line.message
    assert line.next.startswith("Install that kernel")


def test_a_kernel_that_does_not_start_is_named(tmp_path: Path, kernels: Path) -> None:
    """With the setting that shows it what it reads, and the way without confinement."""
    install_kernel(kernels, "broken", ["/bin/false", "{connection_file}"])
    (line,) = graded_by_us(mixed(tmp_path / "course", "broken"), "work").lines
    assert "two.ipynb: the kernel 'broken' does not start in the sandbox" in line.message
    assert "c.Confinement.readable" in line.next
    assert "--unconfined" in line.next


@pytest.mark.usefixtures("kernels")
def test_unconfined_is_nbgraders_own_converter_and_said(tmp_path: Path) -> None:
    """Where a kernel cannot live in the sandbox, the teacher may still choose."""
    root = plain_course(tmp_path / "course", {"work.ipynb": SOURCE}, CONFIG, {"work.ipynb": BASH})
    submit(root, "anna", {"plus": LEARNERS["solved"]})
    summary = graded_by_us(root, "work", unconfined=True)
    assert "anna: 5 of 5 points." in messages(summary)
    assert "nbgrader's own converter: its kernel is 'bash'" in messages(summary)
