"""The process beside a submission's kernel: runs the cells it is given there, by nbclient, and
tells what came."""

from __future__ import annotations

import asyncio
import os
import signal
import socket
import time
from pathlib import Path
from subprocess import DEVNULL
from typing import Any

from jupyter_client.kernelspec import KernelSpec, KernelSpecManager
from nbclient.client import NotebookClient
from nbclient.exceptions import DeadKernelError
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_notebook

from ownpace.kernels import Kernels
from ownpace_graders.execute.wire import Frame, receive, send

_START_SECONDS = 45
Message = dict[str, Any]


class Client(NotebookClient):
    """Hands on what a cell shows at once, and keeps nothing of it. What goes into an ``Output``
    widget is kept by the widget, as in nbclient."""

    resident: Resident

    def process_message(
        self, msg: Message, cell: NotebookNode, cell_index: int
    ) -> NotebookNode | None:
        if msg["msg_type"] == "update_display_data":
            self.resident.publish(msg)
        return super().process_message(msg, cell, cell_index)

    def output(
        self, outs: list[NotebookNode], msg: Message, display_id: str | None, cell_index: int
    ) -> NotebookNode | None:
        if self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            return super().output(outs, msg, display_id, cell_index)
        self.resident.publish(msg)
        return None

    def clear_output(self, outs: list[NotebookNode], msg: Message, cell_index: int) -> None:
        if self.output_hook_stack[msg["parent_header"].get("msg_id")]:
            super().clear_output(outs, msg, cell_index)
        else:
            self.resident.publish(msg)


class Resident:
    """Speaks with the controller as ``execute.cells.Runner`` does. ``spec`` is the kernel's."""

    def __init__(
        self, spec: dict[str, Any], hidden_begin: str, channel: socket.socket, room: Path
    ) -> None:
        self.channel, self.hidden_begin = channel, hidden_begin
        self.nonce = ""
        self.error: Frame | None = None
        self.manager = _manager(spec, room)
        self.client = Client(
            new_notebook(),
            km=self.manager,
            timeout=None,
            allow_errors=True,
            startup_timeout=_START_SECONDS,
            on_cell_executed=self._note,
        )
        self.client.resident = self

    async def start(self) -> dict[str, Any]:
        """What the kernel says of its language. Raises what Jupyter's client does."""
        await self.client.async_start_new_kernel(stdout=DEVNULL, stderr=DEVNULL)
        await self.client.async_start_new_kernel_client()
        assert self.client.kc is not None
        reply = await self.client.async_wait_for_reply(self.client.kc.kernel_info())
        asyncio.get_running_loop().add_signal_handler(signal.SIGINT, self._interrupt)
        return dict((reply or {}).get("content", {}).get("language_info", {}))

    def serve(self, runner: asyncio.Runner) -> None:
        """Run cells until the controller hangs up, or the kernel is gone."""
        while (order := receive(self.channel)) is not None:
            try:
                runner.run(self._run(order))
            except DeadKernelError:
                self._follow()

    async def _run(self, order: Frame) -> None:
        self.nonce, self.error = order["nonce"], None
        cell = new_code_cell(order["source"])
        self.client.nb.cells = [cell]
        started = time.monotonic()
        await self.client.async_execute_cell(
            cell, 0, order["count"], store_history=self.hidden_begin not in order["source"]
        )
        told = {"whole": True, "error": self.error, "seconds": time.monotonic() - started}
        send(self.channel, {**told, "nonce": self.nonce, "done": True, "flags": []})

    def publish(self, msg: Message) -> None:
        out = {"nonce": self.nonce, "out": msg["msg_type"], "content": msg["content"]}
        send(self.channel, out)

    def _note(self, cell: NotebookNode, cell_index: int, execute_reply: Message) -> None:
        content = execute_reply["content"]
        if content["status"] == "error":
            self.error = {name: content.get(name) for name in ("ename", "evalue", "traceback")}

    def _interrupt(self) -> None:
        """The controller's, when a cell takes too long."""
        self.interrupting = asyncio.ensure_future(self.manager.interrupt_kernel())

    def _follow(self) -> None:
        """End as the kernel did, so that the keeper can tell how."""
        process: Any = getattr(self.manager.provisioner, "process", None)
        status = process.returncode if process is not None else None
        if status and status < 0:
            os.kill(os.getpid(), signal.SIGKILL)
        os._exit(status or 0)


class _Specs(KernelSpecManager):
    """Knows one kernel: what is installed is not to be seen from here."""

    spec: KernelSpec

    def get_kernel_spec(self, kernel_name: str) -> KernelSpec:
        return self.spec


def _manager(spec: dict[str, Any], room: Path) -> Kernels:
    """Channels are sockets in the file system: there is no network, not even a loopback."""
    known = _Specs()
    known.spec = KernelSpec(**spec)
    return Kernels(
        kernel_name="kernel",
        kernel_spec_manager=known,
        transport="ipc",
        ip=str(room / "channel"),
        connection_file=str(room / "connection.json"),
    )
