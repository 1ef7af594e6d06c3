"""The nbgrader application that carries a course's configuration (imports nbgrader)."""

from __future__ import annotations

import sys
from pathlib import Path

from nbgrader.apps.baseapp import NbGrader
from nbgrader.auth import Authenticator
from nbgrader.exchange import ExchangeFactory

from ownpace.errors import CommandError
from ownpace_graders.bridge.work import at_work, quiet_log


class CourseApp(NbGrader):  # type: ignore[misc]
    """Reads the course's ``nbgrader_config.py`` wherever the command was typed, and is silent."""

    load_cwd_config = False  # the course's own folder is the one that counts
    raise_config_file_errors = True

    def init_syspath(self) -> None:
        """A course may keep its own preprocessors beside its configuration."""
        if str(self.coursedir_root) not in sys.path:
            sys.path.insert(0, str(self.coursedir_root))

    coursedir_root = ""


def load(root: Path) -> CourseApp:
    """The configured application of the course at ``root``."""
    app = CourseApp(log=quiet_log())
    app.coursedir_root = str(root)
    try:
        with at_work():
            app.initialize([], root=str(root))
    except KeyboardInterrupt:
        raise
    except BaseException as problem:  # nbgrader leaves by SystemExit where a value is not allowed
        raise CommandError(
            f"The configuration in {root / 'nbgrader_config.py'} cannot be used: {problem}",
            hint="Correct it, then run the command again.",
        ) from problem
    app.authenticator = Authenticator(parent=app)
    app.exchange = ExchangeFactory(parent=app)
    return app
