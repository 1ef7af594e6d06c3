"""``ownpace check`` runs a module as its teacher would, and as learners might."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell

from ownpace_graders.check import check
from ownpace_graders.check.trial import result
from ownpace_graders.lines import Measure, Silent
from tests.support import courses

MISTAKES = """\
- exercise: total
  check: is-six
  code: |
    extra = 1
    total = 5
  message: total is 5
- exercise: total
  check: is-six
  code: |
    assert "extra" not in globals()
    total = [6]
  message: We expected a number
  score: 0.5
"""
PARTLY = """\
if isinstance(total, list):
    print("We expected a number.")
assert total != 5, f"total is {total}"
2 if total == 6 else 0.5"""


def checked(root: Path, *cells: Any) -> Any:
    """What is said of a course whose module “count” holds these cells."""
    if not (root / "course.yml").exists():
        courses.small_course(root)
    courses.write_module(root, "count", courses.notebook(*cells))
    return check(root, ("count",), Silent())


def faults(root: Path, *cells: Any) -> list[str]:
    return [line.message for line in checked(root, *cells).lines if line.status == "attention"]


def solved(name: str, text: str) -> Any:
    return courses.solution(name, f"### BEGIN SOLUTION\n{text}\n### END SOLUTION")


def plain(text: str) -> Any:
    return new_code_cell(text, id="plain")


TOTAL = (solved("total", "total = 6"), courses.check("is-six", PARTLY, points=2))
MEAN = (solved("mean", "mean = 3"), courses.check("is-three", "assert mean == 3", points=1))


def test_half_of_a_module_earns_a_part(tmp_path: Path) -> None:
    """The first half of the exercises solved, the others not: more than nothing, less than all."""
    [line] = checked(tmp_path, *TOTAL, *MEAN).lines
    assert line.message == "the solution earns 3 of 3 points, the blank none, half of it 2."


def test_an_exercise_that_an_earlier_one_earns_is_named(tmp_path: Path) -> None:
    """Neither the solution nor the blank shows that a check looks at the wrong name."""
    wrong = courses.check("is-three", "assert total == 6", points=1)
    [named] = faults(tmp_path, *TOTAL, MEAN[0], wrong)
    assert named.startswith(
        "Half of the exercises solved earn 3 of 3 points, and should earn a part"
    )


def test_stored_mistakes_get_their_messages_and_scores(tmp_path: Path) -> None:
    """Each in a clean state: neither sees what the other left, nor does the solution."""
    courses.small_course(tmp_path)
    courses.write(tmp_path, MISTAKES, name="mistakes/count.yml")
    after = plain("assert 'extra' not in globals()")
    [line] = checked(tmp_path, *TOTAL, after).lines
    assert line.message.endswith("the blank none; stored mistakes that get their messages: 2.")


@pytest.mark.parametrize(
    ("old", "new", "named"),
    [
        ("message: total is 5", "message: Add them", "“AssertionError: total is 5”, without “Add"),
        ("score: 0.5", "score: 1", "Mistake 2 of mistakes/count.yml earns 0.5 at “is-six”, and 1"),
        ("exercise: total", "exercise: totl", "mistake 1: no exercise has the id “totl”"),
        ("check: is-six", "check: is-seven", "mistake 1: no check has the id “is-seven”"),
        ("score: 0.5", "scores: 0.5", "mistakes/count.yml: mistake 2, “scores”: Extra inputs"),
        ("- exercise", "- [exercise", "mistakes/count.yml cannot be read"),
    ],
)
def test_mistakes_that_turn_out_otherwise_are_named(
    old: str, new: str, named: str, tmp_path: Path
) -> None:
    """With their number and what was said, or what is wrong with their file."""
    courses.small_course(tmp_path)
    courses.write(tmp_path, MISTAKES.replace(old, new, 1), name="mistakes/count.yml")
    assert named in faults(tmp_path, *TOTAL)[0]


def test_an_exercise_without_a_mistake_is_told(tmp_path: Path) -> None:
    """It is no fault, once mistakes are stored at all."""
    courses.small_course(tmp_path)
    courses.write(tmp_path, MISTAKES, name="mistakes/count.yml")
    summary = checked(tmp_path, *TOTAL, *MEAN)
    told = [line.message for line in summary.lines if line.status == "skipped"]
    assert told == ["no mistake is stored for the exercise “mean”."]
    assert summary.exit_code == 0


def test_warnings_and_figures_that_fail_are_named(tmp_path: Path) -> None:
    """Learners would see them, and wonder what they did."""
    moved = "from ipywidgets import interact\ninteract(lambda x: 1 / 0, x=3);"
    loud = plain("import warnings\nwarnings.warn('old')")
    figure = new_code_cell(moved, id="figure")
    warned, failed = faults(tmp_path, loud, figure, *TOTAL)
    assert warned.startswith("The solution writes “")
    assert warned.endswith("to stderr (cell plain).")
    assert failed == "A figure to move fails: ZeroDivisionError: division by zero."


DRAWN = """\
import matplotlib.pyplot as plt
figure, axes = plt.subplots()
axes.plot([1, 2], [1, 2], color="{line}", label="rise")
axes.set_xlabel("days", color="{words}")
axes.axvspan(1.2, 1.4, color="grey", alpha=0.2)
axes.bar([1.5], [2], color="{bar}", edgecolor="black")
axes.text(1.5, 1, "2 days", color="white", ha="center")
plt.show()
print("It rises from one to two.")"""


def test_what_stands_out_is_well(tmp_path: Path) -> None:
    """Dark lines and words on white, white words in a dark bar, a shade, a bar with an edge."""
    drawn = DRAWN.format(line="#0072B2", words="black", bar="#0072B2")
    assert faults(tmp_path, plain(drawn), *TOTAL) == []


def test_what_does_not_stand_out_is_named(tmp_path: Path) -> None:
    """By WCAG's ratio: 3 to 1 for lines, 4.5 to 1 for words; in a bar, against the bar."""
    drawn = DRAWN.format(line="yellow", words="#8a8a8a", bar="#cccccc")
    named = faults(tmp_path, plain(drawn), *TOTAL)
    about = "a figure of the cell plain has "
    assert sorted(message.split(" is the least")[0] for message in named) == [
        f"{about}a line “rise” at a contrast of 1.07 to 1, and 3",
        f"{about}words “2 days” at a contrast of 1.61 to 1, and 4.5",
        f"{about}words “days” at a contrast of 3.45 to 1, and 4.5",
    ]


