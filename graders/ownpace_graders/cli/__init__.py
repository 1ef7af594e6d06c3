"""The command line: parses, calls a plain function, and shows what it returns.

Each command imports what it needs when it is run, so that ``ownpace --help`` is there at once.
"""

from ownpace_graders.cli.app import app, run

__all__ = ["app", "run"]
