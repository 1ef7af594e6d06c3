"""Recording progress when a notebook of the course is saved."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from pathlib import PurePosixPath
from typing import Any

from jupyter_server.serverapp import ServerApp

from ownpace.errors import OwnpaceError
from ownpace.server.desk import Desk
from ownpace.server.turns import Turns

#: Jupyter's own schema, under which its contents manager tells of every save.
CONTENTS = "https://events.jupyter.org/jupyter_server/contents_service/v1"


def record_on_save(server: ServerApp, desk: Desk, turns: Turns) -> None:
    """From now on, record what each saved notebook of the course shows."""

    async def listener(logger: Any, schema_id: str, data: dict[str, Any]) -> None:
        if data.get("action") == "save" and is_in_course(data.get("path", ""), desk.server_path):
            try:
                await turns.alone(partial(desk.record, datetime.now(UTC)))
            except (OwnpaceError, OSError) as problem:
                # The save itself is done; the panel shows the same problem when it next asks.
                server.log.info("Ownpace: progress was not recorded: %s", problem)

    if server.event_logger is not None:
        server.event_logger.add_listener(schema_id=CONTENTS, listener=listener)


def is_in_course(path: str, course_folder: str) -> bool:
    """Whether a path of Jupyter's contents is a notebook in the course's folder."""
    saved = PurePosixPath(path.strip("/"))
    return saved.suffix == ".ipynb" and saved.is_relative_to(course_folder)
