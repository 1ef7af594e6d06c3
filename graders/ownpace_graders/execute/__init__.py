"""Executing submissions: a warm, confined worker, and a fork of it for each of them."""

from ownpace_graders.execute.controller import execute
from ownpace_graders.execute.crew import Crew
from ownpace_graders.execute.model import Kernel, Limits, Ran, Settings, Task

__all__ = ["Crew", "Kernel", "Limits", "Ran", "Settings", "Task", "execute"]
