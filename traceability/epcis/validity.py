"""What a document must be: valid by GS1's schema with formats on, and true to rules beyond it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from itertools import islice
from math import isfinite
from pathlib import Path
from typing import Any

import jsonschema_rs

from traceability.epcis.events import Json
from traceability.epcis.facts import LONGEST_VALUE, STANDARD_FACTS, facts, things
from traceability.epcis.moments import moment

SCHEMA = Path(__file__).with_name("epcis-json-schema-2.0.1.json")
KINDS = (
    *("ObjectEvent", "AggregationEvent", "TransactionEvent"),
    *("TransformationEvent", "AssociationEvent"),
)
MOST_FAULTS = 20
LONGEST_NAME = 200  # of a thing or an event
LARGEST_AMOUNT = 10**10
FIRST_YEAR = 1900
SKEW = timedelta(minutes=5)  # clocks of others run ahead a little


@dataclass(frozen=True, slots=True)
class Fault:
    """Where a document breaks which rule; `value` is what stands there, shortened."""

    field: str
    rule: str
    value: str = ""
    wanted: str = ""


def schema_faults(document: Json) -> list[Fault]:
    """What GS1's schema says against a document or a bare event; the first twenty."""
    return [_fault(error) for error in islice(_schema().iter_errors(document), MOST_FAULTS)]


def event_faults(event: Json, *, at: datetime) -> list[Fault]:
    """What else an event may not be, `at` being now. The event is valid by the schema."""
    return [
        *_kind(event),
        *_time(event.get("eventTime"), "eventTime", at),
        *_declaration(event, at),
        *_parent(event),
        *_amounts(event),
        *_lengths(event),
    ]


def under(path: str, faults: Sequence[Fault]) -> list[Fault]:
    """The same faults, seen from the whole document."""
    return [Fault(within(path, one.field), one.rule, one.value, one.wanted) for one in faults]


def within(path: str, field: str) -> str:
    """`epcisBody.eventList[0]` and `eventTime` in one; either may be empty."""
    return ".".join(part for part in (path, field) if part)


@cache
def _schema() -> jsonschema_rs.Draft7Validator:
    schema = json.loads(SCHEMA.read_text(encoding="utf-8"))
    return jsonschema_rs.Draft7Validator(schema, validate_formats=True)


def _fault(error: jsonschema_rs.ValidationError) -> Fault:
    kind = error.kind.name
    wanted = {"format": "format", "required": "property", "type": "types"}.get(kind, "")
    told = str(getattr(error.kind, wanted, "")) if wanted else ""
    return Fault(written(error.instance_path), kind, _short(error.instance), told)


def written(path: Sequence[str | int]) -> str:
    """A path as people write it: epcisBody.eventList[0].eventTime."""
    steps = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in path)
    return steps.removeprefix(".")[:200]


def _short(value: Any) -> str:  # noqa: ANN401 (any JSON)
    return "" if isinstance(value, dict | list) else str(value)[:60]


def _kind(event: Json) -> Iterator[Fault]:
    if event["type"] not in KINDS:
        yield Fault("type", "kind", _short(event["type"]))


def _time(value: object, field: str, at: datetime) -> Iterator[Fault]:
    read = moment(str(value))
    if read is None or read.year < FIRST_YEAR:
        yield Fault(field, "format", _short(value), "date-time")
    elif read > at + SKEW:
        yield Fault(field, "future", _short(value))


def _declaration(event: Json, at: datetime) -> Iterator[Fault]:
    declared = event.get("errorDeclaration")
    if declared:
        yield from _time(declared["declarationTime"], "errorDeclaration.declarationTime", at)


def _parent(event: Json) -> Iterator[Fault]:
    """Packing and fastening name what into: the schema lets some of these pass."""
    joins = event["type"] in {"AggregationEvent", "AssociationEvent"}
    if joins and event.get("action") != "OBSERVE" and not event.get("parentID"):
        yield Fault("parentID", "parent")


def _amounts(event: Json) -> Iterator[Fault]:
    for thing in things(event):
        if thing.quantity is None:
            continue
        if not isfinite(thing.quantity) or thing.quantity >= LARGEST_AMOUNT:
            yield Fault(f"{thing.field}.quantity", "too_much", str(thing.quantity)[:40])
        elif thing.quantity < 0:
            yield Fault(f"{thing.field}.quantity", "negative", str(thing.quantity)[:40])


def _lengths(event: Json) -> Iterator[Fault]:
    if len(event.get("eventID", "")) > LONGEST_NAME:
        yield Fault("eventID", "too_long", wanted=str(LONGEST_NAME))
    for thing in things(event):
        if len(thing.uri) > LONGEST_NAME:
            yield Fault(thing.field, "too_long", _short(thing.uri), str(LONGEST_NAME))
    for fact in facts(event):
        is_ours_to_find = fact.name.partition("_")[0] in STANDARD_FACTS
        if is_ours_to_find and max(len(fact.name), len(fact.value)) > LONGEST_VALUE:
            yield Fault(fact.name[:60], "too_long", _short(fact.value), str(LONGEST_VALUE))
