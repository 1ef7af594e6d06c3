"""What the report says as JSON, with times and spans as Python has them."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import Any

#: Fields that hold a time, or a span as ISO 8601 writes it.
TIMES = frozenset({"at", "due", "closes", "newest", "counted", "last", "since", "promised"})
SPANS = frozenset({"feedback_within"})
_SPAN = re.compile(r"P(?:(\d+)D)?(?:T(?:(\d+)H)?(?:(\d+)M)?(?:([\d.]+)S)?)?")


def understood(found: Any, name: str = "") -> Any:
    if isinstance(found, dict):
        inner = "feedback_within" if name == "more_time" else ""
        return {key: understood(value, inner or key) for key, value in found.items()}
    if isinstance(found, list):
        return [understood(one) for one in found]
    if name in TIMES and isinstance(found, str) and found[:1].isdigit():
        return datetime.fromisoformat(found).astimezone(UTC)
    return span(found) if name in SPANS and found else found


def span(text: str) -> timedelta:
    """Such as ``P1DT18H``."""
    found = _SPAN.fullmatch(text)
    assert found, text
    days, hours, minutes, seconds = (float(part or 0) for part in found.groups())
    return timedelta(days=days, hours=hours, minutes=minutes, seconds=seconds)
