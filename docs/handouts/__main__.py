"""Draws the sample course's handouts: ``python -m docs.handouts [MODULE…]``, from the repository.

Needs the system's Chromium, playwright and pypdf (the extra ``test``). Each handout is a text here,
called as its module; it becomes ``media/<module>.pdf`` beside the module's notebook, and the panel
offers it once ``course.yml`` names it: ``- {pdf: media/<module>.pdf, title: …}``.

The text is Markdown with one “# ” heading. ``- [ ]`` is a box to tick, ``---`` a line to write on.
"""

from __future__ import annotations

import sys

from docs.handouts.drawing import chromium, draw
from docs.handouts.text import HANDOUTS, read_handout


def main(names: list[str]) -> None:
    known = sorted(path.stem for path in HANDOUTS.glob("*.md"))
    for name in names or known:
        if name not in known:
            raise SystemExit(f"There is no text {name}.md in docs/handouts: {', '.join(known)}.")
    with chromium() as browser:
        for handout in map(read_handout, names or known):
            handout.drawn.parent.mkdir(exist_ok=True)
            handout.drawn.write_bytes(draw(handout, browser))
            print(f"{handout.drawn.name}: {handout.drawn.stat().st_size:,} bytes")


if __name__ == "__main__":
    main(sys.argv[1:])
