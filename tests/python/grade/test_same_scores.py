"""What ``ownpace grade`` leaves is what ``nbgrader autograde`` leaves, on honest work.

Each course is graded twice, in two copies; all that grading writes into the gradebook is compared,
and what pages show of ``autograded/``.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import nbgrader
import pytest

from ownpace_graders.bridge import generate_assignment, open_classroom
from ownpace_graders.lines import Silent
from ownpace_graders.release import release
from tests.support.classes import (
    answer,
    autograded_by_nbgrader,
    check,
    coded_answer,
    exported_by_nbgrader,
    files,
    graded_by_us,
    plain_course,
    rows,
    solution,
    submit,
    task,
    twins,
)
from tests.support.teacher import NOW

SAMPLE = Path(__file__).resolve().parents[3] / "course"

#: What learners of real courses write in a cell; each must score the same both ways.
REAL = {
    "solved": "def f(x):\n    return x + 1",
    "wrong": "def f(x):\n    return x",
    "blank": "# YOUR CODE HERE\nraise NotImplementedError()",
    "reset": "%reset -f\ndef f(x):\n    return x + 1",
    "logstart": "%logstart -o\ndef f(x):\n    return x + 1",
    "no-magic": "%nosuchmagic\ndef f(x):\n    return x + 1",
    "asks": "name = input()\ndef f(x):\n    return x + 1",
    "syntax": "def f(x:\n    return x + 1",
    "chdir": "import os\nos.chdir('/')\ndef f(x):\n    return x + 1",
    "warns": "import warnings\ndef f(x):\n    warnings.warn('old')\n    return x + 1",
    "loud": "import sys\ndef f(x):\n    print('!', file=sys.stderr)\n    return x + 1",
    "prints": "def f(x):\n    print('é ü 漢字' * 10)\n    return x + 1",
    "half": "def f(x):\n    return 2 if x == 1 else 0",
    "exits": "import sys\ndef f(x):\n    sys.exit(0)",
    "shell": "files = !ls\ndef f(x):\n    return x + 1",
    "awaits": "import asyncio\nawait asyncio.sleep(0)\ndef f(x):\n    return x + 1",
    "many-lines": "def f(x):\n    print('\\n' * 3000)\n    return x + 1",
    "file": "def f(x):\n    return int(open('data.txt').read()) + x - 6",
    "recursive": "def f(x):\n    return f(x)",
    "display": "def f(x):\n    display(x)\n    return x + 1",
    "interact": "from ipywidgets import interact\ninteract(lambda a: a, a=3)\n"
    "def f(x):\n    return x + 1",
    "installs": "!pip install --no-index ownpace-nosuch\ndef f(x):\n    return x + 1",
    "pictures": "import os\nfrom IPython.display import Image, display\nfor _ in range(3):\n"
    "    display(Image(b'\\x89PNG' + os.urandom(1 << 20), format='png'))\n"
    "def f(x):\n    return x + 1",
    "other-type": "def f(x):\n    return str(x + 1)",
}

SOURCE = {
    "work.ipynb": [
        solution("f", REAL["solved"]),
        check("adds", "assert f(1) == 2\n### BEGIN HIDDEN TESTS\nassert f(4) == 5\n"
              "### END HIDDEN TESTS", 2),
        check("part", "(f(1) == 2) * 0.5 + (f(4) == 5) * 0.5"),
        check("tuple", "f(1), 1"),
        check("true", "f(1) == 2"),
        check("image", "from IPython.display import Image\nImage(bytes([f(1)]), format='png')"),
        check("zero", "assert f(1)", 0),
        check("state", "seen = f(1)"),
        check("more-state", "assert seen == 2"),
        check("shows", "print(f(1))"),
        check("hidden", "### BEGIN HIDDEN TESTS\nassert f(9) == 10\n### END HIDDEN TESTS"),
        answer("why"),
        coded_answer("how"),
        task("do"),
    ]
}  # fmt: skip


def same(root: Path, module: str = "work") -> tuple[Path, Path]:
    """Grade a course both ways, and compare; the courses: nbgrader's, and ours."""
    theirs, ours = twins(root)
    said = autograded_by_nbgrader(theirs, module)
    summary = graded_by_us(ours, module)
    assert rows(ours) == rows(theirs), (said[-2000:], summary)
    assert files(ours).keys() == files(theirs).keys()
    return theirs, ours


