"""Several backups in the body of one request: a line of JSON that says how long each is, then one
after another. (Multipart forms are limited to a hundred parts.)"""

from __future__ import annotations

from itertools import accumulate, pairwise
from typing import NamedTuple

from pydantic import ValidationError

from ownpace.errors import ArchiveError
from ownpace.server.wire import Bringing
from ownpace.store.memory import MEGABYTE

LARGEST = 120 * MEGABYTE
_LONGEST_LINE = 32_000


class Pile(NamedTuple):
    backups: list[bytes]
    newer: bool


def read_pile(body: bytes) -> Pile:
    """Raises ``ArchiveError`` (``bad-request``, ``archive-too-large``)."""
    if len(body) > LARGEST:
        raise ArchiveError(
            f"That is over {LARGEST // MEGABYTE} MB.",
            hint="Bring back a smaller file.",
            code="archive-too-large",
        )
    line, _, _ = body[:_LONGEST_LINE].partition(b"\n")
    begin = len(line) + 1
    try:
        head = Bringing.model_validate_json(line)
    except ValidationError as problem:
        raise _bad_request() from problem
    if min(head.sizes, default=-1) < 0 or sum(head.sizes) != len(body) - begin:
        raise _bad_request()
    ends = pairwise(accumulate(head.sizes, initial=begin))
    return Pile([body[start:end] for start, end in ends], head.newer)


def _bad_request() -> ArchiveError:
    return ArchiveError(
        "What was sent cannot be understood.",
        hint="Reload the page, then try again.",
        code="bad-request",
    )
