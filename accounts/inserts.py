"""New rows, put in by an INSERT that is written out once for its table and their number.

Django writes it anew each time, field by field: that took longer than all else about the rows of an
order. What is in the rows afterwards is what ``bulk_create`` would have put there; as with it,
``save`` is not called. Values are values: expressions are not taken.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models.expressions import DatabaseDefault

from accounts.columns import Column, columns, written

if TYPE_CHECKING:
    from collections.abc import Iterable

    from django.db.models import Field, Model

Row = TypeVar("Row", bound="Model")
MOST_AT_ONCE = 100
"""Rows in one statement: one is kept for each number, and databases take so many values."""


def insert(rows: Iterable[Row]) -> list[Row]:
    """Put in new rows of one model; they know their keys afterwards.

    Of more than ``MOST_AT_ONCE``, several statements are made: call it in a transaction.
    """
    new = list(rows)
    for first in range(0, len(new), MOST_AT_ONCE):
        _insert(new[first : first + MOST_AT_ONCE])
    return new


def insert_one(row: Row) -> Row:
    """Put in one new row."""
    _insert([row])
    return row


def insert_unless_there(row: Row, *names: str) -> bool:
    """Put in one row unless there is one with the same ``names``; say whether it was put in.

    They are a unique constraint of their own. Whoever else is about to put in the same is waited
    for, and needs no savepoint: what was there first can be read afterwards.
    """
    return bool(_insert([row], names))


def _insert(new: list[Any], unless: tuple[str, ...] = ()) -> list[Any]:
    """What the database gave back: keys."""
    connection = connections[DEFAULT_DB_ALIAS]
    model: type[Model] = type(new[0])
    left = _left_to_the_database(new[0])
    operations: Any = type(connection.ops)
    into = _columns(model, left, operations)
    values = [one for row in new for one in written(row, into, connection, add=True)]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(new), unless, left), values)
        keys = list(cursor.fetchall())
    for row, (key,) in zip(new, keys, strict=not unless):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS
        for name in left:
            delattr(row, name)  # read when it is asked for
    return keys


def _left_to_the_database(row: Model) -> tuple[str, ...]:
    """Fields that have their default from there: in all rows that come with this one."""
    names = _with_default(type(row))
    return tuple(name for name in names if isinstance(getattr(row, name), DatabaseDefault))


@cache
def _with_default(model: type[Model]) -> list[str]:
    return [field.attname for field in model._meta.concrete_fields if field.has_db_default()]


@cache
def _fields(model: type[Model], left: tuple[str, ...]) -> list[Field[Any, Any]]:
    """All but those, and the key, which the database gives."""
    return [
        field
        for field in model._meta.concrete_fields
        if not field.primary_key and field.attname not in left
    ]


@cache
def _columns(model: type[Model], left: tuple[str, ...], operations: type[Any]) -> list[Column]:
    return columns(_fields(model, left), operations)


@cache
def _statement(
    model: type[Model], rows: int, unless: tuple[str, ...], left: tuple[str, ...]
) -> str:
    """The same on every database that Django quotes names for in the same way."""
    fields, key = _fields(model, left), model._meta.pk.column
    columns = ", ".join(f'"{field.column}"' for field in fields)
    row = f"({', '.join(['%s'] * len(fields))})"
    taken = ", ".join(f'"{field.column}"' for field in fields if field.name in unless)
    return (
        f'INSERT INTO "{model._meta.db_table}" ({columns})'  # noqa: S608 - names of our own tables
        f" VALUES {', '.join([row] * rows)}"
        f'{f" ON CONFLICT ({taken}) DO NOTHING" if unless else ""} RETURNING "{key}"'
    )
