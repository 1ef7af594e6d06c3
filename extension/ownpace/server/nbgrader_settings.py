"""What an administrator configured for nbgrader, read without importing it.

nbgrader takes over two seconds to import; drawing the panel needs only these few values. The whole
configuration is handed to nbgrader's own classes when they are used.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from jupyter_core.application import JupyterApp
from jupyter_core.paths import jupyter_data_dir
from traitlets.config import Config

_DEFAULT_ROOT = "/usr/local/share/nbgrader/exchange"


class _Reader(JupyterApp):
    """Finds ``nbgrader_config.py`` where nbgrader does: on Jupyter's configuration paths."""

    name = "nbgrader"
    config_file_name = "nbgrader_config"


def read_config() -> Config:
    """nbgrader's configuration; a file with an error in it is logged and passed over."""
    reader = _Reader()
    reader.load_config_file()
    return reader.config


def exchange_root(config: Config) -> Path:
    return Path(str(config.Exchange.get("root") or _DEFAULT_ROOT))


def exchange_cache(config: Config) -> Path:
    """Where nbgrader keeps a copy of what the learner submitted."""
    return Path(str(config.Exchange.get("cache") or Path(jupyter_data_dir(), "nbgrader_cache")))


def course_id(config: Config) -> str:
    return str(config.CourseDirectory.get("course_id") or "")


def learner(config: Config) -> str:
    """The name that nbgrader gives to who hands in (``nbgrader.utils.get_username``, 0.9.6): the
    system's user, or the hub's where every learner's container has the same one."""
    configured = str(config.CourseDirectory.get("student_id") or "*")
    if configured != "*":
        return configured
    name = _system_user()
    return os.environ.get("JUPYTERHUB_USER", name) if name == "jovyan" else name


def _system_user() -> str:
    if sys.platform == "win32":
        return os.environ.get("USERNAME", "")
    import pwd

    return pwd.getpwuid(os.getuid()).pw_name
