"""``ownpace feedback``: write feedback pages and send them back."""

from ownpace_graders.feedback.feedback import feedback

__all__ = ["feedback"]
