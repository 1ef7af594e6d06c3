"""The checks and quiz questions that most learners miss."""

from __future__ import annotations

from collections import Counter

from ownpace_graders.report.material import Material
from ownpace_graders.report.model import CheckFigure, QuestionFigure

Place = tuple[str, ...]


def failing_checks(found: Material) -> tuple[CheckFigure, ...]:
    """Every check that was graded and that somebody failed, the most failed first. What a person
    grades is not among them."""
    tried: Counter[Place] = Counter()
    failed: Counter[Place] = Counter()
    for work in found.work:
        for check in work.score.checks if work.score else ():
            if check.kind == "check" and check.points and check.score is not None:
                tried[work.module, check.id] += 1
                failed[work.module, check.id] += check.score < check.points
    return tuple(
        CheckFigure(
            module=module,
            id=check,
            title=found.titles.get((module, check), check),
            tried=tried[module, check],
            failed=failed[module, check],
        )
        for module, check in _most_missed(tried, failed)
    )


def failing_questions(found: Material) -> tuple[QuestionFigure, ...]:
    """Every quiz question that somebody got wrong, the most missed first."""
    answered: Counter[Place] = Counter()
    wrong: Counter[Place] = Counter()
    misjudged: Counter[Place] = Counter()
    texts: dict[Place, str] = {}
    for work in found.work:
        for one in work.spoken.responses:
            place = (work.module, one.quiz, one.question)
            texts[place] = one.text
            answered[place] += 1
            wrong[place] += not one.right
            misjudged[place] += one.sure and not one.right
    return tuple(
        QuestionFigure(
            module=place[0],
            quiz=place[1],
            id=place[2],
            text=texts[place],
            answered=answered[place],
            wrong=wrong[place],
            sure_and_wrong=misjudged[place],
        )
        for place in _most_missed(answered, wrong)
    )


def _most_missed(tried: Counter[Place], missed: Counter[Place]) -> list[Place]:
    """By the share of those who tried; of equal ones what more people missed, then by name."""
    found = [place for place in tried if missed[place]]
    return sorted(found, key=lambda one: (-missed[one] / tried[one], -missed[one], one))
