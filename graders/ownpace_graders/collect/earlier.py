"""``earlier.json``, beside an attempt: what it earned before a correction changed that."""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import Literal

from pydantic import Field, ValidationError

from ownpace.course.model import Correction
from ownpace.models import Model
from ownpace.results import ModuleResult
from ownpace.store.files import write_atomically
from ownpace_graders.collect.attempts import RESULT

EARLIER = "earlier.json"


class EarlierResult(Model):
    """A result that held until the module had so many ``corrections``."""

    corrections: int = Field(ge=0)
    result: ModuleResult


class Earlier(Model):
    """The whole file, oldest first; it only grows."""

    format: Literal[1] = 1
    results: tuple[EarlierResult, ...] = ()


def keep_earlier(folder: Path, result: ModuleResult, corrections: int, executed: bool) -> None:
    """Before ``result`` takes the place of the one in the attempt's ``folder``: keep that, if its
    checks were worth something else. If the work was not ``executed`` again, other scores are a
    person's: then only if other checks count by now. Raises ``WorkError``."""
    try:
        old = ModuleResult.model_validate_json((folder / RESULT).read_bytes())
    except (OSError, ValidationError):
        return  # graded for the first time
    compared = _points if executed else _worth
    if compared(old) != compared(result):
        known = (*_read(folder).results, EarlierResult(corrections=corrections, result=old))
        write_atomically(folder / EARLIER, Earlier(results=known).model_dump_json(indent=1) + "\n")


def before_correction(
    folder: Path, told: tuple[Correction, ...], arrived: datetime
) -> ModuleResult | None:
    """What the attempt earned until it was graded again after the first correction since it
    ``arrived``; ``None`` where nothing changed. ``told`` are all corrections of the module."""
    known = sum(one.at <= arrived for one in told)
    found = (one.result for one in _read(folder).results if one.corrections > known)
    return next(found, None)


def _points(result: ModuleResult) -> list[tuple[object, ...]]:
    return [(check.id, check.score, check.points) for check in result.checks]


def _worth(result: ModuleResult) -> list[tuple[object, ...]]:
    return [(check.id, check.points) for check in result.checks]


def _read(folder: Path) -> Earlier:
    try:
        return Earlier.model_validate_json((folder / EARLIER).read_bytes())
    except (OSError, ValidationError):
        return Earlier()
