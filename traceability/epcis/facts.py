"""What an event is looked for by: the things it names, and short facts under the standard's names.

Identifiers are kept in their canonical form and CBV words bare, so that a question finds them
however they were written.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from traceability.epcis.canonical import canonical
from traceability.epcis.events import Json
from traceability.epcis.hash_id import STANDARD_PREFIXES, prefixes_of
from traceability.epcis.moments import moment, seconds
from traceability.epcis.vocabulary import bare

LONGEST_VALUE = 300
NAMED = {
    "epcList": ("epc", "epc"),
    "childEPCs": ("child", "epc"),
    "inputEPCList": ("input", "inputEPC"),
    "outputEPCList": ("output", "outputEPC"),
}
COUNTED = {
    "quantityList": ("epc", "epcClass"),
    "childQuantityList": ("child", "epcClass"),
    "inputQuantityList": ("input", "inputEPCClass"),
    "outputQuantityList": ("output", "outputEPCClass"),
}
PAPERS = {"bizTransactionList": "bizTransaction", "sourceList": "source"}
PAPERS["destinationList"] = "destination"
PAPER_WORDS = {"bizTransaction": "BTT", "source": "SDT", "destination": "SDT"}
SENSED = (
    *("type", "deviceID", "dataProcessingMethod", "microorganism", "chemicalSubstance"),
    *("bizRules", "stringValue", "booleanValue", "hexBinaryValue", "uriValue"),
)
SENSED_TIMES = ("time", "startTime", "endTime")
SENSED_AMOUNTS = ("value", "minValue", "maxValue", "meanValue", "sDev", "percValue")
STANDARD_FACTS = frozenset(
    {"readPoint", "bizLocation", "bizStep", "disposition", "persistentDisposition"}
    | {"transformationID", "errorReason", "correctiveEventID", *PAPERS.values(), "sensor"}
    | {name for _role, name in (*NAMED.values(), *COUNTED.values())}
)
HOLDERS = {"ERROR_DECLARATION": "errorDeclaration", "readPoint": "readPoint"}
HOLDERS["bizLocation"] = "bizLocation"
SENSOR_HOLDERS = ("SENSORELEMENT", "SENSORMETADATA", "SENSORREPORT")
SCOPES = ("ILMD", *HOLDERS, *SENSOR_HOLDERS)
"""Where further fields stand, as parameters name it; those of the event itself have no word."""

LARGEST = Decimal(10**13)
PLACES = Decimal("0.000001")


@dataclass(frozen=True, slots=True)
class Thing:
    """Something an event names: in which field, in which role, under which name one asks for it."""

    field: str
    role: str
    name: str
    uri: str
    quantity: Decimal | None = None
    uom: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing to look for: a text, or a number (an amount, seconds since 1970)."""

    name: str
    value: str = ""
    number: Decimal | None = None


def things(event: Json) -> Iterator[Thing]:
    """Every thing the event is about, in the order of its fields."""
    if event.get("parentID"):
        yield Thing("parentID", "parent", "parentID", event["parentID"])
    for field, (role, name) in NAMED.items():
        for at, uri in enumerate(event.get(field, [])):
            yield Thing(f"{field}[{at}]", role, name, uri)
    for field, (role, name) in COUNTED.items():
        for at, one in enumerate(event.get(field, [])):
            amount = Decimal(str(one["quantity"])) if "quantity" in one else None
            yield Thing(f"{field}[{at}]", role, name, one["epcClass"], amount, one.get("uom") or "")


def facts(event: Json) -> list[Fact]:
    """All facts of an event, each once."""
    prefixes = STANDARD_PREFIXES | prefixes_of(event.get("@context"))
    found = [*_why(event), *_what(event), *_papers(event), *_sensed(event)]
    for scope, fields in _holders(event):
        found += _further(fields, scope, prefixes)
    return list(dict.fromkeys(found))


def expanded(name: str, prefixes: Mapping[str, str]) -> str:
    """The full name of a further field: `cbvmda:lotNumber` is `urn:epcglobal:cbv:mda:lotNumber`."""
    prefix, colon, local = name.partition(":")
    return prefixes[prefix] + local if colon and prefix in prefixes else name


def _why(event: Json) -> Iterator[Fact]:
    if "action" in event:
        yield Fact("action", event["action"])
    for name, words in (("bizStep", "BizStep"), ("disposition", "Disp")):
        if event.get(name):
            yield Fact(name, bare(event[name], words))
    for way, states in (event.get("persistentDisposition") or {}).items():
        yield from (Fact(f"persistentDisposition_{way}", bare(one, "Disp")) for one in states)
    for name in ("readPoint", "bizLocation"):
        if event.get(name):
            yield Fact(name, canonical(event[name]["id"]))
    if event.get("transformationID"):
        yield Fact("transformationID", canonical(event["transformationID"]))
    yield from _declared(event.get("errorDeclaration") or {})


