"""What an event is looked for by: the things it names, and short facts under the standard's names.

Identifiers are kept in their canonical form and CBV words bare, so that a question finds them
however they were written.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from traceability.epcis.canonical import canonical
from traceability.epcis.events import Json
from traceability.epcis.hash_id import STANDARD_PREFIXES, prefixes_of
from traceability.epcis.moments import moment
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
STANDARD_FACTS = frozenset(
    {"readPoint", "bizLocation", "bizStep", "disposition", "persistentDisposition"}
    | {"transformationID", "errorReason", "correctiveEventID", *PAPERS.values(), "sensor"}
    | {name for _role, name in (*NAMED.values(), *COUNTED.values())}
)
ILMD, FURTHER = "ILMD:", "field:"


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
    found += _further(event.get("ilmd") or {}, ILMD, prefixes)
    found += _further({k: v for k, v in event.items() if ":" in k}, FURTHER, prefixes)
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


def _papers(event: Json) -> Iterator[Fact]:
    for field, name in PAPERS.items():
        for one in event.get(field) or []:
            kind = bare(one.get("type") or "", PAPER_WORDS[name])
            yield Fact(f"{name}_{kind}", canonical(one[name]))


def _sensed(event: Json) -> Iterator[Fact]:
    for element in event.get("sensorElementList") or []:
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
            yield Fact(f"sensor_{name}", number=Decimal(str(read.timestamp())))


def _further(fields: Json, sort: str, prefixes: Mapping[str, str]) -> Iterator[Fact]:
    """Fields that are not the standard's: simple values only, and not the very long ones."""
    for name, held in fields.items():
        full = sort + expanded(name, prefixes)
        for value in held if isinstance(held, list) else [held]:
            if len(full) <= LONGEST_VALUE:
                yield Fact(full, _plain(value))


def _plain(value: object) -> str:
    """A simple value as text; "" for what is nested or too long to look for."""
    if isinstance(value, dict | list) or value is None:
        return ""
    text = str(value).lower() if isinstance(value, bool) else str(value)
    return text if len(text) <= LONGEST_VALUE else ""


def names_of(events: Iterable[Json]) -> int:
    """How many things these events name together."""
    return sum(1 for event in events for _ in things(event))
