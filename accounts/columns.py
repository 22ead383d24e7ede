"""What of a row goes into its columns: as Django's fields say it, at once where they say nothing.

Most values are of the very type their column takes: asking six methods of a field whether that is
so took longer than the database needs to write the row. Whatever is not plainly such a value, and
every kind of field that is not named here, is asked as ever.
"""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.backends.base.operations import BaseDatabaseOperations

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from django.db.models import Field, Model

NOTHING = type(None)
TEXTS = {models.CharField, models.TextField, models.SlugField, models.EmailField}
NUMBERS = {
    models.BigAutoField,
    models.BigIntegerField,
    models.IntegerField,
    models.PositiveBigIntegerField,
    models.PositiveIntegerField,
    models.PositiveSmallIntegerField,
    models.SmallIntegerField,
}


class Column(NamedTuple):
    """A field, and what of its values is written as it is: these types, and all that are texts."""

    field: Field[Any, Any]
    name: str
    plain: set[type]
    is_text: bool
    is_moment: bool


def columns(fields: Iterable[Field[Any, Any]], operations: type[Any]) -> list[Column]:
    """What is known of these before any row is; to be kept by whoever asks."""
    return [_column(field, operations) for field in fields]


def written(
    row: Model,
    into: Sequence[Column],
    connection: Any,  # noqa: ANN401 - Django's
    *,
    add: bool,
) -> list[Any]:
    """The values of a row as the database takes them."""
    found = []
    for field, name, plain, is_text, is_moment in into:
        value = getattr(row, name)
        if type(value) in plain or (is_text and isinstance(value, str)):
            found.append(value)
        elif is_moment and type(value) is datetime and value.tzinfo:
            found.append(connection.ops.adapt_datetimefield_value(value))
        else:
            found.append(field.get_db_prep_save(_value_of(row, field, add=add), connection))
    return found


def _value_of(row: Model, field: Field[Any, Any], *, add: bool) -> Any:  # noqa: ANN401 - any field's
    """What is to be written, also where a row got its key after it was pointed to."""
    value = field.pre_save(row, add)
    if value is None and isinstance(field, models.ForeignKey):
        other = field.get_cached_value(row, default=None)
        if other is not None and other.pk is None:
            raise ValueError(f"{row._meta.label}.{field.name} points to what is not there")
        value = None if other is None else getattr(other, field.target_field.attname)
    return value


def _column(field: Field[Any, Any], operations: type[Any]) -> Column:
    """A moment is one that is given, and not the time of writing."""
    is_moment = type(field) is models.DateTimeField and not (field.auto_now or field.auto_now_add)
    plain = {NOTHING} if is_moment else _plain(field, operations)
    return Column(field, field.attname, plain, type(field) in TEXTS, is_moment)


def _plain(field: Field[Any, Any], operations: type[Any]) -> set[type]:
    """None stands for itself, but in a key it may be one that came later."""
    if isinstance(field, models.ForeignKey):
        return _plain(field.target_field, operations) - {NOTHING}
    kind = type(field)
    if kind in TEXTS:
        return {str, NOTHING}
    if kind is models.BooleanField:
        return {bool, NOTHING}
    if kind in NUMBERS and _takes_numbers(operations):
        return {int, NOTHING}
    return set()


def _takes_numbers(operations: type[Any]) -> bool:
    """As they are: PostgreSQL's are told how large they are."""
    method = "adapt_integerfield_value"
    return getattr(operations, method) is getattr(BaseDatabaseOperations, method)
