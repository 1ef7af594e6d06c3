"""Bringing the exchange up to date with ``release/``."""

from __future__ import annotations

from ownpace.errors import ExchangeError, WorkError
from ownpace_graders.bridge import Classroom, outbound_folder, release_module
from ownpace_graders.notebooks import differ
from ownpace_graders.release.copies import COPY, put_copy


def put_in_exchange(classroom: Classroom, module: str) -> bool:
    """Put ``release/<module>`` in the exchange if it is not what is there; whether it was put.
    Raises ``ExchangeError``."""
    outbound = outbound_folder(classroom, module)
    released = classroom.folder("release", ".", module)
    if outbound is None or not differ(released, outbound, but=COPY):
        return False
    release_module(classroom, module)
    return True


def tell_exchange(classroom: Classroom) -> int:
    """Replace the copies of ``course.json`` in the exchange; returns how many were not current."""
    told = 0
    for module in classroom.modules("release"):
        outbound = outbound_folder(classroom, module)
        copy = classroom.folder("release", ".", module) / COPY
        if outbound is not None and outbound.is_dir() and copy.is_file():
            try:
                told += put_copy(outbound / COPY, copy.read_text(encoding="utf-8"))
            except (OSError, WorkError) as problem:
                raise ExchangeError(
                    f"course.json in {outbound} could not be replaced.",
                    hint="Look whether the exchange is there and yours to write in, then run "
                    "`ownpace release` again.",
                ) from problem
    return told
