"""From what was submitted to a report: figures that anybody can count again."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from statistics import median

import pytest

from ownpace_graders.bridge import Student
from ownpace_graders.report import LearnerRow, Report, anonymous, reckon
from ownpace_graders.report.material import Material
from ownpace_graders.report.signs import SIGNS
from tests.support.material import DAY, MODULES, NOW, a_course, graded, material, question, told

GUIDE = Path(__file__).parents[3] / "docs" / "teacher.md"


def row(found: Report, learner: str) -> LearnerRow:
    return next(row for row in found.learners if row.id == learner)


def rules_of(found: Material, learner: str) -> list[str]:
    return [reason.rule for reason in row(reckon(found, NOW), learner).may_need_help]


def test_every_figure_of_a_module_can_be_counted_again() -> None:
    """Handed in, late, missing, attempts, median score and confidence."""
    scores = {"ada": 9.0, "ben": 4.0, "cleo": 6.0}
    late = a_course().modules[1].due
    assert late is not None
    work = [
        graded(name, "two", score, at=late + (n - 1) * DAY, attempts=n + 1)._replace(
            spoken=told(sure=n + 2)
        )
        for n, (name, score) in enumerate(scores.items())
    ]
    found = reckon(material(*work, students={"dan": Student("dan", "Dan", "Day")}), NOW)
    two = found.modules[1]
    assert two.handed_in == len(scores)
    assert two.late == sum(entry.newest > late for entry in work if entry.newest)
    assert two.missing == 1
    assert two.attempts == 1 + 2 + 3
    assert two.middle == median(scores.values()) / 10
    assert two.sure == 3


def test_who_is_where() -> None:
    """The first required module that is not handed in, the share of points, the last hand-in."""
    work = (graded("ada", "one", 10, at=NOW - 9 * DAY), graded("ada", "two", 5, at=NOW - 3.5 * DAY))
    ada = row(reckon(material(*work), NOW), "ada")
    assert (ada.at, ada.share, ada.days_since) == ("three", 0.75, 3)
    assert ada.missing == ()


def test_what_has_closed_is_missing_and_nobody_is_at_it() -> None:
    """By each learner's own closing date: ben has more time."""
    closed = a_course().modules[0].model_copy(update={"due": None, "closes": NOW - DAY})
    course = a_course().model_copy(update={"modules": (closed, *a_course().modules[1:])})
    students = {name: Student(name) for name in ("ada", "ben")}
    more = {("ben", "one"): 2 * DAY}
    found = reckon(material(course=course, students=students, more_time=more), NOW)
    assert (row(found, "ada").at, "one" in row(found, "ada").missing) == ("two", True)
    assert (row(found, "ben").at, "one" in row(found, "ben").missing) == ("one", False)


def test_modules_weigh_in_the_score_for_the_course() -> None:
    """What closed without work is nothing of it; what a person has yet to grade says nothing."""
    weights = dict(zip(MODULES, (1, 3, 2, 1), strict=True))
    modules = tuple(m.model_copy(update={"weight": weights[m.id]}) for m in a_course().modules)
    work = (
        graded("ada", "one", 10),
        graded("ada", "two", 6),
        graded("ada", "four", 1, needs_manual_grade=True),
    )
    course = a_course().model_copy(update={"modules": modules})
    assert row(reckon(material(*work, course=course), NOW), "ada").share == pytest.approx(0.7)
    over = modules[2].model_copy(update={"closes": NOW - DAY})
    course = course.model_copy(update={"modules": (*modules[:2], over, modules[3])})
    assert row(reckon(material(*work, course=course), NOW), "ada").share == pytest.approx(2.8 / 6)


