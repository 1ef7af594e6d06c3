"""What is on the teacher's desk of one module: attempts, scores, feedback and answers of each
learner."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from datetime import datetime
from pathlib import Path

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom, ModuleScore
from ownpace_graders.collect.attempts import (
    AUTOGRADED,
    FAILURE,
    FILES,
    GRADED,
    LOG,
    Kept,
    in_play,
)
from ownpace_graders.collect.graded import as_of_now, read_graded
from ownpace_graders.collect.ruling import Why, why_not
from ownpace_graders.collect.submitted import submitted_at
from ownpace_graders.notebooks import names_in, read_notebook
from ownpace_graders.printable import printable
from ownpace_graders.report.answers import Listener
from ownpace_graders.report.material import Work
from ownpace_graders.rules import Rulebook

ALL_COUNT: Mapping[Why, int] = {}


class Desk:
    """``scores`` are the gradebook's, by learner; ``rules`` those of a course with a
    ``course.yml``."""

    def __init__(
        self,
        classroom: Classroom,
        module: str,
        scores: Mapping[str, ModuleScore],
        rules: Rulebook | None,
    ) -> None:
        self._classroom = classroom
        self._module = module
        self._scores = scores
        self._rules = rules
        self._listener = Listener(classroom.root, module)

    def work(self, learner: str, kept: list[Kept]) -> Work:
        """``kept`` are the learner's attempts, oldest first; none of work that was never collected,
        which nbgrader has in ``submitted/``."""
        if not kept:
            return self._uncollected(learner)
        counted = in_play(kept, self._rules)
        score = self._scores.get(learner)
        newest = counted[-1] if counted else kept[-1]
        there = _arrived_at(kept, score.at) if score else None
        settled = there is not None and there != newest and (newest[0] / GRADED).exists()
        shown = there if there and settled else newest
        best = self._best_so_far(counted, score)
        is_older = best is not score and score is not None and score.at == newest[1].arrived
        work = Work(
            learner=learner,
            module=self._module,
            attempts=len(kept),
            newest=newest[1].arrived,
            score=best,
            feedback=self._has_feedback(learner, newest, shown),
            spoken=self._listener.spoken(shown[0] / FILES),
            uncounted=_uncounted(kept, counted, self._rules),
            settled=settled or is_older,
            last=kept[-1][1].arrived,
        )
        return work if work.graded else work._replace(problem=self._problem(learner, newest[0]))

    def _best_so_far(
        self, counted: Sequence[Kept], score: ModuleScore | None
    ) -> ModuleScore | None:
        """While a person can make an attempt the best, that one is in the gradebook, and what
        counts is still an older one's; no less provisional for that."""
        rules = self._rules
        if rules is None or score is None or not score.needs_manual_grade:
            return score
        if rules.course.rules.attempts.keep == "last":
            return score
        others = (
            as_of_now(graded.score, attempt, rules)
            for folder, attempt in counted
            if attempt.arrived != score.at and (graded := read_graded(folder))
        )
        best = max([score, *others], key=lambda one: one.score or 0)
        return best if best is score else best.model_copy(update={"needs_manual_grade": True})

    def _uncollected(self, learner: str) -> Work:
        folder = self._classroom.folder("submitted", learner, self._module)
        at = submitted_at(folder)
        return Work(
            learner=learner,
            module=self._module,
            attempts=1,
            newest=at,
            score=self._scores.get(learner),
            feedback=self._pages_of(learner, at),
            spoken=self._listener.spoken(folder),
        )

    def _has_feedback(self, learner: str, newest: Kept, shown: Kept) -> bool:
        """Whether the newest attempt's is out; that of the one in the gradebook, where nothing was
        kept to make the newest one's of."""
        if self._pages_of(learner, newest[1].arrived):
            return True
        is_alone = shown is newest or (newest[0] / AUTOGRADED).is_dir()
        return not is_alone and self._pages_of(learner, shown[1].arrived)

    def _pages_of(self, learner: str, at: datetime | None) -> bool:
        """Whether there are pages, and of the attempt that arrived then."""
        pages = self._classroom.folder("feedback", learner, self._module)
        if submitted_at(pages) != at:
            return False
        # Most often there is this one: a folder is slower to list than a file to find.
        return (pages / f"{self._module}.html").is_file() or any(
            name.endswith(".html") for name in names_in(pages)
        )

    def _problem(self, learner: str, attempt: Path) -> str:
        """Why grading failed, if it has: as it said itself, or as the notebook says that stopped
        it."""
        log = attempt / LOG
        try:
            return printable((attempt / FAILURE).read_text(encoding="utf-8").strip())
        except OSError:
            if not log.exists():
                return ""
        submitted = self._classroom.folder("submitted", learner, self._module)
        for notebook in sorted(submitted.glob("*.ipynb")):
            try:
                read_notebook(notebook)
            except OwnpaceError as error:
                return printable(error.message)
        return printable(f"It could not be graded: see {log}.")


def _arrived_at(kept: list[Kept], at: datetime | None) -> Kept | None:
    return next((one for one in kept if one[1].arrived == at), None)


def _uncounted(
    kept: list[Kept], counted: Sequence[Kept], rules: Rulebook | None
) -> Mapping[Why, int]:
    if len(counted) == len(kept):
        return ALL_COUNT
    counts = {folder for folder, _ in counted}
    return Counter(why_not(one, kept, rules) for one in kept if one[0] not in counts)
