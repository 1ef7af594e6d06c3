"""Kernels that run notebooks: no reply is missed, none outlives its run."""

from __future__ import annotations

import asyncio
import json
import time
from pathlib import Path
from queue import Empty
from typing import Any

import psutil
import pytest
import zmq
import zmq.asyncio
from jupyter_client.session import Session
from nbclient.exceptions import CellTimeoutError, DeadKernelError
from nbformat.v4 import new_code_cell, new_notebook

from ownpace.kernels import Channel, execute
from tests.support.threads import in_a_loop


def test_a_reply_is_seen_though_a_message_was_sent_while_waiting() -> None:
    """What is sent between the reply's arrival and its reading takes the socket's sign away."""

    async def reply() -> str:
        context = zmq.asyncio.Context()
        kernel = zmq.Socket.shadow(context.socket(zmq.DEALER))
        port = kernel.bind_to_random_port("tcp://127.0.0.1")
        socket = context.socket(zmq.DEALER)
        socket.connect(f"tcp://127.0.0.1:{port}")
        session = Session()
        channel = Channel(socket, session)
        waiting = asyncio.ensure_future(channel.get_msg(timeout=20))
        await asyncio.sleep(0.1)
        session.send(kernel, "execute_reply")
        time.sleep(0.2)  # the reply has arrived, and the loop has not run
        channel.send(session.msg("comm_msg"))
        try:
            return str((await waiting)["msg_type"])
        finally:
            context.destroy(linger=0)

    assert in_a_loop(reply) == "execute_reply"


def test_a_wait_ends_in_time() -> None:
    """With the error that Jupyter's client knows."""

    async def nothing() -> float:
        with zmq.asyncio.Context() as context, context.socket(zmq.DEALER) as socket:
            began = time.monotonic()
            with pytest.raises(Empty):
                await Channel(socket, Session()).get_msg(timeout=0.6)
            return time.monotonic() - began

    assert in_a_loop(nothing) >= 0.6


@pytest.mark.parametrize("name", ["short", "long" * 20])
def test_nobody_else_can_listen_to_a_kernel(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Its sockets are files in a folder of its own, which only its owner may enter, and which is
    gone when it is; whatever TMPDIR is called."""
    (tmp_path / name).mkdir()
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / name))
    asked = "import ipykernel; print(open(ipykernel.get_connection_file()).read())"
    looked = "import os; print(os.stat(os.path.dirname(ipykernel.get_connection_file())).st_mode)"
    notebook = new_notebook(cells=[new_code_cell(asked), new_code_cell(looked)])
    in_a_loop(lambda: execute(notebook, tmp_path, cell_seconds=60))
    connection, mode = (cell.outputs[0].text for cell in notebook.cells)
    assert json.loads(connection)["transport"] == "ipc"
    assert int(mode) & 0o077 == 0
    assert not Path(json.loads(connection)["ip"]).parent.exists()


@pytest.mark.parametrize(
    ("source", "limits", "error"),
    [
        ("import os; os._exit(1)", {}, DeadKernelError),
        ("import time; time.sleep(600)", {"cell_seconds": 1}, CellTimeoutError),
        ("import time; time.sleep(600)", {"seconds": 5}, TimeoutError),
        ("1", {"seconds": 0.1}, TimeoutError),
    ],
    ids=["died", "slow cell", "slow notebook", "stopped at its start"],
)
def test_a_kernel_does_not_outlive_its_run(
    tmp_path: Path, source: str, limits: dict[str, float], error: type[Exception]
) -> None:
    """However the run ended; and why it ended is told."""
    notebook = new_notebook(cells=[new_code_cell(source)])
    chosen: Any = {"cell_seconds": 60, "quiet": True} | limits
    with pytest.raises(error):
        in_a_loop(lambda: execute(notebook, tmp_path, **chosen))
    assert [p for p in psutil.Process().children() if "ipykernel" in " ".join(p.cmdline())] == []