@pytest.fixture
def a_course(tmp_path: Path) -> Path:
    return plain_course(tmp_path / "course", SOURCE)


def test_what_real_learners_write_scores_the_same(a_course: Path) -> None:
    """Magics, questions, warnings, wrong syntax, printed megabytes: cell by cell."""
    (a_course / "source" / "work" / "data.txt").write_text("7")
    for learner, code in REAL.items():
        submit(a_course, learner, {"f": code})
    submit(a_course, "zoë", {"f": REAL["solved"], "why": "Because.", "how": "x = 1"})
    theirs, ours = same(a_course)
    exported = exported_by_nbgrader(theirs)
    assert len(exported) == len(REAL) + 2  # a heading, and zoë
    assert exported_by_nbgrader(ours) == exported


@pytest.mark.parametrize("module", ["forgetting", "plan", "welcome"])
def test_the_sample_course_scores_the_same(tmp_path: Path, module: str) -> None:
    """Its solutions, and what was released untouched."""
    root = tmp_path / "course"
    shutil.copytree(SAMPLE, root, ignore=shutil.ignore_patterns("gradebook.db", "release"))
    release(root, [module], Silent(), NOW)
    for learner, stage in (("blank", "release"), ("solver", "source")):
        folder = root / "submitted" / learner / module
        shutil.copytree(root / "release" / module, folder)
        shutil.copy(root / stage / module / f"{module}.ipynb", folder)
    same(root, module)


@pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's add_submission
def test_late_work_has_the_same_penalty(tmp_path: Path) -> None:
    """By the course's own plugin, per notebook, with a person's extension counted."""
    root = plain_course(tmp_path / "course", SOURCE)
    with (root / "nbgrader_config.py").open("a") as config:
        config.write("c.AssignLatePenalties.plugin_class = 'lateness.Half'\n")
    (root / "lateness.py").write_text(
        "from nbgrader.plugins import BasePlugin\n\n\nclass Half(BasePlugin):\n"
        "    def late_submission_penalty(self, student_id, score, seconds):\n"
        "        return score / 2 if seconds < 7200 else 99\n"
    )
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{root}/gradebook.db", "plain") as book:
        book.update_or_create_assignment("work", duedate="2027-01-20 12:00:00 UTC")
        book.update_or_create_student("extended")
        book.update_or_create_submission("work", "extended")
        book.grant_extension("work", "extended", hours=5)
    for learner, hour in {"early": 11, "late": 13, "later": 19, "extended": 16}.items():
        when = f"2027-01-20 {hour}:00:00 UTC"
        submit(root, learner, {"f": REAL["solved"]}, at=when)
    same(root)


def test_several_notebooks_and_a_missing_one_score_the_same(tmp_path: Path) -> None:
    """A notebook that was left out earns nothing; one too many is passed over."""
    two = {"one.ipynb": SOURCE["work.ipynb"][:3], "two.ipynb": SOURCE["work.ipynb"][:2]}
    root = plain_course(tmp_path / "course", two)
    for learner in ("both", "first", "extra"):
        for name in two:
            submit(root, learner, {"f": REAL["solved"]}, name)
    (root / "submitted" / "first" / "work" / "two.ipynb").unlink()
    folder = root / "submitted" / "extra" / "work"
    shutil.copy(folder / "one.ipynb", folder / "notes.ipynb")
    same(root)


