"""Columns of one row, written over by an UPDATE that is written out once for them.

What is in the row afterwards is what ``save(update_fields=…)`` would have put there, which took
Django four times as long to say. As with ``accounts.inserts``, ``save`` is not called, and values
are values: expressions are not taken.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from django.db import DEFAULT_DB_ALIAS, DatabaseError, connections

from accounts.columns import Column, columns, written

if TYPE_CHECKING:
    from django.db.models import Model


def update(row: Model, *names: str) -> None:
    """Write these fields of a row that is there; ``DatabaseError`` where it is not."""
    connection = connections[DEFAULT_DB_ALIAS]
    operations: Any = type(connection.ops)
    into, statement = _statement(type(row), names, operations)
    values = written(row, into, connection, add=False)
    with connection.cursor() as cursor:
        cursor.execute(statement, [*values, row.pk])
        if cursor.rowcount != 1:
            raise DatabaseError(f"{row._meta.label} {row.pk} is not there")


@cache
def _statement(
    model: type[Model], names: tuple[str, ...], operations: type[Any]
) -> tuple[list[Column], str]:
    fields: list[Any] = [model._meta.get_field(name) for name in names]
    changes = ", ".join(f'"{field.column}" = %s' for field in fields)
    meta = model._meta
    return columns(fields, operations), (
        f'UPDATE "{meta.db_table}" SET {changes}'  # noqa: S608 - names of our own tables
        f' WHERE "{meta.pk.column}" = %s'
    )
