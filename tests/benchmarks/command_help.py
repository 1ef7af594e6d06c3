"""How long `ownpace --help` takes (400 ms at most), beside Python's own start and an import of
nbgrader.

Prints one JSON line: the medians of alternating runs, in milliseconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from statistics import median
from time import perf_counter

RUNS = 11
COMMANDS = {
    "help_ms": ("-m", "ownpace_graders", "--help"),
    "python_ms": ("-c", "pass"),
    "import_nbgrader_ms": ("-c", "import nbgrader.apps"),
}


def timed(arguments: Sequence[str]) -> float:
    start = perf_counter()
    subprocess.run([sys.executable, *arguments], stdout=subprocess.DEVNULL, check=True)
    return (perf_counter() - start) * 1000


def main() -> None:
    rounds = [{name: timed(command) for name, command in COMMANDS.items()} for _ in range(RUNS)]
    figures = {name: round(median(one[name] for one in rounds), 1) for name in COMMANDS}
    print(json.dumps({"benchmark": "command_help", **figures, "limit_ms": 400}))


if __name__ == "__main__":
    main()
