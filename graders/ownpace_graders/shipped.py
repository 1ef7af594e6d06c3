"""What the distribution carries beside its code: the sample course and the Binder template."""

from __future__ import annotations

from pathlib import Path
from typing import Literal

from ownpace.errors import CommandError

#: Where each is in an installed package, and in a checkout of the repository.
_PLACES = {"sample": "course", "binder": "binder"}


def shipped(what: Literal["sample", "binder"]) -> Path:
    """The folder of what is shipped; CommandError where the installation lacks it."""
    here = Path(__file__).resolve().parent
    for place in (here / what, here.parents[1] / _PLACES[what]):
        if place.is_dir():
            return place
    raise CommandError(
        f"This installation of ownpace lacks its {what} folder.",
        hint="Run: pip install --force-reinstall 'ownpace[teach]'",
    )
