"""What ``ownpace demo`` shows, and where it takes place."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ownpace.errors import CommandError
from ownpace_graders.cli.bar import watching
from ownpace_graders.cli.clock import now
from ownpace_graders.cli.table import show
from ownpace_graders.demo import Demo, open_lab, play


def play_demo(keep: Path | None, browser: bool) -> int:
    """Play the demonstration in the folder ``keep``, or in one that goes afterwards; its exit
    status."""
    with _place(keep) as place:
        demo = Demo(place)
        with watching() as watch:
            report, needs = play(demo, watch, now, print)
        show(report)
        for line in needs:
            print(f"! {line.learner or ''} {line.module or ''}: {line.message}")
        _tell_where(demo, kept=keep is not None)
        if browser:
            print("JupyterLab opens for you, a new learner. Press Ctrl-C here to end.")
            open_lab(demo)
        return int(bool(needs))


@contextmanager
def _place(keep: Path | None) -> Iterator[Path]:
    if keep is None:
        # A file that JupyterLab still holds must not end the demonstration with an error.
        with tempfile.TemporaryDirectory(
            prefix="ownpace-demo-", ignore_cleanup_errors=True
        ) as place:
            yield Path(place).resolve()
        return
    if keep.exists() and (not keep.is_dir() or any(keep.iterdir())):
        raise CommandError(
            f"{keep} holds something already.", hint="Name a folder that is new or empty."
        )
    keep.mkdir(parents=True, exist_ok=True)
    yield keep.resolve()


def _tell_where(demo: Demo, kept: bool) -> None:
    print(f"The teacher's course:   {demo.course}")
    print(f"The learners' folders:  {demo.learners}")
    print(f"Feedback to send:       {demo.course / 'outbox'}")
    print("All of it is kept." if kept else "All of it goes when the demo ends; --keep keeps it.")
