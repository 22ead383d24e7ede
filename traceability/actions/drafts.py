"""Events that somebody sent, read and judged before any is written."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from traceability.epcis import document as documents
from traceability.epcis.facts import Thing, things
from traceability.epcis.hash_id import hash_id, hash_ids
from traceability.epcis.validity import Fault, event_faults, schema_faults, under
from traceability.epcis.vocabulary import bare
from traceability.models import Event
from traceability.queries import speaking

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from traceability.epcis.events import Json
    from traceability.models import Lot, Place

Stage = Event.Stage
STAGES = {
    "inspecting": Stage.INSPECTING,
    "sampling": Stage.INSPECTING,
    "storing": Stage.STORING,
    "stocking": Stage.STORING,
    "shipping": Stage.SHIPPING,
    "departing": Stage.SHIPPING,
    "receiving": Stage.RECEIVING,
    "accepting": Stage.RECEIVING,
    "retail_selling": Stage.SELLING,
}
"""Steps that a scan page tells. The making of a lot is not among them: its book counts stock."""

TOLD = ("ObjectEvent", "AggregationEvent", "TransactionEvent")
INBOUND = ("arriving", "receiving", "accepting", "unloading", "storing", "stocking", "inspecting")
"""Steps at which goods of makers that are not here may be named: what one bought."""


@dataclass(slots=True)
class Draft:
    """One event as sent, whose it is, and what is wrong with it."""

    path: str
    event: Json
    hash_id: str = ""
    faults: list[Fault] = field(default_factory=list)
    producer: int = 0
    lot: Lot | None = None
    place: Place | None = None

    @property
    def event_id(self) -> str:
        return self.event.get("eventID") or self.hash_id

    @property
    def is_declaration(self) -> bool:
        return bool(self.event.get("errorDeclaration"))

    @property
    def stage(self) -> str:
        if self.lot is None or self.is_declaration or self.event["type"] not in TOLD:
            return ""
        return STAGES.get(_step(self.event), "")


def of_document(document: Json) -> list[Draft]:
    """The events of a document whose frame is valid, each standing alone with its faults."""
    context = document["@context"]
    drafts = [_alone(path, event, context) for path, event in events_of(document)]
    for draft in drafts:
        draft.faults = under(draft.path, schema_faults(draft.event))
    sound = [draft for draft in drafts if not draft.faults]
    for draft, known in zip(sound, hash_ids(_with(document, sound)), strict=True):
        draft.hash_id = known
    return drafts


def frame_faults(document: Json) -> list[Fault]:
    """What the schema says against a document but for its events."""
    try:
        events = _body(document)[1].get("eventList", [])
        frame = _with(document, []) if isinstance(events, list) else document
    except (KeyError, TypeError, AttributeError):
        frame = document
    return schema_faults(frame)


def of_event(event: Json) -> Draft:
    """One bare event with its context."""
    draft = Draft("", event, faults=schema_faults(event))
    if not draft.faults:
        draft.hash_id = hash_id(event)
    return draft


def events_of(document: Json) -> list[tuple[str, Json]]:
    """The events of a document or query document, each with its path."""
    start, body = _body(document)
    listed = body.get("eventList", [])
    return [(f"{start}.eventList[{at}]", event) for at, event in enumerate(listed)]


def _body(document: Json) -> tuple[str, Json]:
    """Where events stand, and what holds their list."""
    body = document["epcisBody"]
    if document["type"] == "EPCISDocument":
        return "epcisBody", body
    return "epcisBody.queryResults.resultsBody", body["queryResults"]["resultsBody"]


def _with(document: Json, drafts: Sequence[Draft]) -> Json:
    """The same document with only these events."""
    events = {"eventList": [draft.event for draft in drafts]}
    if document["type"] == "EPCISDocument":
        return {**document, "epcisBody": {**document["epcisBody"], **events}}
    results = document["epcisBody"]["queryResults"]
    body = {**results["resultsBody"], **events}
    return {**document, "epcisBody": {"queryResults": {**results, "resultsBody": body}}}


def judge(drafts: Sequence[Draft], *, speakers: Collection[int], at: datetime) -> None:
    """Find what else is wrong with each: rules beyond the schema, and things of others."""
    sound = [draft for draft in drafts if not draft.faults]
    for draft in sound:
        draft.faults += under(draft.path, event_faults(draft.event, at=at))
    sound = [draft for draft in sound if not draft.faults]
    named = {uri: speaking.identity(uri) for draft in sound for uri in _uris(draft.event)}
    owned = speaking.owners({key for key in named.values() if key}, speakers=speakers)
    for draft in sound:
        _settle(draft, named, owned, speakers)


def _alone(path: str, event: object, said: object) -> Draft:
    """An event with its document's context, and its own prefixes after it."""
    if not isinstance(event, dict):
        return Draft(path, {"type": "", "event": event})
    contexts = [*_listed(said), *_listed(event.get("@context", []))]
    kept = [documents.CONTEXT, *(one for one in contexts if isinstance(one, dict))]
    kept += [one for one in contexts if isinstance(one, str) and one not in kept]
    return Draft(path, {"@context": kept, **{k: v for k, v in event.items() if k != "@context"}})


