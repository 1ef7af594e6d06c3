"""``ownpace grade``: execute and score what was handed in."""

from ownpace_graders.grade.grade import grade

__all__ = ["grade"]
