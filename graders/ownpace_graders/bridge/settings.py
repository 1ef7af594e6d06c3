"""What a course's ``nbgrader_config.py`` sets, so that nbgrader's own commands and formgrader are
cured as ours are."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.error import YAMLError

SANITIZE = [
    "nbgrader.preprocessors.ClearOutput",
    "ownpace_graders.bridge.cures.DropDuplicates",
    "nbgrader.preprocessors.OverwriteKernelspec",
    "ownpace_graders.bridge.cures.RestoreCells",
    "nbgrader.preprocessors.CheckCellMetadata",
]
AUTOGRADE = [
    "ownpace_graders.bridge.quizzes.ScoreQuizzes",
    "nbgrader.preprocessors.Execute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "ownpace_graders.bridge.quizzes.ShowScores",
    "nbgrader.preprocessors.SaveAutoGrades",
    "ownpace_graders.bridge.lateness.ApplyLateRule",
    "nbgrader.preprocessors.CheckCellMetadata",
    "ownpace_graders.bridge.disarming.Disarm",
]
FEEDBACK = [
    "nbgrader.preprocessors.GetGrades",
    "ownpace_graders.bridge.hiding.HideTests",
    "ownpace_graders.bridge.quizzes.OpenQuizzes",
    "nbconvert.preprocessors.CSSHTMLHeaderPreprocessor",
]
LATE = "ownpace_graders.bridge.lateness.CoursePenalty"
PAGE = "ownpace_graders.bridge.pages.FeedbackPage"


def configure(c: Any, config_file: str) -> None:
    """Set up nbgrader for an Ownpace course: called by its ``nbgrader_config.py``.

    >>> from ownpace_graders.bridge import configure
    >>> configure(c, __file__)  # doctest: +SKIP

    The course's id comes from ``course.yml`` beside ``config_file``. Set what you like after the
    call: later lines win.
    """
    root = Path(config_file).resolve().parent
    c.CourseDirectory.root = str(root)
    if course := _course_id(root / "course.yml"):
        c.CourseDirectory.course_id = course
    c.Autograde.sanitize_preprocessors = list(SANITIZE)
    c.Autograde.autograde_preprocessors = list(AUTOGRADE)
    c.AssignLatePenalties.plugin_class = LATE
    c.GenerateFeedback.preprocessors = list(FEEDBACK)
    c.GenerateFeedback.exporter_class = PAGE


def _course_id(course_file: Path) -> str | None:
    """Only the id: nbgrader must start also while the rest of the file is being corrected."""
    try:
        content = YAML(typ="safe").load(course_file)
    except (OSError, YAMLError, UnicodeDecodeError):
        return None
    found = content.get("id") if isinstance(content, dict) else None
    return found if isinstance(found, str) else None
