"""What `import ownpace.checks` costs a fresh Python (50 ms at most), and beside `import json`.

Prints one JSON line: the medians of alternating runs, each in a fresh Python, in milliseconds of
the processor, which other work on the machine disturbs less than the clock; and which of the large
libraries are loaded after it: none.
"""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from time import perf_counter

RUNS = 15
BASE = "import json"
OURS = "import ownpace.checks"
HEAVY = ("matplotlib", "nbgrader", "numpy", "pandas", "pydantic")


def timed(statement: str) -> tuple[float, list[str]]:
    """Milliseconds that a statement takes, without Python's own start; and what it loaded."""
    code = (
        "import sys; from time import process_time as now; start = now()\n"
        f"{statement}\n"
        "print((now() - start) * 1000, *(name for name in sys.modules if '.' not in name))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    milliseconds, *loaded = ran.stdout.split()
    return float(milliseconds), [name for name in HEAVY if name in loaded]


def main() -> None:
    started = perf_counter()
    loaded = timed(OURS)[1]  # the first run reads from the disk
    pairs = [(timed(BASE)[0], timed(OURS)[0]) for _ in range(RUNS)]
    base, ours = (median(column) for column in zip(*pairs, strict=True))
    print(
        json.dumps(
            {
                "benchmark": "import_checks",
                "json_ms": round(base, 1),
                "import_ms": round(ours, 1),
                "ratio": round(ours / base, 1),
                "limit_ms": 50,
                "loaded": loaded,
                "seconds": round(perf_counter() - started, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
