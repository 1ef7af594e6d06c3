"""``ownpace new``: a course of one's own, begun as a copy of the sample."""

from ownpace_graders.new.copying import new

__all__ = ["new"]
