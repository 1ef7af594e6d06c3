"""The teacher's guide walks through making a module: here it is walked."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

from tests.support.courses import as_json, small_course

GUIDE = Path(__file__).parents[3] / "docs" / "teacher.md"


def test_a_module_is_made_as_the_guide_says(tmp_path: Path) -> None:
    """Each command as written, with an editor that changes a word of the solution's cell."""
    block = re.search(r"<!-- walk -->\n```bash\n(.*?)```", GUIDE.read_text("utf-8"), re.DOTALL)
    assert block
    root = tmp_path / "course"
    root.mkdir()
    small_course(root)
    command = tmp_path / "bin" / "ownpace"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m ownpace_graders "$@"\n')
    command.chmod(0o755)
    path = f"{command.parent}{os.pathsep}{os.environ['PATH']}"
    about = {**os.environ, "PATH": path, "EDITOR": "sed -i s/Four.people/Four.friends/"}
    walk = ["bash", "-euo", "pipefail", "-c", block[1]]
    done = subprocess.run(walk, cwd=root, env=about, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    released = (root / "release/pages/pages.ipynb").read_text(encoding="utf-8")
    assert "Four.friends" in released
    assert "people * 7" not in released
    assert len(as_json(root / "source/pages/pages.ipynb")["cells"]) > 5
