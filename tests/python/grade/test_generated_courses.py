"""Generated courses score the same as with nbgrader, cell by cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.support.classes import (
    answer,
    autograded_by_nbgrader,
    check,
    coded_answer,
    graded_by_us,
    plain_course,
    rows,
    solution,
    submit,
    task,
    twins,
)

SOLVED = "def f(x):\n    return int(open('data.txt').read()) + x - 6"
#: What learners write for it.
CODES = (
    SOLVED,
    "def f(x):\n    return x",
    "def f(x):\n    print('seen', x)\n    return 2",
    "import sys\ndef f(x):\n    print(x, file=sys.stderr)\n    return x + 1",
    "def f(x):\n    return str(x + 1)",
    "def f(x):\n    raise KeyError(x)",
    "f = None",
    "%reset -f",
    "def f(",
    "# YOUR CODE HERE\nraise NotImplementedError()",
)
#: Checks that show, raise or return whatever a check may; {n} is a number.
CHECKS = (
    "assert f({n}) == {n} + 1",
    "(f({n}) == {n} + 1) * 0.5",
    "f({n}) == {n} + 1",
    "f({n}), {n}",
    "print(f({n}))",
    "seen = f({n})",
    "assert seen",
    "0.25",
    "-{n}",
    "'{n}'",
    "None",
    "import warnings\nwarnings.warn('{n}')",
    "try:\n    f({n})\nfinally:\n    print('done')",
    "assert f({n})\n### BEGIN HIDDEN TESTS\nassert f({n} + 1) == {n} + 2\n### END HIDDEN TESTS",
    "assert f({n})\n### BEGIN HIDDEN TESTS\n0.5\n### END HIDDEN TESTS",
    "### BEGIN HIDDEN TESTS\nassert f({n})\n### END HIDDEN TESTS",
)
POINTS = st.sampled_from((0, 0.5, 1, 2.5, 10))


@st.composite
def notebooks(draw: st.DrawFn) -> list[Any]:
    """A solution, and after it checks, answers for a person and tasks in any order."""
    cells = [solution("f", SOLVED)]
    for number in range(draw(st.integers(1, 6))):
        code = draw(st.sampled_from(CHECKS)).format(n=draw(st.integers(1, 9)))
        points = draw(st.sampled_from((1, 2.5, 10)) if "0." in code else POINTS)
        cells.append(check(f"check{number}", code, points))
    others = draw(st.lists(st.sampled_from((answer, coded_answer, task)), max_size=3))
    for number, make in enumerate(others):
        place = draw(st.integers(1, len(cells)))
        cells.insert(place, make(f"other{number}", draw(st.sampled_from((1, 3)))))
    return cells


COURSES = st.dictionaries(st.sampled_from(("one", "two", "drei")), notebooks(), min_size=1)
LEARNERS = st.lists(
    st.fixed_dictionaries(
        {"f": st.sampled_from(CODES)},
        optional={"other0": st.just("x = 1"), "other1": st.just("Because.")},
    ),
    min_size=4,
    max_size=6,
)


@settings(
    max_examples=2,
    deadline=None,
    derandomize=True,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
@given(course=COURSES, learners=LEARNERS)
def test_generated_courses_score_the_same(
    tmp_path_factory: pytest.TempPathFactory, course: dict[str, list[Any]], learners: list[Any]
) -> None:
    """Every score, maximum, comment and manual flag, with several notebooks and a data file."""
    root: Path = tmp_path_factory.mktemp("generated") / "course"
    plain_course(root, {f"{name}.ipynb": cells for name, cells in course.items()})
    (root / "source" / "work" / "data.txt").write_text("7")
    for number, answers in enumerate(learners):
        for name in course:
            submit(root, f"learner{number}", answers, f"{name}.ipynb")
    theirs, ours = twins(root)
    said = autograded_by_nbgrader(theirs, "work")
    graded_by_us(ours, "work")
    assert rows(ours) == rows(theirs), said[-2000:]
