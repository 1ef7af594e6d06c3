"""A course directory's configuration, read without nbgrader: its import takes two seconds, in
which a class gets its feedback.

What is read is what ``CourseDirectory`` of nbgrader 0.9 reads, from the same files in the same
order; ``tests/python/bridge/test_glancing.py`` holds it to that.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

from jupyter_core.application import JupyterApp
from traitlets import Bool, Unicode, default
from traitlets.config import LoggingConfigurable

from ownpace_graders.bridge.classroom import Classroom
from ownpace_graders.bridge.settings import FEEDBACK, PAGE
from ownpace_graders.bridge.work import quiet_log

#: Names that nbgrader still understands, and settings of its converter: we leave them to it.
_NOT_OURS = (
    *("NbGrader", "NbGraderConfig", "BasicConfig", "BaseNbGraderApp", "BaseApp", "Feedback"),
    *("TransferApp", "BaseNbConvertApp", "BaseConverter", "GetGrades", "HideTests"),
)
#: What may be said of ``GenerateFeedback``.
_OURS = {"preprocessors": FEEDBACK, "exporter_class": PAGE}


class CourseDirectory(LoggingConfigurable):
    """nbgrader's class of this name, as far as feedback needs it."""

    root = Unicode().tag(config=True)
    course_id = Unicode().tag(config=True)
    db_url = Unicode().tag(config=True)
    directory_structure = Unicode(
        os.path.join("{nbgrader_step}", "{student_id}", "{assignment_id}")
    ).tag(config=True)
    source_directory = Unicode("source").tag(config=True)
    release_directory = Unicode("release").tag(config=True)
    submitted_directory = Unicode("submitted").tag(config=True)
    autograded_directory = Unicode("autograded").tag(config=True)
    feedback_directory = Unicode("feedback").tag(config=True)
    student_id_exclude = Unicode().tag(config=True)
    notebook_id = Unicode("*").tag(config=True)
    groupshared = Bool(False).tag(config=True)

    @default("db_url")
    def _beside(self) -> str:
        return f"sqlite:///{os.path.abspath(os.path.join(self.root, 'gradebook.db'))}"

    def format_path(self, nbgrader_step: str, student_id: str, assignment_id: str) -> str:
        path = self.directory_structure.format(
            nbgrader_step=nbgrader_step, student_id=student_id, assignment_id=assignment_id
        )
        return os.path.join(self.root, path)


class Glance(JupyterApp):
    """Reads ``nbgrader_config.py`` where nbgrader does, the course's own last."""

    config_file_name = Unicode("nbgrader_config")
    raise_config_file_errors = True
    course_root = ""
    coursedir: Any = None

    def load_config_file(  # type: ignore[override]  # as JupyterApp has it
        self, suppress_errors: bool = True
    ) -> None:
        super().load_config_file(suppress_errors)
        super(JupyterApp, self).load_config_file("nbgrader_config.py", path=self.course_root)


def look(root: Path) -> Classroom | None:
    """The course at ``root``; ``None`` where nbgrader itself has to be asked: its configuration
    says more about feedback than is understood here, or cannot be read. Its ``app`` holds
    configuration and folders, and no exchange."""
    app = Glance(log=quiet_log())
    app.course_root = str(root.resolve())
    if app.course_root not in sys.path:
        sys.path.insert(0, app.course_root)  # a course may keep its own steps there
    try:
        app.initialize([])
        app.coursedir = CourseDirectory(parent=app, **_root(app))
    except KeyboardInterrupt:
        raise
    except BaseException:  # as a configuration may raise anything; nbgrader's words are told
        return None
    if _says_more(app):
        return None
    return Classroom(Path(app.coursedir.root), app.coursedir.course_id, app)


def _root(app: Glance) -> dict[str, str]:
    return {} if "root" in app.config.CourseDirectory else {"root": app.course_root}


def _says_more(app: Glance) -> bool:
    about, folders = app.config.GenerateFeedback, app.coursedir
    return (
        any(app.config.get(name) for name in _NOT_OURS)
        or any(name not in _OURS or about[name] != _OURS[name] for name in about)
        or folders.groupshared
        or folders.notebook_id != "*"
    )
