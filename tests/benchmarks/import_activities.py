"""What `from ownpace import quiz` costs a kernel over `import ipywidgets` alone (150 ms at most).

Prints one JSON line: the medians of alternating runs, each in a fresh Python, in milliseconds.
"""

from __future__ import annotations

import json
import subprocess
import sys
from statistics import median
from time import perf_counter

RUNS = 15
BASE = "import ipywidgets"
OURS = "import ipywidgets; from ownpace import quiz, reflect"


def timed(statement: str) -> float:
    """Milliseconds that a statement takes in a fresh Python, without Python's own start."""
    code = (
        "from time import perf_counter as now; start = now()\n"
        f"{statement}\n"
        "print((now() - start) * 1000)"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    return float(ran.stdout)


def main() -> None:
    started = perf_counter()
    timed(OURS)  # the first run reads from the disk
    pairs = [(timed(BASE), timed(OURS)) for _ in range(RUNS)]
    base, ours = (median(column) for column in zip(*pairs, strict=True))
    extra = median(ours - base for base, ours in pairs)
    print(
        json.dumps(
            {
                "benchmark": "import_activities",
                "ipywidgets_ms": round(base, 1),
                "with_activities_ms": round(ours, 1),
                "extra_ms": round(extra, 1),
                "ratio": round(ours / base, 2),
                "limit_extra_ms": 150,
                "seconds": round(perf_counter() - started, 1),
            }
        )
    )


if __name__ == "__main__":
    main()
