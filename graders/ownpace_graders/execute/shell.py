"""IPython as a notebook's kernel has it, without the kernel: no sockets, no threads."""

from __future__ import annotations

import builtins
import getpass
import inspect
import uuid
from collections.abc import Callable
from typing import Any

from ipykernel.compiler import XCachingCompiler
from ipykernel.displayhook import ZMQShellDisplayHook
from ipykernel.zmqshell import ZMQDisplayPublisher, ZMQInteractiveShell
from IPython.core.error import StdinNotImplementedError
from IPython.core.interactiveshell import InteractiveShellABC
from jupyter_client.session import Session
from traitlets import Any as AnyTrait
from traitlets import Type, default
from traitlets.config import Config

Publish = Callable[[str, dict[str, Any]], None]


class Wire(Session):
    """Where the shell's messages go: to a function, once there is one."""

    publish: Any = None

    def send(self, stream: Any, msg_or_type: Any, content: Any = None, *_: Any, **__: Any) -> None:
        if isinstance(msg_or_type, dict):
            msg_or_type, content = msg_or_type["header"]["msg_type"], msg_or_type["content"]
        if self.publish:
            self.publish(str(msg_or_type), content)


class Kernel:
    """What libraries look for at ``get_ipython().kernel``."""

    implementation = "ipython"
    eventloop = None

    def __init__(self, session: Wire) -> None:
        self.session = session

    def get_parent(self, channel: str | None = None) -> dict[str, Any]:
        return {"header": {"msg_id": "", "session": ""}}

    def raw_input(self, prompt: str = "") -> str:
        raise StdinNotImplementedError(
            "raw_input was called, but this frontend does not support input requests."
        )

    def getpass(self, prompt: object = "", stream: object = None) -> str:
        raise StdinNotImplementedError(
            "getpass was called, but this frontend does not support input requests."
        )


class Compiler(XCachingCompiler):
    """Tells ``inspect`` that a cell is no module's, which else goes through all modules for each
    frame of an error, and so copies a page of memory for every one of them."""

    def cache(self, *arguments: Any, **names: Any) -> str:
        name = str(super().cache(*arguments, **names))
        inspect.modulesbyfile[name] = ""
        return name


class Shell(ZMQInteractiveShell):
    """ipykernel's shell, with a function in the place of its sockets."""

    kernel = AnyTrait()
    compiler_class = Type(Compiler)
    displayhook_class = Type(ZMQShellDisplayHook)
    display_pub_class = Type(ZMQDisplayPublisher)

    @default("banner1")
    def _no_banner(self) -> str:
        return ""

    def enable_gui(self, gui: Any = None) -> None:
        """There is no screen; inline figures need no event loop."""
        self.active_eventloop = gui

    def _format_exception_for_storage(self, exception: Any, *_: Any, **__: Any) -> dict[str, Any]:
        """What was shown: IPython would format the error a second time, for its history."""
        lines = getattr(self, "_last_traceback", None) or []
        return {"ename": type(exception).__name__, "evalue": "", "traceback": lines}

    def ask_exit(self) -> None:
        """``exit()`` in a cell ends nothing before the notebook's end."""


InteractiveShellABC.register(Shell)


def new_shell() -> Any:
    """The one shell of this process, set up as a notebook's."""
    settings = Config()
    settings.HistoryManager.enabled = False
    settings.HistoryManager.hist_file = ":memory:"
    wire = Wire(key=b"", username="")
    shell: Any = Shell.instance(config=settings, user_ns={}, kernel=Kernel(wire))
    shell.displayhook.session = shell.display_pub.session = wire
    shell.displayhook.pub_socket = shell.display_pub.pub_socket = None
    shell.displayhook.topic = b"execute_result"
    _replace_input(shell.kernel)
    return shell


def _replace_input(kernel: Kernel) -> None:
    # As a kernel does for every cell that may not ask.
    builtins.input = kernel.raw_input  # type: ignore[assignment]
    getpass.getpass = kernel.getpass


def begin_cell(shell: Any) -> None:
    """A new parent for what the cell shows, as every execution request brings one."""
    shell.set_parent({"header": {"msg_id": uuid.uuid4().hex, "session": "ownpace"}})
