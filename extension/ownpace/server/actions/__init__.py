"""What a learner does at the desk: a function for each button of the panel.

Each takes the desk, what it is about, and the time now; changes files; and returns the reply. All
but the running of checks must not run twice at once on one desk.
"""

from ownpace.server.actions.ask import ask
from ownpace.server.actions.bring_back import bring_back, compare
from ownpace.server.actions.check import conclude_check, run_check
from ownpace.server.actions.feedback import fetch_feedback, open_feedback
from ownpace.server.actions.save_everything import list_parts, save_everything, save_part
from ownpace.server.actions.start import start
from ownpace.server.actions.start_over import start_over
from ownpace.server.actions.submit import submit
from ownpace.server.actions.tick import tick
from ownpace.server.actions.update import update

__all__ = [
    "ask",
    "bring_back",
    "compare",
    "conclude_check",
    "fetch_feedback",
    "list_parts",
    "open_feedback",
    "run_check",
    "save_everything",
    "save_part",
    "start",
    "start_over",
    "submit",
    "tick",
    "update",
]
