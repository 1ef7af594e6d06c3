"""Modules in other languages: Jupyter's kernel for each, in the same confinement as ours."""

from ownpace_graders.languages.installed import confined, find_kernel, is_ours
from ownpace_graders.languages.trial import Trial, try_kernel

__all__ = ["Trial", "confined", "find_kernel", "is_ours", "try_kernel"]
