"""What is wrong with a course file, in words that say how to mend it."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from ownpace.errors import OwnpaceError
from ownpace.models import Model


class Problem(Model):
    """One thing to mend: ``allowed`` is what could stand there, ``suggestion`` what was meant."""

    file: str
    line: int | None = None
    message: str
    allowed: tuple[str, ...] = ()
    suggestion: str | None = None

    def __str__(self) -> str:
        place = self.file if self.line is None else f"{self.file}:{self.line}"
        text = f"{place}: {self.message}"
        if self.suggestion:
            text += f" Did you mean “{self.suggestion}”?"
        if self.allowed:
            text += f" Allowed: {', '.join(self.allowed)}."
        return text


class CourseFileError(OwnpaceError):
    """A course file that cannot be used, with *every* problem found in it."""

    default_code = "course-file"

    def __init__(self, problems: Iterable[Problem], *, hint: str = "") -> None:
        self.problems = tuple(sorted(problems, key=lambda p: (p.file, p.line or 0)))
        listed = "\n".join(str(problem) for problem in self.problems)
        super().__init__(listed, hint=hint or "Mend this, then run `ownpace check`.")


def closest(word: str, allowed: Iterable[str]) -> str | None:
    """The allowed word that a misspelt one was probably meant to be, if any is near."""
    by_folded = {candidate.casefold(): candidate for candidate in allowed}
    found = get_close_matches(word.casefold(), list(by_folded), n=1, cutoff=0.6)
    return by_folded[found[0]] if found else None
