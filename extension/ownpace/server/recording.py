"""Recording progress when a notebook of the course is saved."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import partial
from typing import Any

from jupyter_server.serverapp import ServerApp

from ownpace.errors import OwnpaceError
from ownpace.server.desks import Desks

#: Jupyter's own schema, under which its contents manager tells of every save.
CONTENTS = "https://events.jupyter.org/jupyter_server/contents_service/v1"


def record_on_save(server: ServerApp, desks: Desks) -> None:
    """From now on, record what each saved notebook of a course shows."""

    async def listener(logger: Any, schema_id: str, data: dict[str, Any]) -> None:
        seat = desks.of(data.get("path", "")) if data.get("action") == "save" else None
        if seat is not None:
            try:
                await seat.turns.alone(partial(seat.desk.record, datetime.now(UTC)))
            except (OwnpaceError, OSError) as problem:
                # The save itself is done; the panel shows the same problem when it next asks.
                server.log.info("Ownpace: progress was not recorded: %s", problem)

    if server.event_logger is not None:
        server.event_logger.add_listener(schema_id=CONTENTS, listener=listener)
