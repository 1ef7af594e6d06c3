"""The base of every model that is stored or sent: frozen, and strict about what it knows."""

from __future__ import annotations

from pydantic import BaseModel, ConfigDict


class Model(BaseModel):
    """Immutable; unknown keys are refused, so that a misspelt key is never silently lost."""

    model_config = ConfigDict(frozen=True, extra="forbid", populate_by_name=True)
