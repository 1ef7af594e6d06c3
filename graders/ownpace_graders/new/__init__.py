"""``ownpace new``: a course of one's own, begun as a copy of the sample; or a module in it."""

from ownpace_graders.new.copying import new
from ownpace_graders.new.module import new_module

__all__ = ["new", "new_module"]
