"""The values a teacher writes in course.yml: percentages, lengths of time, dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, time, timedelta, timezone, tzinfo
from typing import Annotated, Any
from zoneinfo import ZoneInfo, available_timezones

from pydantic import PlainValidator, WithJsonSchema

_UNITS = {
    "minutes": ("m", "min", "mins", "minute", "minutes"),
    "hours": ("h", "hour", "hours"),
    "days": ("d", "day", "days"),
    "weeks": ("w", "week", "weeks"),
}
_UNIT_OF = {word: unit for unit, words in _UNITS.items() for word in words}

PERCENT = r"^\d{1,3}(\.\d+)?\s*%$"
DURATION = r"^\d{1,5}(\.\d+)?\s*[A-Za-z]+$"
MOMENT = (
    r"^(?P<day>\d{4}-\d{2}-\d{2})([T ](?P<time>\d{2}:\d{2}(:\d{2})?))?"
    r"\s*(?P<zone>Z|[+-]\d{2}:\d{2}|[A-Z][A-Za-z_]+(/[A-Za-z_+-]+)*)?$"
)
YEARS = range(1970, 3000)


@dataclass(frozen=True)
class Moment:
    """A date as written: ``clock`` is None for a whole day, ``zone`` None for the course's own."""

    day: date
    clock: time | None = None
    zone: tzinfo | None = None


def percent(value: Any) -> float:
    """``"60%"`` → 0.6."""
    if not isinstance(value, str) or not re.match(PERCENT, value.strip()):
        raise ValueError("must be a percentage such as 60%")
    number = float(value.strip().rstrip("% "))
    if number > 100:
        raise ValueError("must be at most 100%")
    return number / 100


def duration(value: Any) -> timedelta:
    """``"24h"`` or ``"2 days"`` → the length of time."""
    text = value.strip() if isinstance(value, str) else ""
    number = re.match(r"[\d.]*", text)
    unit = _UNIT_OF.get(text[number.end() :].strip().lower()) if number else None
    if not (number and unit and re.match(DURATION, text)):
        raise ValueError("must be a length of time such as 30 minutes, 24h, 2 days or 1 week")
    return timedelta(**{unit: float(number.group())})


def moment(value: Any) -> Moment:
    """``"2027-01-18"``, ``"2027-01-18T17:00"``, ``"2027-01-18 17:00 Asia/Tokyo"`` → as written."""
    found = re.match(MOMENT, value.strip()) if isinstance(value, str) else None
    if found is None:
        raise ValueError("must be a date such as 2027-01-18 or 2027-01-18T17:00")
    try:
        day = date.fromisoformat(found["day"])
        at = time.fromisoformat(found["time"]) if found["time"] else None
    except ValueError as error:
        raise ValueError(f"cannot be {value}: there is no such date or time") from error
    if day.year not in YEARS:
        raise ValueError(f"must be a date between {YEARS[0]} and {YEARS[-1]}")
    return Moment(day, at, _zone(found["zone"]) if found["zone"] else None)


def zone_name(value: Any) -> str:
    """An IANA name of a time zone."""
    if not isinstance(value, str) or value not in available_timezones():
        raise ValueError("must be the IANA name of a time zone, such as Europe/London")
    return value


def _zone(text: str) -> tzinfo:
    if text == "Z":
        return UTC
    if text[0] not in "+-":
        return ZoneInfo(zone_name(text))
    hours, minutes = text[1:].split(":")
    offset = timedelta(hours=int(hours), minutes=int(minutes))
    if offset > timedelta(hours=14) or int(minutes) > 59:
        raise ValueError(f"cannot have the zone {text}: there is no such zone")
    return timezone(-offset if text[0] == "-" else offset)


def _written(pattern: str, example: str) -> WithJsonSchema:
    # JSON Schema's regular expressions (ECMA 262) write group names in another way.
    plain = re.sub(r"\?P<\w+>", "", pattern)
    return WithJsonSchema({"type": "string", "pattern": plain, "examples": [example]})


Percent = Annotated[float, PlainValidator(percent), _written(PERCENT, "60%")]
Duration = Annotated[timedelta, PlainValidator(duration), _written(DURATION, "2 days")]
When = Annotated[Moment, PlainValidator(moment), _written(MOMENT, "2027-01-18")]
ZoneName = Annotated[
    str,
    PlainValidator(zone_name),
    WithJsonSchema({"type": "string", "examples": ["Europe/London"]}),
]