def test_memory_and_time_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What a submission may take, and a minute for the whole module."""
    courses.small_course(tmp_path)
    config = f"{courses.CONFIG}c.Confinement.memory_mb = 10\n"
    courses.write(tmp_path, config, name="nbgrader_config.py")
    monkeypatch.setattr(result, "SECONDS", 0)
    slow, large = faults(tmp_path, *TOTAL)
    assert slow.endswith("seconds; 0 are the most.")
    assert "MB of memory, and a submission may take 10" in large


LONG = "total = sum(value for value in (1, 2, 3) if value)"


def test_a_solution_that_lies_elsewhere_is_named(tmp_path: Path) -> None:
    """In another file of the module, or another cell: spaces and lines aside."""
    courses.small_course(tmp_path)
    exercise = (solved("total", LONG), TOTAL[1])
    courses.write(tmp_path, f"def f():\n    {LONG}\n", name="source/count/helpers.py")
    assert faults(tmp_path, *exercise) == [
        "helpers.py holds what the cell “total” hides from learners."
    ]
    (tmp_path / "source/count/helpers.py").unlink()
    [named] = faults(tmp_path, *exercise, plain(LONG))
    assert named == "The cell plain holds what “total” hides from learners."


def test_a_bank_in_the_source_is_named(tmp_path: Path) -> None:
    """Before anything is released, not only when it is."""
    courses.small_course(tmp_path)
    for name in ("questions/count.yml", "source/count/notes.yml"):
        courses.write(tmp_path, courses.BANK, name=name)
    [named] = faults(tmp_path, *TOTAL)
    assert named.startswith("notes.yml is a file of questions/, with its keys")


def test_modules_are_told_in_numbers(tmp_path: Path) -> None:
    """Words, exercises, questions, figures; what course.yml says, and what it took."""
    courses.small_course(tmp_path)
    moved = "from ipywidgets import interact\ninteract(lambda x: print('twice', 2 * x), x=3);"
    [found] = checked(tmp_path, new_code_cell(moved, id="figure"), *TOTAL).modules
    assert found.model_dump(exclude={"seconds", "memory_mb", "grade"}) == {
        "module": "count",
        "words": 4,
        "exercises": 1,
        "questions": 0,
        "figures": 1,
        "minutes": None,
        "estimate": 8.0,
    }
    assert found.seconds > 0
    assert 10 < found.memory_mb < 1000
    assert Measure.model_validate_json(json.dumps(found.model_dump())) == found


def test_every_notebook_of_a_module_is_run(tmp_path: Path) -> None:
    """By name: what each solution and each blank earn, with the mistakes of its own exercises; and
    what one of them hides is not in another. In numbers they are one module."""
    courses.small_course(tmp_path)
    mistakes = MISTAKES.replace("exercise: total", "exercise: mean", 1)
    mistakes = mistakes.replace("is-six", "is-three", 1).replace("total = 5", "mean = 5", 1)
    courses.write(tmp_path, mistakes, name="mistakes/count.yml")
    told_three = courses.check("is-three", "assert mean == 3, f'total is {mean}'", points=1)
    free = courses.check("free", "1", points=1)
    part = courses.notebook(MEAN[0], told_three, free)
    nbformat.write(part, tmp_path / "source/count/part2.ipynb")
    summary = checked(tmp_path, *TOTAL)
    assert [(line.status, line.message) for line in summary.lines] == [
        ("attention", "part2.ipynb: The blank earns 1 of 1 at “free” for no work."),
        (
            "done",
            "count.ipynb: the solution earns 2 of 2 points, the blank none; stored mistakes that "
            "get their messages: 1.",
        ),
    ]
    assert "source/count/part2.ipynb" in summary.lines[0].next
    assert [(one.module, one.exercises) for one in summary.modules] == [("count", 2)]
    nbformat.write(courses.notebook(plain(LONG)), tmp_path / "source/count/part2.ipynb")
    (tmp_path / "mistakes/count.yml").unlink()
    told = faults(tmp_path, solved("total", LONG), TOTAL[1])
    assert told == ["part2.ipynb: The cell plain holds what “total” hides from learners."]
