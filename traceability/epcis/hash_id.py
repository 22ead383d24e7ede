"""The CBV event hash id: one name for what an event says, however it is written down.

The event is laid out as a pre-hash string, its fields in the canonical order of CBV 2.0, and hashed
with SHA-256. Left out are what comes later or names the record: recordTime, eventID, the error
declaration. Where the prose and the reference implementation differ (the type before the paper it
is of; papers, parties and ILMD sorted among the last fields), the published vectors decide.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

from traceability.epcis.canonical import canonical

Json = Mapping[str, Any]
STANDARD_PREFIXES = {
    "epcis": "https://ref.gs1.org/epcis/",
    "cbv": "https://ref.gs1.org/cbv/",
    "cbvmda": "urn:epcglobal:cbv:mda:",
    "gs1": "https://gs1.org/voc/",
}
IGNORE_FIELDS = "https://repository-x.example.com/ignoreFields"  # as the reference documents it
OUTSIDE = {"type", "recordTime", "eventID", "errorDeclaration", "@context"}
REMARKS = {"rdfs:comment", "comment"}

FIRST = (
    "eventTime", "eventTimeZoneOffset", "certificationInfo", "parentID", "epcList", "inputEPCList",
    "childEPCs", "quantityList", "childQuantityList", "inputQuantityList", "outputEPCList",
    "outputQuantityList", "action", "transformationID", "bizStep", "disposition",
    "persistentDisposition", "readPoint", "bizLocation", "sensorElementList",
)  # fmt: skip
QUANTITY = ("epcClass", "quantity", "uom")
METADATA = (
    "time", "startTime", "endTime", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod",
    "bizRules",
)  # fmt: skip
REPORT = (
    "type", "exception", "deviceID", "deviceMetadata", "rawData", "dataProcessingMethod", "time",
    "microorganism", "chemicalSubstance", "value", "component", "stringValue", "booleanValue",
    "hexBinaryValue", "uriValue", "minValue", "maxValue", "meanValue", "sDev", "percRank",
    "percValue", "uom", "coordinateReferenceSystem",
)  # fmt: skip
PARTS = {
    "epcList": "epc", "inputEPCList": "epc", "outputEPCList": "epc", "childEPCs": "epc",
    "quantityList": "quantityElement", "childQuantityList": "quantityElement",
    "inputQuantityList": "quantityElement", "outputQuantityList": "quantityElement",
    "sensorElementList": "sensorElement",
}  # fmt: skip
ORDERS = {
    "quantityElement": QUANTITY,
    "persistentDisposition": ("set", "unset"),
    "readPoint": ("id",),
    "bizLocation": ("id",),
    "sensorElement": ("sensorMetadata", "sensorReport"),
    "sensorMetadata": METADATA,
    "sensorReport": REPORT,
}
PAPERS = {
    "bizTransactionList": ("bizTransaction", "https://ref.gs1.org/cbv/BTT-"),
    "sourceList": ("source", "https://ref.gs1.org/cbv/SDT-"),
    "destinationList": ("destination", "https://ref.gs1.org/cbv/SDT-"),
}
WORDS = {
    ("", "bizStep"): "https://ref.gs1.org/cbv/BizStep-",
    ("", "disposition"): "https://ref.gs1.org/cbv/Disp-",
    ("persistentDisposition", "set"): "https://ref.gs1.org/cbv/Disp-",
    ("persistentDisposition", "unset"): "https://ref.gs1.org/cbv/Disp-",
    ("sensorReport", "type"): "https://gs1.org/voc/",
    ("sensorReport", "exception"): "https://gs1.org/voc/",
    ("sensorReport", "component"): "https://ref.gs1.org/cbv/Comp-",
}
OLD_WORDS = {
    "urn:epcglobal:cbv:bizstep:": "https://ref.gs1.org/cbv/BizStep-",
    "urn:epcglobal:cbv:disp:": "https://ref.gs1.org/cbv/Disp-",
    "urn:epcglobal:cbv:btt:": "https://ref.gs1.org/cbv/BTT-",
    "urn:epcglobal:cbv:sdt:": "https://ref.gs1.org/cbv/SDT-",
    "urn:epcglobal:cbv:er:": "https://ref.gs1.org/cbv/ER-",
}
TIMES = {"eventTime", "time", "startTime", "endTime"}
MOMENT = re.compile(r"(?P<whole>[^.]+)(?:\.(?P<fraction>\d+))?(?P<zone>Z|[+-]\d\d:\d\d)")
NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,3})?", re.ASCII)


def hash_id(
    event: Json, prefixes: Mapping[str, str] | None = None, *, ignored: Collection[str] = ()
) -> str:
    """The id of one event in JSON-LD, as ni:///sha-256;…?ver=CBV2.0.

    `prefixes` explains the names of further fields, as the document's context does; `ignored` names
    fields that take no part.
    """
    text = pre_hash(event, prefixes, ignored=ignored)
    return f"ni:///sha-256;{hashlib.sha256(text.encode()).hexdigest()}?ver=CBV2.0"


def hash_ids(document: Json) -> list[str]:
    """The ids of all events of an EPCIS document or query document, in their order."""
    prefixes = prefixes_of(document.get("@context"))
    return [
        hash_id(event, prefixes, ignored=ignored) for event, ignored in _events(document, prefixes)
    ]


def pre_hash(
    event: Json, prefixes: Mapping[str, str] | None = None, *, ignored: Collection[str] = ()
) -> str:
    """What is hashed: the event in canonical order, without separators."""
    meant = STANDARD_PREFIXES | dict(prefixes or {}) | prefixes_of(event.get("@context"))
    layout = _Layout(meant)
    said = {name: value for name, value in event.items() if name not in OUTSIDE | set(ignored)}
    first = "".join(layout.field(name, said.pop(name)) for name in FIRST if name in said)
    return f"eventType={event['type']}{first}{layout.rest(said)}"


def prefixes_of(context: object) -> dict[str, str]:
    """The prefixes a JSON-LD context explains by itself, besides those of the standard context."""
    parts = context if isinstance(context, list) else [context]
    dicts = [part for part in parts if isinstance(part, dict)]
    return {k: v for part in dicts for k, v in part.items() if isinstance(v, str)}


def _events(document: Json, prefixes: Mapping[str, str]) -> Iterator[tuple[Json, Collection[str]]]:
    body = document["epcisBody"]
    results = body.get("queryResults")
    holder = results or document
    listed = results["resultsBody"] if results else body
    layout = _Layout(prefixes)
    lists = [names for key, names in holder.items() if layout.meant(key) == IGNORE_FIELDS]
    ignored = [
        name
        for names in lists
        if isinstance(names, list)
        for name in names
        if isinstance(name, str)
    ]
    for event in listed["eventList"] if "eventList" in listed else [body["event"]]:
        yield event, ignored


class _Layout:
    """How names and values are written, given what the prefixes mean."""

    def __init__(self, prefixes: Mapping[str, str]) -> None:
        self.prefixes = prefixes

    def field(self, name: str, value: object, within: str = "") -> str:
        """A field of the standard with all it holds; lists name their parts."""
        if name in PARTS:
            inner = self.sorted(PARTS[name], value, name)
            return name + inner if inner else ""
        return self.sorted(name, value, within)

    def sorted(self, name: str, value: object, within: str) -> str:
        """The same field once for each value of a list, in lexical order."""
        values = value if isinstance(value, list) else [value]
        return "".join(sorted(self.one(name, single, within) for single in values))

    def one(self, name: str, value: object, within: str) -> str:
        if isinstance(value, Mapping):
            inner = self.children(name, value)
            return name + inner if inner else ""
        text = self.text(value, name if name in TIMES else "", WORDS.get((within, name), ""))
        return f"{name}={text}" if text else ""

    def children(self, name: str, value: Json) -> str:
        """The parts of a standard field in their order, then what others added."""
        left = dict(value)
        order = ORDERS.get(name, ())
        known = "".join(self.field(key, left.pop(key), name) for key in order if key in left)
        return known + self.rest(left)

    def rest(self, fields: Json) -> str:
        """Papers, parties, ILMD and further fields: sorted by what they say."""
        items = ((name, value) for name, value in fields.items() if name not in REMARKS)
        return "".join(sorted(part for item in items for part in self.further(*item)))

    def further(self, name: str, value: object) -> Iterator[str]:
        if name in PAPERS and isinstance(value, list):
            yield name + "".join(sorted(self.paper(entry, *PAPERS[name]) for entry in value))
        else:
            values = value if isinstance(value, list) else [value]
            yield from (self.extension(name, single) for single in values)

    def paper(self, entry: Json, name: str, words: str) -> str:
        """A paper or party: its type, when it has one, and then its name."""
        kind = self.text(entry.get("type", ""), words=words)
        return (f"type={kind}" if kind else "") + f"{name}={self.text(entry[name])}"

    def extension(self, name: str, value: object) -> str:
        """A field that is not the standard's: {namespace}name, with its value or its own fields."""
        prefix, colon, local = name.partition(":")
        known = colon and prefix in self.prefixes
        full = f"{{{self.prefixes[prefix]}}}{local}" if known else name
        if isinstance(value, Mapping):
            return full + self.rest(value)
        text = self.text(value)
        return f"{full}={text}" if text else full

    def text(self, value: object, time: str = "", words: str = "") -> str:
        """A value: times in UTC to the millisecond, bare words spelled out, numbers plain."""
        if value is None:
            return ""
        said = str(value).lower() if isinstance(value, bool) else str(value).strip()
        if time:
            return _moment(said)
        if words and said and ":" not in said:
            return words + said
        return canonical(_plain_number(self.meant(said)))

    def meant(self, said: str) -> str:
        """A compact URI or an old CBV word in full."""
        for old, new in OLD_WORDS.items():
            if said.startswith(old):
                return new + said.removeprefix(old)
        prefix, colon, local = said.partition(":")
        known = colon and prefix in self.prefixes and not local.startswith("//")
        return self.prefixes[prefix] + local if known else said


def _moment(text: str) -> str:
    """In UTC with milliseconds, a half rounded up; text that is no moment stays as it is."""
    found = MOMENT.fullmatch(text)
    if not found:
        return text
    digits = (found["fraction"] or "").ljust(4, "0")
    thousandths = int(digits[:3]) + (digits[3] >= "5")
    try:
        start = datetime.fromisoformat(found["whole"] + found["zone"])
        exact = start.astimezone(UTC) + timedelta(milliseconds=thousandths)
    except (ValueError, OverflowError):
        return text
    return exact.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _plain_number(text: str) -> str:
    """A number without sign, zeros or exponent it does not need; other text as it is."""
    if not NUMBER.fullmatch(text):
        return text
    whole, _, fraction = format(Decimal(text), "f").partition(".")
    whole = whole.lstrip("+-").lstrip("0") or "0"
    fraction = fraction.rstrip("0")
    plain = f"{whole}.{fraction}" if fraction else whole
    return f"-{plain}" if text.startswith("-") and plain != "0" else plain
