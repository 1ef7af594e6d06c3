"""JupyterLab for the fourth learner: whoever runs the demonstration."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.demo.exchange import POSSIBLE, exchange_of
from ownpace_graders.demo.loop import Demo, released_course
from ownpace_graders.publish import publish


def open_lab(demo: Demo) -> None:
    """Open JupyterLab in a learner's new folder, and wait until it is closed."""
    make_ready(demo)
    process = subprocess.Popen(lab_command(demo), cwd=demo.you, env=environment(demo))
    try:
        status = process.wait()
    except KeyboardInterrupt:
        # Ctrl-C goes to JupyterLab too, which then closes its kernels.
        process.wait()
        return
    if status:
        raise CommandError(
            f"JupyterLab ended with the status {status}.", hint="Run `ownpace doctor`."
        )


def make_ready(demo: Demo) -> None:
    """The fourth learner's folder: empty where there is an exchange, else what is published."""
    if POSSIBLE:
        demo.you.mkdir()
    else:
        publish(demo.course, demo.you)


def lab_command(demo: Demo) -> list[str]:
    mode = "exchange" if POSSIBLE else "bundle"
    options = [
        f"--ServerApp.root_dir={demo.you}",
        "--ServerApp.answer_yes=True",  # closing asks no question
        f"--Ownpace.mode={mode}",
        f"--Ownpace.course_id={released_course(demo).id}",
    ]
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        options.append("--allow-root")
    return [sys.executable, "-m", "jupyter", "lab", *options]


def environment(demo: Demo) -> dict[str, str]:
    """This one's, with the demonstration's exchange in front of any other configuration."""
    settings = demo.place / "settings"
    settings.mkdir(exist_ok=True)
    _write_settings(demo, settings / "nbgrader_config.py")
    hide_nbgrader(settings)
    path = [str(settings), *filter(None, [os.environ.get("JUPYTER_CONFIG_PATH")])]
    return {**os.environ, "JUPYTER_CONFIG_PATH": os.pathsep.join(path)}


def hide_nbgrader(config: Path) -> None:
    """Leave out nbgrader's own menus, which learners do not need beside the panel; ``config`` is a
    folder on the Jupyter path."""
    page = {"disabledExtensions": {"@jupyter/nbgrader": True}}
    folder = config / "labconfig"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "page_config.json").write_text(json.dumps(page), encoding="utf-8")


def _write_settings(demo: Demo, config: Path) -> None:
    lines = [
        "c = get_config()",
        f"c.CourseDirectory.course_id = {released_course(demo).id!r}",
        f"c.Exchange.root = {str(exchange_of(demo))!r}",
        # Else what is handed in here would stay in this account's own cache.
        f"c.Exchange.cache = {str(demo.place / 'cache')!r}",
    ]
    config.write_text("\n".join(lines) + "\n", encoding="utf-8")
