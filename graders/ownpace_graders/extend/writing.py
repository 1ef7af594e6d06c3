"""Adding to ``extensions.yml``, which people edit as well: comments and order stay."""

from __future__ import annotations

from io import StringIO
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML
from ruamel.yaml.comments import CommentedMap, CommentedSeq

from ownpace.store.files import write_atomically
from ownpace_graders.extend.asking import Ask
from ownpace_graders.rules import EXTENSIONS_FILE, ExtensionEntry

HEADER = """\
# More time for single learners: `ownpace extend` writes here, and so may you. To take time back,
# write `days: 0`. Only you see this file; each learner is told of their own.
extensions:
"""


def add_entry(root: Path, entry: ExtensionEntry, ask: Ask) -> None:
    """Add ``entry``, in the words of ``ask``, below those in the file, which is valid or not there.
    Raises ``WorkError``."""
    path = root / EXTENSIONS_FILE
    text = path.read_text(encoding="utf-8-sig") if path.exists() else HEADER
    yaml = YAML()
    yaml.preserve_quotes = True
    yaml.width = 4096
    yaml.indent(mapping=2, sequence=4, offset=2)
    content: Any = yaml.load(text) or yaml.load(text.rstrip() + "\n" + "extensions:\n")
    if not content.get("extensions"):
        content["extensions"] = CommentedSeq()
    content["extensions"].append(_words(entry, ask))
    written = StringIO()
    yaml.dump(content, written)
    write_atomically(path, written.getvalue())


def _words(entry: ExtensionEntry, ask: Ask) -> CommentedMap:
    days = int(ask.days) if ask.days is not None and ask.days == int(ask.days) else ask.days
    said = {
        "learner": entry.learner,
        "module": entry.module,
        "days": days,
        "until": ask.until,
        "time": ask.time,
        "note": entry.note or None,
    }
    return CommentedMap({name: value for name, value in said.items() if value is not None})
