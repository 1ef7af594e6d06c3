"""``ownpace feedback``: write feedback pages and send them back."""

from ownpace_graders.feedback.feedback import feedback
from ownpace_graders.feedback.more_time import send_more_time
from ownpace_graders.feedback.replies import send_replies
from ownpace_graders.feedback.revealing import is_over

__all__ = ["feedback", "is_over", "send_more_time", "send_replies"]
