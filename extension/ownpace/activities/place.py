"""Where activities read their questions and save their answers."""

from __future__ import annotations

from pathlib import Path

#: The module's folder: Jupyter starts a kernel in its notebook's. Taken when activities are
#: first imported, since code in the notebook may go elsewhere later. Read it as ``place.FOLDER``.
FOLDER = Path.cwd()
