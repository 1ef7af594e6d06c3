"""Every route of the server part."""

from __future__ import annotations

from ownpace.server import backup_handlers, handlers

#: Each route below ``ownpace/api/``, and its handler.
ROUTES = (*handlers.ROUTES, *backup_handlers.ROUTES)
