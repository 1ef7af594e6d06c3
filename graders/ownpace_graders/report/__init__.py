"""``ownpace report``: who is where."""

from ownpace_graders.report.model import Entry, LearnerRow, ModuleColumn, Report
from ownpace_graders.report.reading import report

__all__ = ["Entry", "LearnerRow", "ModuleColumn", "Report", "report"]
