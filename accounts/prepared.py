"""Queries that Django puts together once and asks often: only their values change.

Building a queryset and its SQL costs some ten times what the database needs to answer it. A query
that everybody passes through is therefore a function of its values, compiled at its first use and
run again with others (docs/decisions/0028). What comes out is what the queryset itself would give:
models with what was selected or prefetched along with them, or rows of ``values_list``.

A value stands for itself, a day also for its month and its Monday: a query that works out anything
else is refused at its first use, and is to take that as a value of its own. Numbers, text, days,
moments, UUIDs and lists of numbers are values; None and yes or no choose between shapes of a query,
each compiled by itself. What locks (``select_for_update``) is refused outside a transaction, on
every database.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date, datetime, timedelta
from typing import TYPE_CHECKING, Any, Generic, TypeVar
from uuid import UUID

from django.db import DEFAULT_DB_ALIAS, connections
from django.db.models import prefetch_related_objects
from django.db.models.query import ModelIterable, ValuesListIterable, get_related_populators
from django.db.models.sql import DeleteQuery, UpdateQuery
from django.db.transaction import TransactionManagementError

from accounts.days import monday, month

if TYPE_CHECKING:
    from django.db.models import QuerySet
    from django.db.models.sql.compiler import SQLCompiler

Value = int | str | date | datetime | UUID | None
Values = dict[str, Any]  # by name: a value, or a list of numbers
Form = Callable[[Any], Any]  # what of a value a query asks with
Slot = tuple[str, int]  # the name of a value, and which of a list
Row = TypeVar("Row")
SAMPLE = 1_000_000_000
CHANGES = (33, 402)
"""By which a value is changed to see where it goes: days into other weeks, months and years."""
LARGEST = 2**63 - 1
"""The largest number that every database holds."""


class Derived(Exception):
    """A query made something else out of a value, which then cannot be exchanged."""


class Prepared(Generic[Row]):
    """``@Prepared`` on a function that takes its values by name and gives a queryset."""

    def __init__(self, build: Callable[..., QuerySet[Any, Row]]) -> None:
        self.build = build
        self._known: dict[tuple[object, ...], tuple[_Compiled, _Reader]] = {}

    def __call__(self, **values: Value | Collection[int]) -> list[Row]:
        """What the queryset of these values gives.

        Nothing, where a list is empty or a number is none that a database holds.
        """
        told = _told(values)
        if told is None:
            return []
        connection = connections[DEFAULT_DB_ALIAS]
        key = _key(told, connection)
        if key not in self._known:
            first = {name: _sample(value) for name, value in told.items()}
            compiled = _Compiled(lambda **sample: self.build(**sample).query, first)
            self._known[key] = compiled, _Reader(self.build(**first), compiled.compiler)
        compiled, reader = self._known[key]
        with compiled.asked(told, connection) as cursor:
            found = cursor.fetchall()
        return reader.read(found, connection)


class PreparedChange:
    """``@PreparedChange`` on a function that gives a queryset, and what to set in its rows.

    None in the place of what to set: the rows go, as Django's ``_raw_delete`` lets them go. Nothing
    may lean on them that Django itself would take away with them.
    """

    def __init__(
        self, build: Callable[..., tuple[QuerySet[Any, Any], dict[str, Any] | None]]
    ) -> None:
        self.build = build
        self._known: dict[tuple[object, ...], _Compiled] = {}

    def __call__(self, **values: Value | Collection[int]) -> int:
        """How many rows were changed, or went."""
        told = _told(values)
        if told is None:
            return 0
        connection = connections[DEFAULT_DB_ALIAS]
        key = _key(told, connection)
        if key not in self._known:
            first = {name: _sample(value) for name, value in told.items()}
            self._known[key] = _Compiled(self._change, first)
        with self._known[key].asked(told, connection) as cursor:
            return int(cursor.rowcount)

    def _change(self, **sample: Any) -> Any:  # noqa: ANN401 - a query of Django's
        rows, changes = self.build(**sample)
        if changes is None:
            return rows.query.chain(DeleteQuery)
        query: Any = rows.query.chain(UpdateQuery)
        query.add_update_values(changes)
        return query


class _Compiled:
    """One shape of a query: its SQL, and which of its parameters are which values."""

    def __init__(self, build: Callable[..., Any], first: Values) -> None:
        query = build(**first)
        self.compiler = query.get_compiler(DEFAULT_DB_ALIAS)
        self.sql, self.parameters = self.compiler.as_sql()
        self.places = dict(_places(build, first, self.sql))
        self.locks = query.select_for_update

    def asked(self, told: Values, connection: Any) -> Any:  # noqa: ANN401 - Django's, to be closed
        """A cursor that has asked it with these values."""
        if self.locks and not connection.in_atomic_block:
            raise TransactionManagementError("A lock lasts as long as its transaction: begin one.")
        parameters = list(self.parameters)
        for n, (slot, form) in self.places.items():
            parameters[n] = _adapted(form(_at(told, slot)), connection)
        cursor = connection.cursor()
        try:
            cursor.execute(self.sql, parameters)
        except Exception:
            cursor.close()
            raise
        return cursor


class _Reader:
    """Makes of a row what a queryset makes of it, having worked out once what goes where.

    As :class:`ModelIterable` or :class:`ValuesListIterable`; there are no others here.
    """

    def __init__(self, queryset: QuerySet[Any, Any], compiler: SQLCompiler) -> None:
        kind: Any = getattr(queryset, "_iterable_class")  # noqa: B009 - a private part of Django's
        if kind is not ModelIterable and kind is not ValuesListIterable:
            raise TypeError(kind)
        self.along = getattr(queryset, "_prefetch_related_lookups")  # noqa: B009 - as above
        select: Any = compiler.select
        converters = compiler.get_converters([one[0] for one in select[: compiler.col_count]])
        self.converters = [(at, *told) for at, told in converters.items()]
        self.klass: Any = compiler.klass_info if kind is ModelIterable else None
        if self.klass:
            fields = self.klass["select_fields"]
            self.own = slice(fields[0], fields[-1] + 1)
            self.names = [one[0].target.attname for one in select[self.own]]
            populators: Any = get_related_populators  # its types are those of a later Django
            self.related = populators(self.klass, select, DEFAULT_DB_ALIAS)
            self.annotations = list((compiler.annotation_col_map or {}).items())

    def read(self, found: list[Any], connection: Any) -> list[Any]:  # noqa: ANN401 - Django's
        rows = [self._converted(list(row), connection) for row in found]
        if not self.klass:
            return [tuple(row) for row in rows]
        made = [self._made(row) for row in rows]
        if made and self.along:
            prefetch_related_objects(made, *self.along)
        return made

    def _converted(self, row: list[Any], connection: Any) -> list[Any]:  # noqa: ANN401 - as above
        for at, converters, expression in self.converters:
            for convert in converters:
                row[at] = convert(row[at], expression, connection)
        return row

    def _made(self, row: list[Any]) -> Any:  # noqa: ANN401 - a model
        made = self.klass["model"].from_db(DEFAULT_DB_ALIAS, self.names, row[self.own])
        for related in self.related:
            related.populate(row, made)
        for name, at in self.annotations:
            setattr(made, name, row[at])
        return made


def _places(
    build: Callable[..., Any], first: Values, sql: str
) -> Iterator[tuple[int, tuple[Slot, Form]]]:
    """Where the parameters change with a value, it goes there, in a form that fits all."""
    for slot in _slots(first):
        samples = [first, *(_changed(first, slot, by) for by in CHANGES)]
        queries = [build(**sample) for sample in samples]
        asked = [query.get_compiler(DEFAULT_DB_ALIAS).as_sql() for query in queries]
        if any(other != sql for other, _parameters in asked):
            raise Derived(slot[0])
        for n, told in enumerate(zip(*(parameters for _sql, parameters in asked), strict=True)):
            if len(set(told)) > 1:
                yield n, (slot, _form([_at(sample, slot) for sample in samples], told, slot))


def _told(values: Mapping[str, Value | Collection[int]]) -> Values | None:
    """The values as they are asked with; None where nothing can be found with them."""
    told = {name: _padded(value) for name, value in values.items()}
    return None if any(_fits_nothing(value) for value in told.values()) else told


def _key(told: Values, connection: Any) -> tuple[object, ...]:  # noqa: ANN401 - Django's
    """Of the shape that a query has with such values."""
    return (connection.vendor, *map(_shape, told.values()))


def _shape(value: Value | list[int]) -> object:
    """What of a value decides how a query looks."""
    if isinstance(value, list):
        return len(value)
    return value if _chooses(value) else type(value)


def _chooses(value: object) -> bool:
    return value is None or isinstance(value, bool)


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


def _slots(values: Values) -> Iterator[Slot]:
    for name, value in values.items():
        if not _chooses(value):
            yield from ((name, n) for n in range(len(value) if isinstance(value, list) else 1))


def _at(values: Values, slot: Slot) -> Any:  # noqa: ANN401 - a value
    name, n = slot
    return values[name][n] if isinstance(values[name], list) else values[name]


def _changed(values: Values, slot: Slot, by: int) -> Values:
    """The same, but for one value."""
    name, n = slot
    whole = values[name]
    if not isinstance(whole, list):
        return values | {name: _other(whole, by)}
    return values | {name: [*whole[:n], whole[n] + (by << 16), *whole[n + 1 :]]}


def _other(value: Any, by: int) -> Value:  # noqa: ANN401 - a value
    match value:
        case date():
            return value + timedelta(days=by)
        case UUID():
            return UUID(int=value.int ^ by)
        case str():
            return f"{value}{by}"
        case _:
            return int(value) + by


def _form(values: list[Any], told: tuple[object, ...], slot: Slot) -> Form:
    """The one form in which the values give just these parameters."""
    of_day, connection = type(values[0]) is date, connections[DEFAULT_DB_ALIAS]
    for form in FORMS if of_day else FORMS[:1]:
        if [_adapted(form(value), connection) for value in values] == list(told):
            return form
    raise Derived(slot[0])


def _itself(value: Any) -> Any:  # noqa: ANN401 - a value
    return value


FORMS: tuple[Form, ...] = (_itself, month, monday)


def _adapted(value: Value, connection: Any) -> object:  # noqa: ANN401 - Django's
    """As the database takes it."""
    match value:
        case datetime():
            return connection.ops.adapt_datetimefield_value(value)
        case date():
            return connection.ops.adapt_datefield_value(value)
        case UUID() if not connection.features.has_native_uuid_field:
            return value.hex
        case _:
            return value
