"""``ownpace publish``: the repository that learners open on Binder or pull to their machine."""

from ownpace_graders.publish.publication import publish

__all__ = ["publish"]