def test_without_a_course_file_points_and_the_gradebooks_dates_count() -> None:
    """As nbgrader has them: every module is required."""
    more = graded("ada", "two", 2)
    assert more.score
    twice = more._replace(score=more.score.model_copy(update={"max_score": 30}))
    due = {"one": NOW - 2 * DAY, "three": NOW - DAY, "four": NOW + DAY}
    ada = row(reckon(material(graded("ada", "one", 8), twice, course=None, due=due), NOW), "ada")
    assert (ada.share, ada.late) == (10 / 40, ("one",))
    assert (ada.missing, ada.at) == (("three",), "three")


def test_more_time_moves_what_is_late_and_what_is_missing() -> None:
    """Also for somebody who has handed in nothing."""
    due = a_course().modules[0].due
    assert due is not None
    work = graded("ada", "one", 10, at=due + 2 * DAY)
    assert row(reckon(material(work), NOW), "ada").late == ("one",)
    more = {("ada", "one"): timedelta(days=3), ("ben", "one"): timedelta(days=300)}
    found = reckon(material(work, more_time=more), NOW)
    assert row(found, "ada").late == ()
    assert not row(found, "ada").modules[0].outdated
    score = work.score.model_copy(update={"late_penalty": 2.0}) if work.score else None
    [entry] = row(reckon(material(work._replace(score=score), more_time=more), NOW), "ada").modules
    assert entry.outdated  # until it is graded again
    assert "one" not in row(found, "ben").missing
    assert row(found, "ben").more_time == {"one": timedelta(days=300)}


def test_the_checks_that_most_fail_stand_first() -> None:
    """By the share of those who tried; what nobody failed is left out."""
    work = [graded(name, "one", score) for name, score in (("ada", 7), ("ben", 5), ("cleo", 10))]
    titles = {("one", "check-1"): "Second"}
    [first] = reckon(material(*work, titles=titles), NOW).checks
    assert (first.id, first.title, first.tried, first.failed) == ("check-1", "Second", 3, 2)


def test_questions_missed_and_misjudged_are_counted() -> None:
    """Over all who answered."""
    work = [
        graded("ada", "one", 5)._replace(spoken=told(right=1, misjudged=2)),
        graded("ben", "one", 5)._replace(spoken=told(misjudged=1)),
    ]
    found = reckon(material(*work), NOW).questions
    assert [(one.id, one.answered, one.wrong, one.sure_and_wrong) for one in found] == [
        ("w0", 2, 2, 2),
        ("w1", 1, 1, 1),
    ]


def test_a_part_that_waits_for_a_person_is_no_low_score() -> None:
    """What is not final is no sign of anything."""
    work = [graded("ada", m, 1, needs_manual_grade=True) for m in ("one", "two")]
    assert "low_scores" not in rules_of(material(*work), "ada")


@pytest.mark.parametrize(
    ("found", "rule"),
    [
        (material(students={"ada": Student("ada")}), "nothing_handed_in"),
        (material(graded("ada", "three", 10, at=NOW)), "modules_missing"),
        (material(graded("ada", "one", 10, at=NOW - 14 * DAY)), "gone_quiet"),
        (material(graded("ada", "one", 4), graded("ada", "two", 4)), "low_scores"),
        (material(graded("ada", "one", 4, attempts=4)), "many_attempts"),
        (
            material(*(graded("ada", m, 10, at=NOW + 99 * DAY) for m in MODULES[:3])),
            "often_late",
        ),
        (material(graded("ada", "one", 9)._replace(spoken=told(sure=2))), "low_confidence"),
        (material(graded("ada", "one", 9)._replace(spoken=told(misjudged=3))), "sure_and_wrong"),
        (material(asked=(question("ada", NOW - 3 * DAY),)), "waits_for_a_reply"),
    ],
    ids=lambda case: case if isinstance(case, str) else "",
)
def test_each_rule_says_so_in_a_sentence(found: Material, rule: str) -> None:
    """With its figures in it, and never for somebody of whom nothing of it is true."""
    says = {r.rule: r.says for r in row(reckon(found, NOW), "ada").may_need_help}
    assert rule in says
    assert says[rule].endswith(".")
    on_time = [graded("zoe", m, 10, at=NOW - (40 - n) * DAY) for n, m in enumerate(MODULES)]
    both = found._replace(work=(*found.work, *on_time))
    assert rules_of(both, "zoe") == []


