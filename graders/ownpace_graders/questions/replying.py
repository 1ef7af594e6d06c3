"""The replies that go to one learner: to their own questions only."""

from __future__ import annotations

from collections.abc import Iterable

from ownpace.store.replies import Replies, Reply, newest
from ownpace_graders.questions.model import AskedQuestion


def replies_for(
    course: str, learner: str, module: str, questions: Iterable[AskedQuestion]
) -> Replies | None:
    """``replies.json`` for one learner and module, of ``questions``; ``None`` when none of that
    learner's is answered."""
    mine = (q for q in questions if (q.learner, q.module) == (learner, module) and q.replies)
    replies = newest(_reply(question) for question in mine)
    return Replies(course=course, module=module, replies=replies) if replies else None


def _reply(question: AskedQuestion) -> Reply:
    last = question.replies[-1]
    return Reply(
        question=question.id,
        asked=question.text,
        asked_at=question.at,
        step=question.step,
        text=last.text,
        at=last.at,
    )
