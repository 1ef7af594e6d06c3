"""One activity's answer between the widget and answers.json."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from ownpace.errors import WorkError
from ownpace.store.answers import Answers, Kind, Value, find_answer, open_answers, revise_answer


class Saving:
    """What was answered so far (``value``), when it was saved, and what went wrong (``notice``).

    An answer that cannot be saved is still here, so that the learner can go on, and is told so.
    Raises ``WorkError`` when the id already belongs to another kind of activity.
    """

    def __init__(self, folder: Path, activity: str, kind: Kind) -> None:
        self._folder, self._activity, self._kind = folder, activity, kind
        self.value: Value = {}
        self.saved_at = ""
        self.notice = ""
        self._restore()

    def revise(self, revise: Callable[[Value], tuple[Value, bool]]) -> None:
        """Change the answer on disk, or, when that fails, only here."""
        try:
            answer, notice = revise_answer(self._folder, self._activity, self._kind, revise)
        except WorkError as problem:
            self.value, _ = revise(self.value)
            self.saved_at, self.notice = "", f"Your answer is not saved. {problem}"
        else:
            self.value, self.saved_at = answer.value, answer.at.isoformat()
            self.notice = notice

    def prepare(self, revise: Callable[[Value], tuple[Value, bool]]) -> None:
        """Change what belongs to the answer before there is one; nothing is told about it."""
        told = self.saved_at, self.notice
        self.revise(revise)
        self.saved_at, self.notice = told

    def status(self) -> dict[str, str]:
        """The traits that every activity shows."""
        return {"saved_at": self.saved_at, "notice": self.notice}

    def _restore(self) -> None:
        try:
            answers, self.notice = open_answers(self._folder)
        except WorkError as problem:
            self.notice = str(problem)
        else:
            self._take(answers)

    def _take(self, answers: Answers) -> None:
        answer = find_answer(answers, self._activity, self._kind)
        if answer:
            self.value, self.saved_at = answer.value, answer.at.isoformat()
