"""``ownpace adopt``: a course file for a course that nbgrader has carried so far."""

from ownpace_graders.adopt.adopting import adopt

__all__ = ["adopt"]
