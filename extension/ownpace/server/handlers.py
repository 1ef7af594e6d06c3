"""The routes of the panel, below ``ownpace/api/``: thin, authenticated and authorised.

GET changes nothing on disk. POST refuses a cookie session without its ``_xsrf`` (Jupyter's own
check; requests that carry a token need none). Every refusal is a ``Problem``, never a traceback.
"""

from __future__ import annotations

from collections.abc import Awaitable
from datetime import UTC, datetime
from functools import cached_property, partial
from typing import Any

from jupyter_server.auth.decorator import authorized
from jupyter_server.base.handlers import APIHandler
from pydantic import ValidationError
from tornado import web

from ownpace.errors import OwnpaceError, WorkError
from ownpace.models import Model
from ownpace.server import actions
from ownpace.server.desk import Desk
from ownpace.server.desks import Desks, Seat
from ownpace.server.panel import panel
from ownpace.server.problems import problem_of, status_of
from ownpace.server.turns import Turns
from ownpace.server.wire import Asking, Panel, Submission, Updating
from ownpace.store.files import hint_for
from ownpace.store.questions import LONGEST


class DeskHandler(APIHandler):
    """What the handlers share: the desk of the course that is asked for, and how to answer. Who
    takes several courses says which: ``?course=FOLDER``."""

    auth_resource = "contents"  # whoever may change files here may do all of this

    def initialize(self, desks: Desks) -> None:
        self._desks = desks

    @property
    def desk(self) -> Desk:
        return self._seat.desk

    @property
    def turns(self) -> Turns:
        return self._seat.turns

    @cached_property
    def _seat(self) -> Seat:
        seat = self._desks.at(self.get_query_argument("course", None))
        if seat is None:
            raise web.HTTPError(404)
        return seat

    async def answer(self, reply: Awaitable[Model]) -> None:
        """Send what ``reply`` comes to, or the problem it raises."""
        try:
            await self.finish((await reply).model_dump_json())
        except OwnpaceError as error:
            await self.refuse(error)
        except OSError as error:
            self.log.warning("Ownpace: %s", error, exc_info=True)
            await self.refuse(WorkError("A file is in the way.", hint=hint_for(error)))

    async def refuse(self, error: OwnpaceError) -> None:
        self.log.info("Ownpace: %s (%s)", error, error.code)
        self.set_status(status_of(error))
        await self.finish(problem_of(error, self.get_status()).model_dump_json())

    def write_error(self, status_code: int, **kwargs: Any) -> None:
        error = kwargs.get("exc_info", (None, None))[1]
        self.finish(problem_of(error, status_code).model_dump_json())


class CourseHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def get(self) -> None:
        await self.answer(self.turns.beside(partial(_panel, self.desk, now())))


class StartHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        await self.answer(self.turns.alone(partial(actions.start, self.desk, module, now())))


class StartOverHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        await self.answer(self.turns.alone(partial(actions.start_over, self.desk, module, now())))


class CheckHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        await self.answer(self._check(module))

    async def _check(self, module: str) -> Model:
        """Checks run on a copy, so saving and handing in need not wait for them."""
        with self.turns.only_one(f"check {module}"):
            run = partial(actions.run_check, self.desk, module, now())
            found = await self.turns.beside(run)
        conclude = partial(actions.conclude_check, self.desk, module, found, now())
        return await self.turns.alone(conclude)


class SubmitHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        await self.answer(self._submit(module))

    async def _submit(self, module: str) -> Model:
        submission = self._submission()
        action = partial(actions.submit, self.desk, module, submission, now())
        return await self.turns.alone(action)

    def _submission(self) -> Submission:
        try:
            return Submission.model_validate_json(self.request.body or b"{}")
        except ValidationError as problem:  # also for what is not JSON, or not UTF-8
            raise WorkError(
                "The name or id cannot be used.",
                hint="Type the name or id that your teacher knows you by.",
                code="bad-request",
            ) from problem


class AskHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        await self.answer(self._ask(module))

    async def _ask(self, module: str) -> Model:
        try:
            asking = Asking.model_validate_json(self.request.body or b"{}")
        except ValidationError as problem:
            raise WorkError(
                "The question cannot be sent.",
                hint=f"Shorten it: there is room for {LONGEST} characters.",
                code="bad-request",
            ) from problem
        return await self.turns.alone(partial(actions.ask, self.desk, module, asking, now()))


class FeedbackHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        action = partial(actions.fetch_feedback, self.desk, module, now())
        await self.answer(self.turns.alone(action))


class OpenFeedbackHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self) -> None:
        action = partial(actions.open_feedback, self.desk, self.request.body, now())
        await self.answer(self.turns.alone(action))


class UpdateHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str) -> None:
        await self.answer(self._update(module))

    async def _update(self, module: str) -> Model:
        try:
            updating = Updating.model_validate_json(self.request.body)
        except ValidationError as problem:
            raise WorkError(
                "What was sent cannot be understood.", hint="Reload the page.", code="bad-request"
            ) from problem
        return await self.turns.alone(partial(actions.update, self.desk, module, updating, now()))


class StepHandler(DeskHandler):
    @web.authenticated
    @authorized
    async def post(self, module: str, step: str) -> None:
        await self.answer(self.turns.alone(partial(actions.tick, self.desk, module, step, now())))


#: Each route below ``ownpace/api/``, and its handler.
ROUTES: tuple[tuple[str, type[DeskHandler]], ...] = (
    (r"course", CourseHandler),
    (r"feedback", OpenFeedbackHandler),
    (r"modules/([^/]+)/start", StartHandler),
    (r"modules/([^/]+)/check", CheckHandler),
    (r"modules/([^/]+)/submit", SubmitHandler),
    (r"modules/([^/]+)/ask", AskHandler),
    (r"modules/([^/]+)/feedback", FeedbackHandler),
    (r"modules/([^/]+)/start-over", StartOverHandler),
    (r"modules/([^/]+)/update", UpdateHandler),
    (r"modules/([^/]+)/steps/([^/]+)", StepHandler),
)


def _panel(desk: Desk, at: datetime) -> Panel:
    return panel(desk, desk.look(), at)


def now() -> datetime:
    return datetime.now(UTC)