def _declared(declaration: Json) -> Iterator[Fact]:
    if declaration.get("reason"):
        yield Fact("errorReason", bare(declaration["reason"], "ER"))
    yield from (Fact("correctiveEventID", one) for one in declaration.get("correctiveEventIDs", []))


def _what(event: Json) -> Iterator[Fact]:
    for thing in things(event):
        yield Fact(thing.name, canonical(thing.uri))
        if thing.quantity is not None:
            yield Fact("quantity", number=thing.quantity)
            if thing.uom:
                yield Fact(f"quantity_{thing.uom}", number=thing.quantity)


def _papers(event: Json) -> Iterator[Fact]:
    for field, name in PAPERS.items():
        for one in event.get(field) or []:
            kind = bare(one.get("type") or "", PAPER_WORDS[name])
            yield Fact(f"{name}_{kind}", canonical(one[name]))


def _sensed(event: Json) -> Iterator[Fact]:
    for element in event.get("sensorElementList") or []:
        yield Fact("sensorElementList")
        parts = [element.get("sensorMetadata") or {}, *(element.get("sensorReport") or [])]
        for part in parts:
            yield from _measured(part)


def _measured(part: Json) -> Iterator[Fact]:
    for name in SENSED:
        if name in part:
            said = part[name]
            text = str(said).lower() if isinstance(said, bool) else str(said)
            yield Fact(f"sensor_{name}", bare(text, "measure") if name == "type" else text)
    for name in SENSED_TIMES:
        read = moment(str(part.get(name, "")))
        if read:
            yield Fact(f"sensor_{name}", number=seconds(read))
    for name in SENSED_AMOUNTS:
        amount = amount_of(part.get(name))
        if amount is not None:
            yield Fact(f"sensor_{name}_{part.get('uom', '')}", number=amount)
    rank = amount_of(part.get("percRank"))
    if rank is not None:
        yield Fact("sensor_percRank", number=rank)


def _holders(event: Json) -> Iterator[tuple[str, Json]]:
    """Every place of an event where fields may stand that are not the standard's."""
    yield "", _foreign(event)
    yield "ILMD", event.get("ilmd") or {}
    for scope, name in HOLDERS.items():
        yield scope, _foreign(event.get(name) or {})
    for element in event.get("sensorElementList") or []:
        yield "SENSORELEMENT", _foreign(element)
        yield "SENSORMETADATA", _foreign(element.get("sensorMetadata") or {})
        for report in element.get("sensorReport") or []:
            yield "SENSORREPORT", _foreign(report)


def _foreign(fields: Json) -> Json:
    return {name: value for name, value in fields.items() if ":" in name}


def _further(fields: Json, scope: str, prefixes: Mapping[str, str]) -> Iterator[Fact]:
    """Fields that are not the standard's, and below them what is nested; no very long values."""
    for name, held in fields.items():
        full = further_name(scope, expanded(name, prefixes))
        for value in held if isinstance(held, list) else [held]:
            if len(full) <= LONGEST_VALUE:
                yield from _said(full, value)
            if isinstance(value, dict):
                yield from _further(value, inner(scope), prefixes)


def inner(scope: str) -> str:
    """Below a further field, at whatever depth."""
    return scope if scope.startswith("INNER") else f"INNER_{scope}".removesuffix("_")


def further_name(scope: str, name: str) -> str:
    """Under which a further field is looked for."""
    return f"{scope or 'field'}:{name}"


def _said(name: str, value: object) -> Iterator[Fact]:
    """The value as text and, where it is a number or a time, as that too."""
    yield Fact(name, _plain(value))
    amount = amount_of(value)
    if amount is not None:
        yield Fact(name, number=amount)


def amount_of(value: object) -> Decimal | None:
    """A number as it is, a time in seconds since 1970, a date as its midnight in UTC."""
    if isinstance(value, bool | dict | list) or value is None:
        return None
    text = str(value)
    try:
        amount = Decimal(text)
    except InvalidOperation:
        read = moment(text) or moment(f"{text}T00:00:00Z")
        return seconds(read) if read else None
    return amount.quantize(PLACES) if amount.is_finite() and abs(amount) < LARGEST else None


def _plain(value: object) -> str:
    """A simple value as text; "" for what is nested or too long to look for."""
    if isinstance(value, dict | list) or value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= LONGEST_VALUE else ""
