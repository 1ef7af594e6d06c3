"""The server extension: its configuration, its routes, and its ear for saved notebooks."""

from __future__ import annotations

from pathlib import Path, PurePosixPath
from typing import Any

from jupyter_server.extension.application import ExtensionApp
from traitlets import Dict, Enum, Integer, TraitError, Unicode, validate

from ownpace.server import nbgrader_settings
from ownpace.server.bundles import BundleChannel
from ownpace.server.channel import Channel
from ownpace.server.desk import Choices, Desk
from ownpace.server.desks import Desks, course_folders
from ownpace.server.exchange import ExchangeChannel
from ownpace.server.recording import record_on_save
from ownpace.server.routes import ROUTES
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

    courses = Dict(
        key_trait=Unicode(),
        value_trait=Unicode(),
        help="Several courses: the folder of each, relative to the server's root, and its id. "
        "Takes the place of course_dir and course_id; the first one is shown first.",
    ).tag(config=True)

    check_timeout = Integer(
        300, min=1, help="Seconds that running a whole notebook for Check may take."
    ).tag(config=True)

    @validate("course_dir")
    def _inside_root(self, proposal: dict[str, Any]) -> str:
        return inside_root(proposal["value"], "course_dir")

    @validate("courses")
    def _all_inside_root(self, proposal: dict[str, Any]) -> dict[str, str]:
        courses = proposal["value"].items()
        return {inside_root(folder, "courses"): course_id for folder, course_id in courses}

    def initialize_handlers(self) -> None:
        desks = Desks(self._folders, self._desk)
        self.handlers.extend(
            (rf"/ownpace/api/{route}", handler, {"desks": desks}) for route, handler in ROUTES
        )
        assert self.serverapp is not None
        record_on_save(self.serverapp, desks)

    def _folders(self) -> list[str]:
        """The course folders that there are now."""
        if self.courses:
            return list(self.courses)
        if self.mode == "exchange" or self.course_dir:
            return [self.course_dir]
        assert self.serverapp is not None
        return course_folders(Path(self.serverapp.root_dir))

    def _desk(self, course_dir: str, choices: Choices) -> Desk:
        assert self.serverapp is not None
        folder = CourseFolder(Path(self.serverapp.root_dir, course_dir).resolve())
        channel, course_id = self._channel(folder, self.courses.get(course_dir, self.course_id))
        return Desk(
            folder,
            channel,
            server_path=course_dir,
            course_id=course_id,
            check_timeout=self.check_timeout,
            choices=choices,
        )

    def _channel(self, folder: CourseFolder, course_id: str) -> tuple[Channel, str]:
        """The channel, and the id of the course it serves (empty: whichever is there)."""
        if self.mode == "bundle":
            return BundleChannel(folder), course_id
        config = nbgrader_settings.read_config()
        course_id = course_id or nbgrader_settings.course_id(config)
        return ExchangeChannel(folder, course_id, config), course_id


def inside_root(folder: str, trait: str) -> str:
    """A folder as the configuration has it, tidied. Raises ``TraitError``."""
    path = PurePosixPath(folder.strip("/"))
    if folder.startswith("/") or ".." in path.parts:
        raise TraitError(f"Ownpace.{trait} must name folders below the server's root.")
    return "" if path == PurePosixPath() else path.as_posix()
