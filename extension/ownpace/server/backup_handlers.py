"""The routes of *Save everything* and *Bring back*, below ``ownpace/api/``."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from functools import partial

from jupyter_server.auth.decorator import authorized
from tornado import web

from ownpace.errors import OwnpaceError
from ownpace.models import Model
from ownpace.server import actions
from ownpace.server.desk import Desk
from ownpace.server.handlers import DeskHandler, now
from ownpace.server.pile import Pile, read_pile


class PartsHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.answer(self.turns.alone(partial(actions.list_parts, self.desk, now())))


class EverythingHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.hand_out(partial(actions.save_everything, self.desk, now()))

    async def hand_out(self, make: Callable[[], bytes]) -> None:
        """Send a zip file, or the problem that making it raises."""
        try:
            content = await self.turns.alone(make)
        except OwnpaceError as error:
            await self.refuse(error)
        else:
            await self.finish(content, set_content_type="application/zip")


class PartHandler(EverythingHandler):
    @web.authenticated
    @authorized
    async def get(self, part: str) -> None:
        await self.hand_out(partial(actions.save_part, self.desk, part, now()))


class CompareHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self) -> None:
        await self.answer(self.with_pile(actions.compare))

    async def with_pile(self, action: Callable[[Desk, Pile, datetime], Model]) -> Model:
        body = self.request.body
        return await self.turns.alone(lambda: action(self.desk, read_pile(body), now()))


class BringBackHandler(CompareHandler):
    @web.authenticated
    @authorized
    async def post(self) -> None:
        await self.answer(self.with_pile(actions.bring_back))


#: Each route below ``ownpace/api/``, and its handler.
ROUTES: tuple[tuple[str, type[DeskHandler]], ...] = (
    (r"backup", PartsHandler),
    (r"backup/everything", EverythingHandler),
    (r"backup/parts/([^/]+)", PartHandler),
    (r"backup/compare", CompareHandler),
    (r"backup/bring-back", BringBackHandler),
)
