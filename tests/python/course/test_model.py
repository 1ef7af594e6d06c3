"""What a course.json may say."""

from __future__ import annotations

from typing import Any

import pytest
from pydantic import ValidationError

from ownpace.course import Course

M = {"id": "m", "title": "M"}
REFUSED: dict[str, dict[str, Any]] = {
    "a module named as a folder of ours": {"modules": [{**M, "id": "Released"}]},
    "two modules of one folder": {"modules": [M, {**M, "id": "M"}]},
    "a revision that nothing can follow": {"revision": 10**9 + 1},
    "a meeting of ages": {"meetings": [{"at": "2027-01-01T00:00Z", "title": "", "minutes": 10**7}]},
    "a date at the end of time": {"modules": [{**M, "due": "9999-12-31T23:59:59-23:59"}]},
    "a date before all clocks": {"modules": [{**M, "opens": "0001-01-01T00:00:00+23:59"}]},
    "a zone that is a path": {"timezone": "../../etc/passwd"},
    "a zone that is none": {"timezone": "Europe/Atlantis"},
    "a grace without end": {"rules": {"late": {"grace": "P999999999D"}}},
    "a grace before the date": {"rules": {"late": {"grace": "-P2D"}}},
    "no number": {"modules": [{**M, "resources": [
        {"kind": "link", "href": "https://a.org", "title": "", "minutes": float("inf")}]}]},
}  # fmt: skip


def course(**changes: Any) -> Course:
    plain = {"revision": 1, "id": "c", "title": "C", "modules": [M]}
    return Course.model_validate({**plain, **changes})


def test_the_smallest_course() -> None:
    """A course needs little: an id, a title and one module."""
    assert course().module("m")


@pytest.mark.parametrize("name", REFUSED)
def test_what_no_course_can_mean_is_refused(name: str) -> None:
    """A copy that says so is not valid, so it is passed over."""
    with pytest.raises(ValidationError):
        course(**REFUSED[name])
