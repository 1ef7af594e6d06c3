"""Whether a gradebook has the tables that this nbgrader writes (imports nbgrader)."""

from __future__ import annotations

from contextlib import closing

from nbgrader.api import Base
from sqlalchemy import create_engine, inspect

from ownpace_graders.bridge.classroom import Classroom


def lacking_column(classroom: Classroom) -> str:
    """The first column that an older gradebook has not, as ``table.column``; empty, where it has
    all. Only reads."""
    engine = create_engine(str(classroom.coursedir.db_url))
    with closing(engine.connect()) as book:
        found = inspect(book)
        there = {t: {c["name"] for c in found.get_columns(t)} for t in found.get_table_names()}
    engine.dispose()
    wanted = (column for table in Base.metadata.sorted_tables for column in table.columns)
    missing = (c for c in wanted if c.name not in there.get(c.table.name, ()))
    return next((f"{c.table.name}.{c.name}" for c in missing), "")
