"""The ``ownpace`` command: ``python -m ownpace_graders`` is the same."""

from __future__ import annotations

import sys


def main() -> int:
    """Run the command; the exit status is 0 (done), 1 (a person is needed) or 2 (an error)."""
    try:
        import typer  # noqa: F401 - the base install is the learner's, and has none
    except ModuleNotFoundError:
        print("The `ownpace` command is part of the teacher's install.", file=sys.stderr)
        print("Run: pip install 'ownpace[teach]'", file=sys.stderr)
        return 2
    from ownpace_graders.cli import run

    return run()


if __name__ == "__main__":
    sys.exit(main())
