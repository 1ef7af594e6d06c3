"""Keeping a submission away from everything that is not its own."""
