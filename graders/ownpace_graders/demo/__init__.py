"""``ownpace demo``: the whole loop on the sample course, with learners who really work."""

from ownpace_graders.demo.lab import open_lab
from ownpace_graders.demo.loop import Demo, play

__all__ = ["Demo", "open_lab", "play"]