def _listed(context: object) -> list[object]:
    return context if isinstance(context, list) else [context]


def _uris(event: Json) -> list[str]:
    places = [(event.get(name) or {}).get("id") for name in ("readPoint", "bizLocation")]
    return [thing.uri for thing in things(event)] + [uri for uri in places if uri]


def _settle(
    draft: Draft,
    named: Mapping[str, speaking.Key | None],
    owned: Mapping[speaking.Key, speaking.Owned],
    speakers: Collection[int],
) -> None:
    """Whose the event is, which lot it is about and where it happened; or why it is refused."""
    its: list[speaking.Owned] = []
    for thing in things(draft.event):
        key = named[thing.uri]
        found = owned.get(key) if key else None
        if thing.role == "input":
            continue
        if key and (rule := _broken(draft.event, key, found, speakers)):
            draft.faults += under(draft.path, [Fault(thing.field, rule, _short(thing))])
        elif found:
            its.append(found)
    here = _places(draft, named, owned, speakers)
    if draft.faults:
        return
    draft.place = next((one.place for one in here), None)
    _name_producer(draft, {one.producer for one in (*its, *here)}, speakers)
    lots = {one.lot.pk: one.lot for one in its if one.lot}
    draft.lot = next(iter(lots.values())) if len(lots) == 1 else None


def _places(
    draft: Draft,
    named: Mapping[str, speaking.Key | None],
    owned: Mapping[speaking.Key, speaking.Owned],
    speakers: Collection[int],
) -> list[speaking.Owned]:
    here = []
    for name in ("bizLocation", "readPoint"):
        uri = (draft.event.get(name) or {}).get("id", "")
        key = named.get(uri)
        found = owned.get(key) if key else None
        if key and key[0] != "gln" and (found is None or found.producer not in speakers):
            rule = "not_yours" if found else "strange"
            draft.faults += under(draft.path, [Fault(f"{name}.id", rule, uri[:60])])
        elif found:
            here.append(found)
    return here


def _broken(
    event: Json, key: speaking.Key, found: speaking.Owned | None, speakers: Collection[int]
) -> str:
    """The rule that naming this thing breaks; "" when it may be named."""
    if found:
        return "" if found.producer in speakers else "not_yours"
    if key[0] == "gtin":
        is_bought = event.get("action") == "OBSERVE" and _step(event) in INBOUND
        return "" if is_bought else "unknown_gtin"
    return "" if key[0] == "gln" else "strange"


def _name_producer(draft: Draft, producers: set[int], speakers: Collection[int]) -> None:
    """That of the things it names; where it names none of anybody's, the only one there is."""
    producers = producers or set(speakers)
    if len(producers) == 1:
        draft.producer = next(iter(producers))
    else:
        rule = "no_producer" if producers == set(speakers) else "two_producers"
        draft.faults += under(draft.path, [Fault("", rule)])


def _step(event: Json) -> str:
    return bare(event.get("bizStep") or "", "BizStep")


def _short(thing: Thing) -> str:
    return thing.uri[:60]
