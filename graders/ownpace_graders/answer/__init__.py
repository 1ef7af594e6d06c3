"""``ownpace answer``: reply to a question, and send the reply."""

from ownpace_graders.answer.answer import answer, question_numbered

__all__ = ["answer", "question_numbered"]
