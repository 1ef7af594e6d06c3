"""The page that a learner gets back, made of parts; and notebooks that cannot act in a browser."""

from ownpace_graders.page.disarming import disarmed
from ownpace_graders.page.facts import Comment, Corrected, Facts, Lateness, Told
from ownpace_graders.page.hiding import hide
from ownpace_graders.page.markdown import markdown
from ownpace_graders.page.outputs import drawing, joined, shown
from ownpace_graders.page.page import render
from ownpace_graders.page.pictures import Beside

__all__ = [
    "Beside",
    "Comment",
    "Corrected",
    "Facts",
    "Lateness",
    "Told",
    "disarmed",
    "drawing",
    "hide",
    "joined",
    "markdown",
    "render",
    "shown",
]
