"""The server extension: its configuration, its routes, and its ear for saved notebooks."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.extension.application import ExtensionApp
from traitlets import Enum, Integer, TraitError, Unicode, validate

from ownpace.server import nbgrader_settings
from ownpace.server.bundles import BundleChannel
from ownpace.server.channel import Channel
from ownpace.server.desk import Desk
from ownpace.server.exchange import ExchangeChannel
from ownpace.server.recording import record_on_save
from ownpace.server.routes import ROUTES
from ownpace.server.turns import Turns
from ownpace.store.layout import CourseFolder


class Ownpace(ExtensionApp):
    """``c.Ownpace`` in a ``jupyter_server_config.py``."""

    name = "ownpace"
    extension_url = "/lab"
    load_other_extensions = True

    mode = Enum(
        ["bundle", "exchange"],
        default_value="bundle",
        help="Where work goes: zip files (bundle), or an nbgrader exchange.",
    ).tag(config=True)

    course_dir = Unicode(
        "", help="The course folder, relative to the server's root; empty: the root itself."
    ).tag(config=True)

    course_id = Unicode(
        "",
        help="The course's id, for an exchange; nbgrader's own setting of it is the default.",
    ).tag(config=True)

    check_timeout = Integer(
        300, min=1, help="Seconds that running a whole notebook for Check may take."
    ).tag(config=True)

    @validate("course_dir")
    def _inside_root(self, proposal: dict[str, Any]) -> str:
        path = PurePosixPath(proposal["value"].strip("/"))
        if proposal["value"].startswith("/") or ".." in path.parts:
            raise TraitError("Ownpace.course_dir must be a folder below the server's root.")
        return "" if path == PurePosixPath() else path.as_posix()

    def initialize_handlers(self) -> None:
        desk, turns = self._desk(), Turns()
        shared = {"desk": desk, "turns": turns}
        self.handlers.extend(
            (rf"/ownpace/api/{route}", handler, shared) for route, handler in ROUTES
        )
        assert self.serverapp is not None
        record_on_save(self.serverapp, desk, turns)

    def _desk(self) -> Desk:
        assert self.serverapp is not None
        root = Path(self.serverapp.root_dir, self.course_dir).resolve()
        folder = CourseFolder(root)
        channel, course_id = self._channel(folder)
        return Desk(
            folder,
            channel,
            server_path=self.course_dir,
            course_id=course_id,
            check_timeout=self.check_timeout,
        )

    def _channel(self, folder: CourseFolder) -> tuple[Channel, str]:
        """The channel, and the id of the course it serves (empty: whichever is there)."""
        if self.mode == "bundle":
            return BundleChannel(folder), self.course_id
        config = nbgrader_settings.read_config()
        course_id = self.course_id or nbgrader_settings.course_id(config)
        return ExchangeChannel(folder, course_id, config), course_id
