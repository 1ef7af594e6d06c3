"""Running a notebook from the top in a kernel of its own, as a learner's JupyterLab would."""

from __future__ import annotations

import asyncio
import atexit
import os
import shutil
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from queue import Empty
from subprocess import DEVNULL
from time import monotonic
from typing import Any

from jupyter_client.asynchronous.client import AsyncKernelClient
from jupyter_client.channels import AsyncZMQSocketChannel
from jupyter_client.manager import AsyncKernelManager
from jupyter_core.utils import ensure_async
from nbclient import NotebookClient
from nbformat import NotebookNode
from traitlets import Type, default

_LOOK_AGAIN = 0.25
_LONGEST = 60


class Channel(AsyncZMQSocketChannel):
    """A channel that looks at its socket again every quarter of a second while it waits.

    A message sent while a reply is awaited, as nbclient does for an output widget, can swallow the
    socket's only sign that the reply has come (libzmq's file descriptor is edge-triggered): the
    wait would then last for its whole timeout. https://github.com/jupyter/nbclient/issues/312
    """

    async def get_msg(self, timeout: float | None = None) -> dict[str, Any]:  # type: ignore[override]
        """The next message; raises ``queue.Empty`` after ``timeout`` seconds (None: never)."""
        end = None if timeout is None else monotonic() + timeout
        while True:
            left = _LOOK_AGAIN if end is None else min(_LOOK_AGAIN, end - monotonic())
            try:
                return await super().get_msg(max(left, 0))
            except Empty:
                if end is not None and monotonic() >= end:
                    raise


class Client(AsyncKernelClient):
    """A kernel's client whose shell channel misses no reply."""

    shell_channel_class = Type(Channel)


class Kernels(AsyncKernelManager):
    """Starts kernels, and talks to them through ``Client``.

    Where the system can, by sockets that are files, in a folder that only their owner may enter.
    Jupyter's default are ports of the machine, and whoever has an account on it can read there,
    without a key, what a kernel is given to run and what it prints.
    """

    client_factory = Type(Client)
    _place = ""

    @default("transport")
    def _not_for_everybody(self) -> str:
        return "tcp" if sys.platform == "win32" else "ipc"

    @default("connection_file")
    def _in_a_place_of_its_own(self) -> str:
        # The path of a socket may not be longer than 103 bytes.
        short = len(tempfile.gettempdir()) < _LONGEST
        self._place = tempfile.mkdtemp(prefix="ownpace-kernel-", dir=None if short else "/tmp")
        return os.path.join(self._place, "kernel.json")

    def cleanup_connection_file(self) -> None:
        super().cleanup_connection_file()
        if self._place:
            shutil.rmtree(self._place, ignore_errors=True)


class QuietKernels(Kernels):
    """Kernels whose own messages (not what the cells print) do not fill a terminal."""

    async def start_kernel(self, **options: Any) -> None:  # type: ignore[override]
        await self._async_start_kernel(stdout=DEVNULL, stderr=DEVNULL, **options)


async def execute(
    notebook: NotebookNode,
    folder: Path,
    *,
    cell_seconds: float,
    seconds: float | None = None,
    interrupt: bool = False,
    quiet: bool = False,
    hooks: Mapping[str, Any] | None = None,
) -> None:
    """Run the cells of ``notebook`` in place, in ``folder``, going on after errors.

    A cell has ``cell_seconds``: then it is interrupted (``interrupt``), or the run ends with
    nbclient's ``CellTimeoutError``. The whole run has ``seconds``, and ends with ``TimeoutError``.
    Raises nbclient's ``DeadKernelError`` for a kernel that died, and what Jupyter's client raises
    for one that does not start. ``quiet`` keeps what a kernel itself says off the terminal;
    ``hooks`` are nbclient's, such as ``on_cell_start``.
    However the run ends, its kernel has ended when this returns.
    """
    client = NotebookClient(
        notebook,
        kernel_manager_class=Kernels,
        kernel_name=_kernel_of(notebook),
        timeout=cell_seconds,
        interrupt_on_timeout=interrupt,
        allow_errors=True,
        shutdown_kernel="immediate",  # asked politely, one in ten takes seconds to go
        resources={"metadata": {"path": str(folder)}},
        **(hooks or {}),
    )
    silence: dict[str, Any] = {"stdout": DEVNULL, "stderr": DEVNULL} if quiet else {}
    run = asyncio.ensure_future(client.async_execute(**silence))
    try:
        await asyncio.wait({run}, timeout=seconds)
        if not run.done():
            raise TimeoutError(f"The notebook was stopped after {seconds} seconds.")
        await run
    finally:
        if not run.done():
            await _stop(run, client)


async def _stop(run: asyncio.Future[NotebookNode], client: NotebookClient) -> None:
    """nbclient answers its cancellation with an error that would hide why it was cancelled, and
    leaves what was still starting to atexit, where no loop is left for it."""
    run.cancel()
    atexit.unregister(client._cleanup_kernel)
    await asyncio.wait({run})
    if not run.cancelled():
        run.exception()
    if client.kc is not None:
        client.kc.stop_channels()
    if client.km is not None and client.km.has_kernel:
        await ensure_async(client.km.shutdown_kernel(now=True))


def _kernel_of(notebook: NotebookNode) -> str:
    spec = notebook.metadata.get("kernelspec")
    return str(spec.get("name", "python3")) if isinstance(spec, dict) else "python3"
