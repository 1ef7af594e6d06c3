"""What a check says when it fails."""

from __future__ import annotations


class CheckFailed(AssertionError):
    """Raised by every check that does not hold, with one text: what was seen, what was expected,
    one next step. In a notebook that text is all a learner sees of it, without a traceback."""

    def _render_traceback_(self) -> list[str]:
        """IPython asks for this in place of its traceback."""
        return [str(self)]


def sentences(*parts: str) -> str:
    """One text of several sentences; those without words are left out."""
    return " ".join(part.strip() for part in parts if part.strip())
