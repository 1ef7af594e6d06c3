"""Which attempt is in the gradebook: each that counts is graded, and then the rule decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from ownpace.errors import OwnpaceError
from ownpace_graders.bridge import Classroom, ModuleScore, has_gradebook, scores
from ownpace_graders.collect.attempts import (
    GRADED,
    RESULT,
    Attempt,
    Kept,
    attempts_of,
    certain,
    in_play,
)
from ownpace_graders.collect.graded import as_of_now, put_back, read_graded, set_aside
from ownpace_graders.collect.submitted import put_attempt, submitted_at
from ownpace_graders.grade.work import Work
from ownpace_graders.lines import Line
from ownpace_graders.rules import Rulebook
from ownpace_graders.rules.counting import Standing, best, on_the_desk

Tried = set[tuple[Work, str]]  #: whose attempt, and its source


class Chooser:
    """Decides for one module. ``rules`` are those of a course that has a ``course.yml``."""

    def __init__(self, classroom: Classroom, rules: Rulebook, module: str) -> None:
        self._classroom = classroom
        self._rules = rules
        self.module = module
        self._attempts = rules.course.rules.attempts

    def put_next(self, work: Iterable[Work], tried: Tried, force: bool) -> list[Work]:
        """Put another attempt that is still to be graded in ``submitted/``, if the best one counts;
        with ``force`` any, those that were graded and do not count among them: with another limit
        or date they may. Whose there is; ``tried`` grows by them."""
        if not (force or self._chooses):
            return []
        return [one for one in work if self._put_next(one, tried, force)]

    @property
    def _chooses(self) -> bool:
        return self._attempts.keep == "best" and self._attempts.limit != 1

    def _put_next(self, one: Work, tried: Tried, force: bool) -> bool:
        left = [
            kept
            for kept in self._to_grade(one, force)
            if (one, kept[1].source) not in tried and (force or not self._is_graded(one, kept))
        ]
        if not left:
            return False
        folder, attempt = left[-1]
        tried.add((one, attempt.source))
        if (folder / GRADED).exists():  # a person's marks are of this attempt, not of another
            set_aside(self._classroom, *one, but=attempt.arrived)
            put_back(self._classroom, folder, attempt)
        put_attempt(self._classroom, folder, attempt)
        return True

    def _to_grade(self, one: Work, force: bool) -> list[Kept]:
        """In their order, those that count last: the one that is graded last is in the gradebook if
        nothing can be chosen."""
        kept = attempts_of(self._classroom, *one)
        counting = in_play(kept, self._rules)
        if not counting or not force:
            return [*counting]
        counting = counting if self._chooses else counting[-1:]
        others = [one for one in certain(kept) if one not in counting and _was_graded(one)]
        return [*counting, *others]

    def choose(self, work: Sequence[Work]) -> Iterator[Line]:
        """Let the attempt be in the gradebook that belongs there; a line where another counts than
        the newest, or where it could not be put there."""
        several = {one: kept for one in work if (kept := self._candidates(one))}
        if not several or not has_gradebook(self._classroom):
            return
        learners = [one.learner for one in several]
        known = {s.learner: s for s in scores(self._classroom, [self.module], learners)}
        for one, kept in several.items():
            try:
                yield from self._chosen(one, kept, known)
            except OwnpaceError as problem:
                yield Line(
                    status="attention",
                    message=problem.message,
                    next=problem.hint,
                    code=problem.code,
                    **one._asdict(),
                )

    def _chosen(
        self, one: Work, kept: Sequence[Kept], known: Mapping[str, ModuleScore]
    ) -> Iterator[Line]:
        now = known.get(one.learner)
        if now is None or not all(self._is_graded(one, each) for each in kept):
            return  # a person has to look at what could not be graded
        standings = [self._standing(each, now) for each in kept]
        if None in standings:
            return
        found = [standing for standing in standings if standing is not None]
        desk, counts = on_the_desk(found, self._attempts.keep), best(found)
        folder, attempt = kept[found.index(desk)]
        if now.at != attempt.arrived or not self._is_there(one, attempt):
            set_aside(self._classroom, *one, but=attempt.arrived)
            put_back(self._classroom, folder, attempt)
        if self._attempts.keep == "best" and counts is not found[-1]:
            yield self._told(one, found, counts, now.max_score)

    def _told(
        self, one: Work, found: Sequence[Standing], counts: Standing, max_score: float
    ) -> Line:
        so_far = " so far" if any(standing.waits for standing in found) else ""
        message = (
            f"Attempt {found.index(counts) + 1} of {len(found)} counts{so_far}: "
            f"{counts.score:g} of {max_score:g} points."
        )
        return Line(status="done", message=message, **one._asdict())

    def _candidates(self, one: Work) -> Sequence[Kept]:
        """Of several attempts those that can count."""
        kept = attempts_of(self._classroom, *one)
        counting = in_play(kept, self._rules) if len(kept) > 1 else ()
        return counting if self._attempts.keep == "best" else counting[-1:]

    def _is_graded(self, one: Work, kept: Kept) -> bool:
        folder, attempt = kept
        return (folder / GRADED).exists() or self._graded_at(one) == attempt.arrived

    def _graded_at(self, one: Work) -> object:
        return submitted_at(self._classroom.folder("autograded", *one))

    def _is_there(self, one: Work, attempt: Attempt) -> bool:
        submitted = self._classroom.folder("submitted", *one)
        return submitted_at(submitted) == attempt.arrived == self._graded_at(one)

    def _standing(self, kept: Kept, now: ModuleScore) -> Standing | None:
        """Of the attempt in the gradebook, what that says; of the others, what was kept."""
        folder, attempt = kept
        if now.at == attempt.arrived:
            return standing_of(now, attempt, self._rules)
        graded = read_graded(folder)
        return standing_of(graded.score, attempt, self._rules) if graded else None


def standing_of(score: ModuleScore, attempt: Attempt, rules: Rulebook) -> Standing:
    """By the rules as they are now. What waits for a person could still earn all its points."""
    now = as_of_now(score, attempt, rules)
    waiting = [check for check in score.checks if check.needs_manual_grade]
    open_ = sum(max(0.0, check.points - (check.score or 0.0)) for check in waiting)
    kept = rules.kept(attempt.learner, attempt.module, attempt.arrived)
    earned = now.score or 0.0
    return Standing(attempt.arrived, earned, earned + open_ * kept, score.needs_manual_grade)


def _was_graded(kept: Kept) -> bool:
    return (kept[0] / RESULT).exists() or (kept[0] / GRADED).exists()
