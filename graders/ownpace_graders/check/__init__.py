"""``ownpace check``: is the course sound, and does every solution earn its marks?"""

from ownpace_graders.check.course import Options, check

__all__ = ["Options", "check"]
