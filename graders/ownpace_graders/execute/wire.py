"""Frames between the controller and the processes in the sandbox: a length, then JSON.

Neither side believes what it reads: a frame has a greatest size, and must be an object.
"""

from __future__ import annotations

import json
import socket
import struct
from typing import Any

Frame = dict[str, Any]
GREATEST = 64 * 1024 * 1024
_LENGTH = struct.Struct(">I")


class BadFrame(Exception):
    """What arrived is not one of ours."""


def send(channel: socket.socket, frame: Frame) -> None:
    body = _encoded(frame)
    channel.sendall(_LENGTH.pack(len(body)) + body)


def receive(channel: socket.socket, greatest: int = GREATEST) -> Frame | None:
    """The next frame, or None when the other side is gone."""
    head = _exactly(channel, _LENGTH.size)
    if head is None:
        return None
    (length,) = _LENGTH.unpack(head)
    if length > greatest:
        raise BadFrame(f"a frame of {length} bytes")
    body = _exactly(channel, length)
    return None if body is None else decode(body)


def decode(body: bytes) -> Frame:
    try:
        frame = json.loads(body)
        if b"\\ud" in body.lower():  # half a character, which no file can hold
            frame = json.loads(_encoded(frame))
    except (ValueError, RecursionError) as error:
        raise BadFrame("not JSON") from error
    if not isinstance(frame, dict):
        raise BadFrame("not an object")
    return frame


def _encoded(frame: Any) -> bytes:
    text = json.dumps(frame, separators=(",", ":"), ensure_ascii=False)
    return text.encode("utf-8", "replace")


def _exactly(channel: socket.socket, size: int) -> bytes | None:
    parts = bytearray()
    while len(parts) < size:
        part = channel.recv(min(size - len(parts), 1 << 20))
        if not part:
            return None
        parts += part
    return bytes(parts)
