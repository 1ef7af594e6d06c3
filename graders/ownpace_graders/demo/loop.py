"""The loop itself: new, release, work, collect, grade, feedback, report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from ownpace.course import Course
from ownpace.store.courses import Courses
from ownpace_graders.check.trial.execution import execute_all
from ownpace_graders.collect import collect
from ownpace_graders.demo.exchange import make_exchange
from ownpace_graders.demo.learners import LEARNERS, Homework, hand_in, prepare
from ownpace_graders.feedback import feedback
from ownpace_graders.grade import grade
from ownpace_graders.lines import Line, Summary, Watch
from ownpace_graders.new import new
from ownpace_graders.release import release
from ownpace_graders.report import Report, report
from ownpace_graders.sandbox import probe

#: So many modules of the course's main path the learners have behind them: the demonstration
#: shows a course in its first weeks, and nobody waits for all of it to be worked three times.
_WORKED = 3


@dataclass(frozen=True)
class Demo:
    """Where a demonstration has its folders, all of them inside one."""

    place: Path

    @property
    def course(self) -> Path:
        """The teacher's folder."""
        return self.place / "course"

    @property
    def learners(self) -> Path:
        return self.place / "learners"

    @property
    def inbox(self) -> Path:
        """Where the three learners' bundles arrive."""
        return self.place / "inbox"

    @property
    def you(self) -> Path:
        """The fourth learner's folder."""
        return self.place / "you"


def play(
    demo: Demo, watch: Watch, clock: Callable[[], datetime], say: Callable[[str], None]
) -> tuple[Report, tuple[Line, ...]]:
    """Play the loop inside ``demo.place``; the report, and whatever needs a person.

    Learners' notebooks are really executed, by the kernel that learners use. They hand in as
    bundles, since they are three people on one account.
    """
    needs: list[Line] = []

    def done(summary: Summary) -> None:
        needs.extend(line for line in summary.lines if line.status == "attention")

    say("The teacher starts a course from the sample, and releases it.")
    done(new(demo.course))
    make_exchange(demo)
    done(release(demo.course, (), watch, clock()))
    say("Three learners work: one gets it all right, one half, one hands in a blank.")
    _work(demo, watch, clock)
    say("The teacher collects, grades and sends feedback.")
    done(collect(demo.course, (), watch, clock(), inbox=demo.inbox))
    # It wrote these submissions itself, so a machine that cannot confine may run them.
    done(grade(demo.course, (), watch, unconfined=not probe().confines))
    done(feedback(demo.course, (), watch, clock()))
    return report(demo.course, clock()), tuple(needs)


def released_course(demo: Demo) -> Course:
    course = Courses().newest((demo.course / "release").glob("*/course.json"))
    assert course is not None, "the sample course was released a moment ago"
    return course


def _work(demo: Demo, watch: Watch, clock: Callable[[], datetime]) -> None:
    course = released_course(demo)
    homework = [
        prepare(demo.course, demo.learners / learner.name, learner, module.id)
        for learner in LEARNERS
        for module in [module for module in course.modules if module.path == "core"][:_WORKED]
    ]
    watch.start("Learners work", len(homework))

    def finished(_: object) -> None:
        watch.advance(Line(status="done", message="worked"))

    execute_all([work.job for work in homework], finished)
    demo.inbox.mkdir()
    for work in homework:
        _hand_in(demo, course, work, clock())


def _hand_in(demo: Demo, course: Course, work: Homework, now: datetime) -> None:
    bundle = demo.inbox / f"{work.learner.name}-{work.job.name}.zip"
    hand_in(course, work, bundle, now)
