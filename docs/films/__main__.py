"""Draws the films of the sample course: ``python -m docs.films [NAME…]``, from the repository.

Needs matplotlib (the extra ``sample``) and ffmpeg with VP9. Each film is a script of its own here,
called as the film, which says in which module's ``MODULE`` it is and how to ``draw`` it.
"""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from docs.films.film import make

HERE = Path(__file__).parent
SHARED = {"__main__", "film"}


def main(names: list[str]) -> None:
    known = sorted(path.stem for path in HERE.glob("*.py") if path.stem not in SHARED)
    for name in names or known:
        if name not in known:
            raise SystemExit(f"There is no film {name}: choose from {', '.join(known)}.")
        script = import_module(f"docs.films.{name}")
        folder = HERE.parents[1] / "course" / "source" / script.MODULE / "media"
        target = make(folder, name, script.draw)
        print(f"{target.name}: {target.stat().st_size:,} bytes")


main(sys.argv[1:])
