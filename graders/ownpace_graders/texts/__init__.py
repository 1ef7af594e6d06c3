"""``ownpace text``: modules as plain text (MyST Markdown), to edit, compare and review."""

from ownpace_graders.texts.conversion import as_text, from_text
from ownpace_graders.texts.texts import bring_back, write_out

__all__ = ["as_text", "bring_back", "from_text", "write_out"]
