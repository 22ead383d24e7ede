"""What strangers may read of an event: no more than the page of a scanned code tells.

An allow-list. Items, parents, papers, parties, sensors and free fields are left out; a field that
is not named here is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass

from traceability.epcis.canonical import canonical
from traceability.epcis.events import Json
from traceability.epcis.facts import COUNTED, NAMED
from traceability.epcis.hash_id import prefixes_of
from traceability.epcis.vocabulary import BizStep, Disposition, bare

KINDS = ("ObjectEvent", "TransformationEvent")
"""The other kinds are nothing without their parent or their papers, which strangers do not see."""

PLAIN = ("type", "eventTime", "eventTimeZoneOffset", "action")
STEPS, STATES = frozenset(BizStep), frozenset(Disposition)
LOT_NUMBER = "cbvmda:lotNumber"
DATES = (
    *("cbvmda:productionDate", "cbvmda:itemExpirationDate", "cbvmda:bestBeforeDate"),
    *("cbvmda:harvestDate", "cbvmda:sellByDate"),
    *("cbvmda:harvestStartDate", "cbvmda:harvestEndDate"),
)
COUNTRY = "cbvmda:countryOfOrigin"
COUNTRY_CODE = re.compile(r"[A-Z]{2}", re.ASCII)
DATE = re.compile(r"\d{4}-\d\d-\d\d", re.ASCII)


@dataclass(frozen=True, slots=True)
class Known:
    """What the scan page of the event's lot says anyway: canonical names of the lot and its places.

    `materials` is what names of raw lots begin with: what a transformation of our own took of them
    is told. `prefixes` are our own; a field of ours named in `fields` counts only where it means
    ours.
    """

    lot: str
    lot_code: str
    classes: Collection[str]
    places: Collection[str]
    prefixes: Mapping[str, str]
    fields: Collection[str] = ()
    materials: str = ""


def public_view(event: Json, known: Known) -> Json:
    """The event for strangers, still valid by the schema; without context, ids and recordTime."""
    return {
        **{name: event[name] for name in PLAIN if name in event},
        **dict(_what(event, known)),
        **dict(_why(event)),
        **dict(_where(event, known)),
        **dict(_own_fields(event, event, known)),
    }


def _what(event: Json, known: Known) -> Iterator[tuple[str, object]]:
    """Amounts of the lot; where only single items are named, that they are of this lot."""
    shown = {
        field: [one for one in event.get(field, []) if _is_told(one["epcClass"], field, known)]
        for field in COUNTED
    }
    names_items = any(event.get(field) for field in NAMED)
    if names_items and not any(shown.values()) and event["type"] == "ObjectEvent":
        shown["quantityList"] = [{"epcClass": known.lot}]
    yield from ((field, amounts) for field, amounts in shown.items() if amounts)
    ilmd = event.get("ilmd") or {}
    facts = dict(_lasting(ilmd, known)) | dict(_own_fields(event, ilmd, known))
    if facts:
        yield "ilmd", facts


def _is_told(uri: str, field: str, known: Known) -> bool:
    """The lot itself; and raw lots of this market that went into it."""
    is_raw = field == "inputQuantityList" and known.materials and uri.startswith(known.materials)
    return bool(is_raw) or canonical(uri) in known.classes


def _lasting(ilmd: Json, known: Known) -> Iterator[tuple[str, str]]:
    if ilmd.get(LOT_NUMBER) == known.lot_code:
        yield LOT_NUMBER, known.lot_code
    if COUNTRY_CODE.fullmatch(str(ilmd.get(COUNTRY, ""))):
        yield COUNTRY, ilmd[COUNTRY]
    for name in DATES:
        if DATE.fullmatch(str(ilmd.get(name, ""))):
            yield name, ilmd[name]


def _why(event: Json) -> Iterator[tuple[str, object]]:
    if bare(event.get("bizStep") or "", "BizStep") in STEPS:
        yield "bizStep", event["bizStep"]
    if bare(event.get("disposition") or "", "Disp") in STATES:
        yield "disposition", event["disposition"]
    lasting = event.get("persistentDisposition") or {}
    known = {
        way: [state for state in states if bare(state, "Disp") in STATES]
        for way, states in lasting.items()
    }
    if any(known.values()):
        yield "persistentDisposition", {way: states for way, states in known.items() if states}


def _where(event: Json, known: Known) -> Iterator[tuple[str, object]]:
    for name in ("readPoint", "bizLocation"):
        uri = (event.get(name) or {}).get("id", "")
        if uri and canonical(uri) in known.places:
            yield name, {"id": uri}


def _own_fields(event: Json, said: Json, known: Known) -> Iterator[tuple[str, object]]:
    """Fields of ours in the event or in its lasting facts."""
    meant = prefixes_of(event.get("@context"))
    for name in known.fields:
        prefix = name.partition(":")[0]
        is_ours = meant.get(prefix) == known.prefixes.get(prefix)
        if is_ours and isinstance(said.get(name), str | bool):
            yield name, said[name]
