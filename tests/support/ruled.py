"""Courses with dates and rules, and the extensions beside them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

from hypothesis import strategies as st

from ownpace.course.model import Course, Late, Module, Rules
from ownpace_graders.rules import Grant, Rulebook

OPENS = datetime(2027, 1, 4, tzinfo=UTC)
DUE = datetime(2027, 1, 18, 12, tzinfo=UTC)
CLOSES = datetime(2027, 2, 1, tzinfo=UTC)
DAY = timedelta(days=1)
LEARNER, MODULE = "ada", "plan"


def rulebook(*grants: Grant, late: Late | None = None, **dates: object) -> Rulebook:
    """A course of one module, with all its dates unless ``dates`` say otherwise."""
    given = {"opens": OPENS, "due": DUE, "closes": CLOSES, **dates}
    module = Module.model_validate({"id": MODULE, "title": "Plan", **given})
    rules = Rules(late=late)
    return Rulebook(Course(revision=1, id="c", title="C", rules=rules, modules=(module,)), grants)


def lates() -> st.SearchStrategy[Late]:
    """Every rule that a course file can hold."""
    share = st.floats(0, 1)
    spans = st.timedeltas(timedelta(0), timedelta(days=9))
    return st.builds(Late, grace=spans, per_day=share, floor=share)


def grants() -> st.SearchStrategy[Grant]:
    """Extensions of the learner's or of somebody else's, of each kind."""
    who = st.sampled_from([LEARNER, "ben"])
    where = st.sampled_from([None, MODULE])
    none, days = st.none(), st.timedeltas(timedelta(0), timedelta(days=40))
    return st.one_of(
        st.builds(Grant, who, where, days, none, none),
        st.builds(Grant, who, where, none, moments(), none),
        st.builds(Grant, who, where, none, none, st.floats(0, 10)),
    )


def moments() -> st.SearchStrategy[datetime]:
    """From before the module opens to long after it has closed."""
    days = st.timedeltas(timedelta(-40), timedelta(150))
    return st.builds(lambda after: OPENS + after, days)


def write_dates(root: Path, rules: str = "", **dates: str) -> None:
    """Make ``course.yml`` of a small course say when its module is due and closes."""
    said = "".join(f", {name}: {value}" for name, value in dates.items())
    text = f"title: A small course\nid: small-1\ntimezone: UTC\n{rules}modules:\n"
    (root / "course.yml").write_text(f"{text}  - {{id: sums, title: Sums{said}}}\n")
