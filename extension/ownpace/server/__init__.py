"""The learner's Jupyter server: what the panel asks for, and what its buttons do.

Importing this package loads neither tornado nor nbgrader; Jupyter finds the extension through
:func:`_jupyter_server_extension_points`.
"""

from __future__ import annotations

from typing import Any

__all__ = ["_jupyter_server_extension_points"]


def _jupyter_server_extension_points() -> list[dict[str, Any]]:
    """How Jupyter finds the extension. It needs tornado, so it is imported only when asked for."""
    from ownpace.server.extension import Ownpace

    return [{"module": "ownpace.server", "app": Ownpace}]
