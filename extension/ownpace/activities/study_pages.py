"""The static forms of ``plan`` and ``review``. They travel with the notebook, so nothing that is
kept in study.json is in them."""

from __future__ import annotations

from ownpace.activities.page import Bundle, inline, section
from ownpace.course.model import Course, Module
from ownpace.progress.words import moment

_REVIEW = (
    "Questions of completed modules come back here, about ten minutes at a time. Which ones, and "
    "when, is kept on the learner's own machine, and is not handed in."
)
_PRIVATE = "It is kept on the learner's own machine, and is not handed in."


def plan_page(course: Course, saved: bool) -> Bundle:
    """What there was to plan, and whether a plan was saved."""
    said = f"A plan is saved. {_PRIVATE}" if saved else "No plan is saved yet."
    rows = "".join(_row(module, course.timezone) for module in course.modules)
    head = "".join(f'<th scope="col">{name}</th>' for name in ("Module", "Minutes", "Opens", "Due"))
    table = f"<table><thead><tr>{head}</tr></thead><tbody>{rows}</tbody></table>"
    return {
        "text/plain": f"Study plan: {said}",
        "text/html": section("Study plan", f"<p>{said}</p>", table),
    }


def review_page() -> Bundle:
    """What a review is; which questions are due depends on who looks, and when."""
    return {
        "text/plain": f"Review: {_REVIEW}",
        "text/html": section("Review", f"<p>{_REVIEW}</p>"),
    }


def _row(module: Module, zone: str) -> str:
    dates = (moment(at, zone) if at else "" for at in (module.opens, module.due))
    cells = (inline(module.title), str(module.minutes or ""), *dates)
    return f"<tr>{''.join(f'<td>{cell}</td>' for cell in cells)}</tr>"
