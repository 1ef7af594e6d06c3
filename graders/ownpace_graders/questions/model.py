"""One question in the course directory: ``asked/<number>.json``, for a person to read."""

from __future__ import annotations

from typing import Literal

from pydantic import AwareDatetime, Field

from ownpace.models import Model
from ownpace.store.questions import QuestionId
from ownpace.store.replies import LONGEST

Way = Literal["exchange", "bundle", "inbox", "nbgrader"]


class Given(Model):
    """One reply. The last of a question's counts; earlier ones are kept."""

    at: AwareDatetime
    text: str = Field(min_length=1, max_length=LONGEST)


class AskedQuestion(Model):
    """A question and what was replied. All but ``number``, ``arrived`` and ``replies`` is what the
    learner's side sent: ``id``, ``step``, ``code`` and ``said`` are claims."""

    format: Literal[1] = 1
    number: int = Field(ge=1, description="what `ownpace answer` calls it")
    course: str
    module: str
    learner: str = Field(description="the id, as in attempts/")
    name: str = Field(description="as the learner gave it")
    came_by: Way
    arrived: AwareDatetime
    id: QuestionId
    at: AwareDatetime = Field(description="when it was asked, as the learner's machine says")
    step: str = ""
    activity: str = ""
    text: str
    code: str = ""
    said: str = ""
    reply_to: tuple[str, ...] = Field(
        default=(), description="names the reply in an exchange; secrets of this learner's"
    )
    replies: tuple[Given, ...] = ()

    @property
    def is_open(self) -> bool:
        return not self.replies

    @property
    def key(self) -> tuple[str, str, str]:
        """What tells it from every other: an id counts for its own learner and module only."""
        return self.learner, self.module, self.id
