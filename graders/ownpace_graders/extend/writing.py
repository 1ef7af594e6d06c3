"""Adding to ``extensions.yml``."""

from __future__ import annotations

from pathlib import Path

from ownpace_graders.course_file import add_to_list
from ownpace_graders.extend.asking import Ask
from ownpace_graders.rules import EXTENSIONS_FILE, ExtensionEntry

HEADER = """\
# More time for single learners: `ownpace extend` writes here, and so may you. To take time back,
# write `days: 0`. Only you see this file; each learner is told of their own.
"""


def add_entry(root: Path, entry: ExtensionEntry, ask: Ask) -> None:
    """Add ``entry``, in the words of ``ask``, below those in the file, which is valid or not there.
    Raises ``WorkError``."""
    days = int(ask.days) if ask.days is not None and ask.days == int(ask.days) else ask.days
    said = {
        "learner": entry.learner,
        "module": entry.module,
        "days": days,
        "until": ask.until,
        "time": ask.time,
        "note": entry.note or None,
    }
    given = {name: value for name, value in said.items() if value is not None}
    add_to_list(root / EXTENSIONS_FILE, HEADER, "extensions", given)
