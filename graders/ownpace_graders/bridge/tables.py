"""The gradebook's tables, asked without nbgrader, whose import takes longer than most answers."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
from types import SimpleNamespace
from typing import Any

Queries = Sequence[str]
Values = Mapping[str, Any]


def rows_of(url: str, queries: Queries, values: Values) -> Iterator[list[Any]]:
    """The rows that each of ``queries`` finds, all at one moment; ``at`` is a time."""
    path = url.partition("?")[0].partition("sqlite:///")[2]
    ask = _sqlite if path else _server
    return ask(path or url, queries, values)


def time(value: datetime | str | None) -> datetime | None:
    return datetime.fromisoformat(value) if isinstance(value, str) else value


def _sqlite(path: str, queries: Queries, values: Values) -> Iterator[list[Any]]:
    with closing(sqlite3.connect(path, timeout=5)) as book:
        book.execute("BEGIN")
        for query in queries:
            cursor = book.execute(query, values)
            names = [column[0] for column in cursor.description]
            yield [_row(dict(zip(names, row, strict=True))) for row in cursor]


def _server(url: str, queries: Queries, values: Values) -> Iterator[list[Any]]:
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with closing(engine.connect()) as book:
        for query in queries:
            yield [_row(dict(row)) for row in book.execute(text(query), values).mappings()]
    engine.dispose()


def _row(found: dict[str, Any]) -> SimpleNamespace:
    if "at" in found:
        found["at"] = time(found["at"])
    return SimpleNamespace(**found)
