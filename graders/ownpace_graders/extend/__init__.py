"""``ownpace extend``: more time for one learner."""

from ownpace_graders.extend.extend import Ask, extend

__all__ = ["Ask", "extend"]