def test_other_letters_score_the_same(tmp_path: Path) -> None:
    """In the names of learners, notebooks and data files, and in cells."""
    cells = [
        solution("f", "größe = open('daten/größe.txt').read()"),
        check("liest", "assert größe == '日本'"),
        check("reads", "print(größe); größe == '日本'"),
    ]
    root = plain_course(tmp_path / "course", {"übung.ipynb": cells})
    folder = root / "source" / "work" / "daten"
    folder.mkdir()
    (folder / "größe.txt").write_text("日本", "utf-8")
    right = "größe = open('daten/größe.txt', encoding='utf-8').read()"
    for learner, code in {"zoë": right, "李明": "größe = 'x'", "Søren Ø.": right}.items():
        submit(root, learner, {"f": code}, "übung.ipynb")
    same(root)


def test_settings_are_honoured_alike(tmp_path: Path) -> None:
    """Patterns that are ignored, files that are the learner's, outputs that are cut."""
    config = (
        "c.IgnorePattern.enabled = True\nc.IgnorePattern.pattern = 'harmless'\n"
        "c.Autograde.exclude_overwriting = {'work': ['mine.txt']}\n"
        "c.LimitOutput.max_lines = 5\nc.Execute.timeout = 4\n"
    )
    root = plain_course(tmp_path / "course", SOURCE, config)
    source = root / "source" / "work"
    for name in ("mine.txt", "data.txt"):
        (source / name).write_text("0")
    codes = {
        "ignored": "import sys\ndef f(x):\n    print('harmless', file=sys.stderr)\n"
        "    return x + 1",
        "own-file": "def f(x):\n    return int(open('mine.txt').read()) + x",
        "endless": "while True:\n    pass",
    }
    for learner, code in codes.items():
        folder = submit(root, learner, {"f": code})
        for name in ("mine.txt", "data.txt"):
            (folder / name).write_text("1")
    same(root)


def test_a_persons_scores_stay_alike(a_course: Path) -> None:
    """Graded by hand, then autograded again with --force."""
    from nbgrader.api import Gradebook

    submit(a_course, "anna", {"f": REAL["solved"], "why": "Because."})
    theirs, ours = twins(a_course)
    for root, run in ((theirs, autograded_by_nbgrader), (ours, graded_by_us)):
        run(root, "work")
        with Gradebook(f"sqlite:///{root}/gradebook.db", "plain") as book:
            for name, score in (("why", 2), ("adds", 1)):
                grade = book.find_grade(name, "work", "work", "anna")
                grade.manual_score, grade.extra_credit = score, 0.5
                grade.needs_manual_grade = False
            book.find_comment("why", "work", "work", "anna").manual_comment = "Good."
            book.db.commit()
    autograded_by_nbgrader(theirs, "work", "--force")
    graded_by_us(ours, "work", force=True)
    assert rows(ours) == rows(theirs)


def test_nbgraders_own_example_course_scores_the_same(tmp_path: Path) -> None:
    """The course that its documentation is made with, and its submissions."""
    guide = Path(nbgrader.__file__).parent / "docs" / "source" / "user_guide"
    root = tmp_path / "course"
    for name in ("source/ps1", "submitted/bitdiddle/ps1", "submitted/hacker/ps1"):
        shutil.copytree(guide / name, root / name)
    shutil.copy(guide / "source" / "header.ipynb", root / "source" / "header.ipynb")
    (root / "nbgrader_config.py").write_text("c = get_config()\n")
    generate_assignment(open_classroom(root), "ps1", "release")
    same(root, "ps1")


def test_the_pages_of_autograded_show_the_same(a_course: Path) -> None:
    """What formgrader and generate_feedback read: cells, and the kinds of their outputs."""
    submit(a_course, "anna", {"f": REAL["prints"]})
    submit(a_course, "ben", {"f": REAL["wrong"]})
    theirs, ours = twins(a_course)
    autograded_by_nbgrader(theirs, "work")
    graded_by_us(ours, "work")
    assert files(ours) == files(theirs)
    for path in (ours / "autograded").rglob("*.ipynb"):
        nbformat.validate(nbformat.read(path, as_version=4))
