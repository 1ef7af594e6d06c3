"""Writing a reply in the teacher's own editor."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.printable import printable

#: What stands below it is not part of the reply.
LINE = "-------- Write above. This line, and the question below it, are not sent. --------"


def written(question: str) -> str:
    """What a person wrote in ``$VISUAL`` or ``$EDITOR``, with the question to read below. Raises
    ``CommandError`` when there is no editor, or it failed."""
    command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
    if not command:
        raise CommandError(
            "There is no editor: neither $VISUAL nor $EDITOR is set.",
            hint="Write the reply behind the number, in quotes.",
        )
    lines = "\n".join(printable(line) for line in question.splitlines())
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "reply.txt"
        path.write_text(f"\n\n{LINE}\n\n{lines}\n", encoding="utf-8")
        _edit(command, path)
        return path.read_text(encoding="utf-8").partition(LINE)[0]


def _edit(command: str, path: Path) -> None:
    try:
        subprocess.run([*shlex.split(command), str(path)], check=True)
    except (OSError, ValueError, subprocess.CalledProcessError) as problem:
        message = f"The editor `{command}` did not end well: nothing was sent."
        raise CommandError(message, hint="Set $EDITOR to another program.") from problem
