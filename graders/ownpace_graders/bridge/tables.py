"""The gradebook's tables, asked without nbgrader, whose import takes longer than most answers."""

from __future__ import annotations

import sqlite3
from collections import namedtuple
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import closing
from datetime import datetime
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
            yield _named([column[0] for column in cursor.description], cursor)


def _server(url: str, queries: Queries, values: Values) -> Iterator[list[Any]]:
    from sqlalchemy import create_engine, text

    engine = create_engine(url)
    with closing(engine.connect()) as book:
        for query in queries:
            found = book.execute(text(query), values)
            yield _named(list(found.keys()), found)
    engine.dispose()


def _named(names: Sequence[str], rows: Iterable[Any]) -> list[Any]:
    row: Any = namedtuple("row", names)  # type: ignore[misc]  # a query's own columns
    found: list[Any] = [row._make(one) for one in rows]
    return [one._replace(at=time(one.at)) for one in found] if "at" in names else found
