"""New rows, put in by an INSERT that is written out once for its table and their number.

Django writes it anew each time, field by field: that took longer than all else about the rows of an
order. What is in the rows afterwards is what ``bulk_create`` would have put there; as with it,
``save`` is not called. Values are values: expressions are not taken.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any, TypeVar

from django.db import DEFAULT_DB_ALIAS, connections

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


def _insert(new: list[Any]) -> None:
    connection = connections[DEFAULT_DB_ALIAS]
    model: type[Model] = type(new[0])
    fields = _fields(model)
    values = [
        field.get_db_prep_save(field.pre_save(row, add=True), connection)
        for row in new
        for field in fields
    ]
    with connection.cursor() as cursor:
        cursor.execute(_statement(model, len(new)), values)
        keys = cursor.fetchall()
    for row, (key,) in zip(new, keys, strict=True):
        row.pk = key
        row._state.adding, row._state.db = False, DEFAULT_DB_ALIAS


@cache
def _fields(model: type[Model]) -> list[Field[Any, Any]]:
    """All but the key, which the database gives."""
    return [field for field in model._meta.concrete_fields if not field.primary_key]


@cache
def _statement(model: type[Model], rows: int) -> str:
    """The same on every database that Django quotes names for in the same way."""
    columns = ", ".join(f'"{field.column}"' for field in _fields(model))
    row = f"({', '.join(['%s'] * len(_fields(model)))})"
    key = model._meta.pk.column
    return (
        f'INSERT INTO "{model._meta.db_table}" ({columns})'  # noqa: S608 - names of our own tables
        f' VALUES {", ".join([row] * rows)} RETURNING "{key}"'
    )