@pytest.mark.parametrize(
    "found",
    [
        material(graded("ada", "one", 10, at=NOW - 13.9 * DAY)),
        material(graded("ada", "one", 5), graded("ada", "two", 4)),
        material(graded("ada", "one", 4, attempts=3)),
        material(graded("ada", "one", 9)._replace(spoken=told(sure=3, misjudged=2))),
        material(asked=(question("ada", NOW - 2 * DAY),)),
    ],
)
def test_just_under_a_threshold_says_nothing(found: Material) -> None:
    """Thresholds mean what the guide says of them."""
    silent = {"nothing_handed_in", "modules_missing"}
    assert set(rules_of(found, "ada")) <= silent


def test_the_thresholds_of_the_course_file_hold() -> None:
    """`pass` and `feedback_within` take the place of our own."""
    course = a_course(pass_score=0.3, feedback_within="P9D")
    low = [graded("ada", m, 4) for m in ("one", "two")]
    asked = (question("ada", NOW - 8 * DAY),)
    found = material(*low, course=course, asked=asked)
    assert {"low_scores", "waits_for_a_reply"} & set(rules_of(found, "ada")) == set()


def test_what_waits_longest_stands_first() -> None:
    """Hand-ins and questions together, each with its promise and the command that goes on."""
    work = [
        graded("ada", "one", 5, at=NOW - 3 * DAY, feedback=False),
        graded("ben", "one", 5, at=NOW - DAY, feedback=False)._replace(score=None),
        graded("cleo", "one", 5, at=NOW - 4 * DAY, needs_manual_grade=True),
        graded("dan", "one", 5, at=NOW - 9 * DAY),
        graded("eve", "one", 5, at=NOW - DAY / 2, problem="Broken.")._replace(score=None),
    ]
    asked = (question("fay", NOW - 2.5 * DAY, 7),)
    course = a_course(feedback_within="P2D")
    found = reckon(material(*work, asked=asked, course=course), NOW).waiting
    assert [(one.learner, one.kind, one.overdue) for one in found] == [
        ("cleo", "person", True),
        ("ada", "feedback", True),
        ("fay", "question", True),
        ("ben", "grading", False),
        ("eve", "problem", False),
    ]
    assert found[2].next == "ownpace answer 7"
    assert found[0].promised == NOW - 2 * DAY


def test_a_report_without_names_gives_nobody_away() -> None:
    """No id, name, mail, hour or folder of a learner is left; all figures are."""
    names = {"ada-77": Student("ada-77", "Ada", "Lovelace", "ada@example.org", "lms-4711")}
    work = [
        graded("ada-77", "one", 5, at=NOW - 3 * DAY, feedback=False),
        graded("ben-88", "one", 9, problem="See attempts/ben-88/one.")._replace(score=None),
    ]
    named = reckon(material(*work, students=names, asked=(question("ben-88", NOW - DAY),)), NOW)
    found = anonymous(named, [1, 0])
    text = found.model_dump_json()
    secret = ("ada", "Ada", "Lovelace", "lms-4711", "ben", 'T12:00:00Z","score')
    assert [word for word in secret if word in text] == []
    assert [one.id for one in found.learners] == ["learner-1", "learner-2"]
    assert found.learners[1].share == row(named, "ada-77").share
    assert found.modules == named.modules


def test_the_guide_states_every_rule() -> None:
    """In the rule's own words, thresholds included."""
    guide = " ".join(GUIDE.read_text(encoding="utf-8").split())
    told = [f"| `{sign.__name__}` | {' '.join((sign.__doc__ or '').split())} |" for sign in SIGNS]
    assert [line for line in told if line not in guide] == []
