"""Frames that come out of a sandbox may hold anything."""

from __future__ import annotations

import socket
import struct
from collections.abc import Iterator

import pytest

from ownpace_graders.execute.wire import BadFrame, decode, receive, send


@pytest.fixture
def pair() -> Iterator[tuple[socket.socket, socket.socket]]:
    ours, theirs = socket.socketpair()
    with ours, theirs:
        yield ours, theirs


def test_a_frame_comes_as_it_was_sent(pair: tuple[socket.socket, socket.socket]) -> None:
    """Any text, non-ASCII included; the end of the other side is None."""
    ours, theirs = pair
    send(theirs, {"text": "größe 日本"})
    theirs.close()
    assert receive(ours) == {"text": "größe 日本"}
    assert receive(ours) is None


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"5", b"\xff\xfe", b"[" * 200_000], ids=lambda body: str(body[:6])
)
def test_what_is_no_frame_is_refused(body: bytes) -> None:
    """With one error, whatever is wrong with it."""
    with pytest.raises(BadFrame):
        decode(body)


def test_a_frame_too_large_is_refused_before_it_is_read(
    pair: tuple[socket.socket, socket.socket],
) -> None:
    """Its length is enough."""
    ours, theirs = pair
    theirs.sendall(struct.pack(">I", 4_000_000_000))
    with pytest.raises(BadFrame):
        receive(ours, 1000)


def test_half_a_character_is_made_whole() -> None:
    """A lone surrogate could be written to no file."""
    assert decode(b'{"text": "a\\ud800b"}') == {"text": "a?b"}
