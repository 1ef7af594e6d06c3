"""``ownpace release``: strip modules, seal their questions, and put them where learners start."""

from ownpace_graders.release.release import release

__all__ = ["release"]
