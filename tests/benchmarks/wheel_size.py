"""How large the wheel is (1 MB at most, without the sample's media), and what fills it. It is built
without the sample's videos.

Prints one JSON line: bytes in all, and of its largest parts, compressed.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import zipfile
from collections import Counter
from pathlib import Path

ROOT = Path(__file__).parents[2]


def built(folder: str) -> Path:
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--wheel-dir", folder]
    subprocess.run([*command, str(ROOT)], check=True, stdout=subprocess.DEVNULL)
    return next(Path(folder).glob("*.whl"))


def part(name: str) -> str:
    """The room a file belongs to: the package and its first folder, or the panel."""
    if "/media/" in name:
        return "media"
    if "/labextensions/" in name:
        return "panel"
    return "/".join(name.split("/")[:2])


def main() -> None:
    with tempfile.TemporaryDirectory() as folder:
        wheel = built(folder)
        size, parts = wheel.stat().st_size, Counter[str]()
        for member in zipfile.ZipFile(wheel).infolist():
            parts[part(member.filename)] += member.compress_size
    figures = {"bytes": size, "without_media": size - parts["media"], **dict(parts.most_common(5))}
    print(json.dumps({"benchmark": "wheel_size", **figures, "limit_bytes": 1_000_000}))


if __name__ == "__main__":
    main()
