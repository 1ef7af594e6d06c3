"""What a submitted ``answers.json`` tells of a learner, judged by the teacher's questions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from ownpace.activities.asking import Asking
from ownpace.activities.bank import Quiz, asking_of
from ownpace.activities.matching import Undecided
from ownpace.activities.questions import Question
from ownpace.activities.responses import responses_of
from ownpace.activities.sureness import sureness
from ownpace.errors import WorkError
from ownpace.store.answers import Answers, read_answers
from ownpace.store.layout import ANSWERS_FILE
from ownpace_graders.course_file import CourseFileError, load_bank
from ownpace_graders.quizzes.credit import share
from ownpace_graders.quizzes.scoring import Handed, submitted_value
from ownpace_graders.report.material import Response, Spoken


class Listener:
    """Reads the answers to one module of the course at ``root``. Where the module's questions
    cannot be read, only its check-ins count: `ownpace check` says what is wrong with them."""

    def __init__(self, root: Path, module: str) -> None:
        try:
            bank = load_bank(root, module)
        except CourseFileError:
            bank = None
        self._quizzes: dict[str, tuple[Quiz, Asking]] = {
            name: (quiz, asking_of(quiz)) for name, quiz in (bank.quizzes if bank else {}).items()
        }
        self._judged: dict[tuple[str, str, str], bool | None] = {}

    def spoken(self, folder: Path) -> Spoken:
        """What the answers in ``folder`` tell. A file that is damaged, forged or too big tells
        nothing; neither does an answer that its question does not understand."""
        path = folder / ANSWERS_FILE
        try:
            answers = Answers() if path.is_symlink() else read_answers(path)
        except (WorkError, RecursionError):
            return Spoken()
        if not answers.answers:
            return Spoken()
        return Spoken(_sureness(answers), tuple(self._responses(answers)))

    def _responses(self, answers: Answers) -> Iterator[Response]:
        handed = Handed(answers)
        for name, (quiz, asking) in self._quizzes.items():
            given = responses_of(asking, submitted_value(handed, name))
            for question in quiz.questions:
                if question.id in given:
                    right = self._right(name, question, given[question.id]["given"])
                    if right is not None:
                        sure = given[question.id].get("sure") == "sure"
                        yield Response(name, question.id, question.text, right, sure)

    def _right(self, quiz: str, question: Question, given: Any) -> bool | None:
        """Whether an answer earns its question's points in full; ``None`` where that takes too
        long. A class gives the same few answers, which are judged once."""
        key = (quiz, question.id, repr(given))
        if key not in self._judged:
            try:
                self._judged[key] = share(question, given) >= 1
            except Undecided:
                self._judged[key] = None
        return self._judged[key]


def _sureness(answers: Answers) -> int | None:
    """Of the check-in that was answered last."""
    told = [answer for answer in answers.answers.values() if answer.kind == "checkin"]
    last = max(told, key=lambda answer: answer.at, default=None)
    return sureness(last.value) if last else None
