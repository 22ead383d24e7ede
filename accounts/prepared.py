"""Queries that Django puts together once and asks often: only their values change.

Building a queryset and its SQL costs some ten times what the database needs to answer it. A query
that everybody passes through is therefore a function of its values, compiled at its first use and
run again with others (docs/decisions/0028). What comes out is what the queryset itself would give:
models with what was selected or prefetched along with them, or rows of ``values_list``.

The values stand for themselves: a query that works something out of one (the month of a date) is
refused at its first use, and is to take that as a value of its own. Numbers, text, dates, moments,
UUIDs and lists of numbers are values; None, and what chooses between two shapes of a query, are
not. Locks (``select_for_update``) are left to querysets, which see that there is a transaction.
"""

from __future__ import annotations

import copy
from collections.abc import Collection, Iterator
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import prefetch_related_objects

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Value = int | str | date | datetime | UUID
Values = dict[str, Any]  # by name: a value, or a list of numbers
Slot = tuple[str, int]  # the name of a value, and which of a list
Row = TypeVar("Row")
SAMPLE = 1_000_000_000
LARGEST = 2**63 - 1
"""The largest number that every database holds."""


class Derived(Exception):
    """A query made something else out of a value, which then cannot be exchanged."""


class Prepared(Generic[Row]):
    """``@Prepared`` on a function that takes its values by name and gives a queryset."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self._compiled: dict[tuple[str, tuple[int, ...]], _Compiled] = {}

    def __call__(self, **values: Value | Collection[int]) -> list[Row]:
        """What the queryset of these values gives.

        Nothing, where a list is empty or a number is none that a database holds.
        """
        told = {name: _padded(value) for name, value in values.items()}
        if any(_fits_nothing(value) for value in told.values()):
            return []
        lengths = tuple(len(value) if isinstance(value, list) else 0 for value in told.values())
        key = (connections[DEFAULT_DB_ALIAS].vendor, lengths)
        if key not in self._compiled:
            self._compiled[key] = _Compiled(self.build, told)
        return self._compiled[key].rows(told)


class _Compiled:
    """One shape of a query: its SQL, and which of its parameters are which values."""

    def __init__(self, build: Callable[..., QuerySet[Any, Any]], told: Values) -> None:
        first = {name: _sample(value) for name, value in told.items()}
        self.queryset: Any = build(**first)  # its private parts are used below
        self.compiler = self.queryset.query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        self.slots: dict[int, Slot] = {}
        for slot, other in _others(first):
            query: Any = build(**other).query
            places = self._differing(query.get_compiler(DEFAULT_DB_ALIAS).as_sql(), slot, first)
            self.slots |= dict.fromkeys(places, slot)

    def _differing(
        self, other: tuple[str, tuple[Any, ...]], slot: Slot, first: Values
    ) -> list[int]:
        """Where the parameters differ, this value goes, and it goes there as it is."""
        sql, parameters = other
        if sql != self.sql:
            raise Derived(slot[0])
        pairs = enumerate(zip(self.parameters, parameters, strict=True))
        places = [n for n, (mine, others) in pairs if mine != others]
        if any(self.parameters[n] != _adapted(_at(first, slot)) for n in places):
            raise Derived(slot[0])
        return places

    def rows(self, told: Values) -> list[Any]:
        parameters = list(self.parameters)
        for n, slot in self.slots.items():
            parameters[n] = _adapted(_at(told, slot))
        asked = _Asked(self.queryset, self.compiler, (self.sql, tuple(parameters)))
        found = list(self.queryset._iterable_class(asked))  # noqa: SLF001 - what evaluates a queryset
        along = self.queryset._prefetch_related_lookups  # noqa: SLF001 - as above
        prefetch_related_objects(found, *along)
        return found


class _Asked:
    """Stands in for a queryset, and for its query: hands out a compiler that knows its SQL."""

    def __init__(
        self,
        queryset: Any,  # noqa: ANN401 - as above
        compiler: SQLCompiler,
        known: tuple[str, tuple[Any, ...]],
    ) -> None:
        self.query, self.db = self, queryset.db
        self._queryset, self._compiler, self._known = queryset, compiler, known

    def get_compiler(self, using: str) -> Any:  # noqa: ANN401 - a compiler that is told its SQL
        compiler: Any = copy.copy(self._compiler)
        compiler.connection = connections[using]
        compiler.as_sql = lambda *_args, **_kwargs: self._known
        return compiler

    def __getattr__(self, name: str) -> object:
        return getattr(self._queryset, name)


def _padded(value: Value | Collection[int]) -> Value | list[int]:
    """A list as long as a power of two, its last one repeated: few lengths, few shapes."""
    if isinstance(value, str) or not isinstance(value, Collection):
        return value
    numbers = list(value)
    missing = (1 << (len(numbers) - 1).bit_length()) - len(numbers) if numbers else 0
    return numbers + numbers[-1:] * missing


def _fits_nothing(value: Value | list[int]) -> bool:
    if isinstance(value, list):
        return not value
    return isinstance(value, int) and abs(value) > LARGEST


def _sample(value: Value | list[int]) -> Value | list[int]:
    """A list is compiled with numbers that are all different, or Django leaves some out."""
    return [SAMPLE + n for n in range(len(value))] if isinstance(value, list) else value


def _others(first: Values) -> Iterator[tuple[Slot, Values]]:
    """Each value in turn with another in its place."""
    for name, value in first.items():
        if not isinstance(value, list):
            yield (name, 0), first | {name: _other(value)}
            continue
        for n, number in enumerate(value):
            yield (name, n), first | {name: [*value[:n], number + SAMPLE, *value[n + 1 :]]}


def _other(value: Value) -> Value:
    match value:
        case date():
            return value + timedelta(days=400)
        case UUID():
            return UUID(int=value.int ^ 1)
        case str():
            return f"{value}x"
        case _:
            return value + 1


def _at(values: Values, slot: Slot) -> Any:  # noqa: ANN401 - a value
    name, n = slot
    return values[name][n] if isinstance(values[name], list) else values[name]


def _adapted(value: Value) -> object:
    """As the database takes it."""
    connection = connections[DEFAULT_DB_ALIAS]
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
        case UUID() if not connection.features.has_native_uuid_field:
            return value.hex
        case _:
            return value
