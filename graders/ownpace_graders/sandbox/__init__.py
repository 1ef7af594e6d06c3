"""Keeping a submission away from everything that is not its own."""

from ownpace_graders.sandbox.probe import Answer, probe, require

__all__ = ["Answer", "probe", "require"]
