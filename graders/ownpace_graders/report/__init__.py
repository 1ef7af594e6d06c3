"""``ownpace report``: who is where, and who may need help."""

from ownpace_graders.report.anonymous import anonymous
from ownpace_graders.report.material import Material
from ownpace_graders.report.model import (
    CheckFigure,
    Entry,
    LearnerRow,
    ModuleColumn,
    QuestionFigure,
    Reason,
    Report,
    Waiting,
)
from ownpace_graders.report.reading import gather, report
from ownpace_graders.report.reckoning import reckon
from ownpace_graders.report.sheets import canvas, moodle, spreadsheet

__all__ = [
    "CheckFigure",
    "Entry",
    "LearnerRow",
    "Material",
    "ModuleColumn",
    "QuestionFigure",
    "Reason",
    "Report",
    "Waiting",
    "anonymous",
    "canvas",
    "gather",
    "moodle",
    "reckon",
    "report",
    "spreadsheet",
]
