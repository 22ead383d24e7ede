"""The SimpleEventQuery: parameters of an address or of a named query, read into conditions."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from traceability.epcis.conditions import Condition, NotAQuestion
from traceability.epcis.hash_id import STANDARD_PREFIXES, prefixes_of
from traceability.epcis.parameters import ORDERS, READERS, Given, field_names, one_of

MOST_PARAMETERS = 40
MOST_VALUES = 100  # in one parameter
LONGEST_QUESTION = 300  # of one value
MOST_EVENTS = 1_000_000
CONTROLS = ("orderBy", "orderDirection", "eventCountLimit", "maxEventCount")
Said = Mapping[str, object]


@dataclass(frozen=True, slots=True)
class Question:
    """All conditions hold. `first`: no more than these; `most`: more than these is too many."""

    conditions: tuple[Condition, ...] = ()
    order: str = ""  # "event" or "record"; recording order where it is not said
    order_fact: tuple[str, ...] = ()  # or by a further field, under one of these names
    descending: bool = True
    first: int | None = None
    most: int | None = None


def ask(said: Said, *, prefixes: Mapping[str, str] | None = None) -> Question:
    """Read parameters: texts with values parted by |, or the JSON of a named query.

    Raises :class:`NotAQuestion`. `prefixes` explains names of further fields, and so does the
    question's own `@context`.
    """
    context = said.get("@context")
    said = {name: value for name, value in said.items() if name != "@context"}
    if len(said) > MOST_PARAMETERS:
        raise NotAQuestion("", "too_complex", str(MOST_PARAMETERS))
    known = STANDARD_PREFIXES | dict(prefixes or {}) | prefixes_of(context)
    found: list[Condition] = []
    controls: dict[str, str] = {}
    for name, value in said.items():
        values = _values(name, value)
        if name in CONTROLS:
            controls[name] = one_of(name, values)
        else:
            condition = _condition(name, values, known)
            found += [condition] if condition else []
    return _controlled(tuple(found), controls, known)


def is_parameter(name: str) -> bool:
    """Whether a parameter of this name means anything."""
    return name in CONTROLS or any(pattern.fullmatch(name) for pattern, _read in READERS)


def _values(name: str, value: object) -> list[str]:
    if isinstance(value, str):
        values = value.split("|")
    elif isinstance(value, list) and all(isinstance(one, str | int | float) for one in value):
        values = [_text(one) for one in value]
    elif value is None or isinstance(value, bool | int | float):
        values = [_text(value)]
    else:
        raise NotAQuestion(name, "values")
    if len(values) > MOST_VALUES:
        raise NotAQuestion(name, "too_complex", str(MOST_VALUES))
    if any(len(one) > LONGEST_QUESTION for one in values):
        raise NotAQuestion(name, "too_long", str(LONGEST_QUESTION))
    if not values or ("" in values and not name.startswith("EXISTS_")):
        raise NotAQuestion(name, "empty")
    return values


def _text(value: object) -> str:
    return str(value).lower() if isinstance(value, bool) else "" if value is None else str(value)


def _condition(name: str, values: list[str], prefixes: Mapping[str, str]) -> Condition | None:
    for pattern, read in READERS:
        found = pattern.fullmatch(name)
        if found:
            return read(Given(name, found, values, prefixes))
    raise NotAQuestion(name[:60], "unknown")


def _controlled(
    conditions: tuple[Condition, ...], said: Mapping[str, str], prefixes: Mapping[str, str]
) -> Question:
    if "eventCountLimit" in said and "maxEventCount" in said:
        raise NotAQuestion("maxEventCount", "exclusive", "eventCountLimit")
    if "eventCountLimit" in said and "orderBy" not in said:
        raise NotAQuestion("eventCountLimit", "needs", "orderBy")
    direction = said.get("orderDirection", "DESC")
    if direction not in {"ASC", "DESC"}:
        raise NotAQuestion("orderDirection", "choice", "ASC, DESC")
    order = said.get("orderBy", "")
    counts = dict(_counts(said))
    return Question(
        conditions,
        order=ORDERS.get(order, ""),
        order_fact=() if order in ORDERS else _field_to_order_by(order, prefixes),
        descending=direction == "DESC",
        first=counts.get("eventCountLimit"),
        most=counts.get("maxEventCount"),
    )


def _field_to_order_by(order: str, prefixes: Mapping[str, str]) -> tuple[str, ...]:
    if order and ":" not in order:
        raise NotAQuestion("orderBy", "choice", "eventTime, recordTime, vd:ten")
    return field_names(order, prefixes) if order else ()


def _counts(said: Mapping[str, str]) -> Iterator[tuple[str, int]]:
    for name in ("eventCountLimit", "maxEventCount"):
        if name in said:
            text = said[name]
            if not re.fullmatch(r"[1-9]\d{0,6}", text, re.ASCII) or int(text) > MOST_EVENTS:
                raise NotAQuestion(name, "count", str(MOST_EVENTS))
            yield name, int(text)
