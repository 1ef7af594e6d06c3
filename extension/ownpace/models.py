"""The base of every model that is stored or sent: frozen, and strict about what it knows."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import AfterValidator, AwareDatetime, BaseModel, ConfigDict

YEARS = range(1970, 3000)


def plausible(moment: datetime) -> datetime:
    """``moment``, unless no clock can have meant it. Python cannot bring the first and the last
    days it knows into another zone, so one such date would hide a whole course."""
    if moment.year not in YEARS:
        raise ValueError(f"must be in the years {YEARS[0]} to {YEARS[-1]}")
    return moment


Instant = Annotated[AwareDatetime, AfterValidator(plausible)]


class Model(BaseModel):
    """Immutable; unknown keys are refused, so that a misspelt key is never silently lost, and so
    are numbers that are none or have no end. Its validator is made when it is first used: a
    notebook waits for those that it needs, and not for all."""

    model_config = ConfigDict(
        frozen=True, extra="forbid", populate_by_name=True, allow_inf_nan=False, defer_build=True
    )
