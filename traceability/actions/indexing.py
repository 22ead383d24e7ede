"""What an event is found by is written with it: things, facts, who is to be told, its leaf."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from traceability import shown
from traceability.actions import log
from traceability.epcis.facts import facts, things
from traceability.models import Descent, Event, EventFact, EventItem, LogLeaf, Subscription
from traceability.queries import nodes
from traceability.tasks.telling import announce

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

JOINING = (Event.Kind.TRANSFORMATION, Event.Kind.AGGREGATION)
Side = Descent.Side
BATCH = 500  # rows an INSERT


def index(events: Sequence[Event]) -> None:
    """Write the rows by which new events are found; call it in the transaction that wrote them."""
    EventItem.objects.bulk_create(
        [row for event in events for row in _items(event)], batch_size=BATCH
    )
    EventFact.objects.bulk_create(
        [row for event in events for row in _facts(event)], batch_size=BATCH
    )
    Descent.objects.bulk_create(_descents(events), batch_size=BATCH)
    if Subscription.objects.exists():
        announce.enqueue([event.pk for event in events])
    log.append(kind=LogLeaf.Kind.EVENT, rows=events)


def _descents(events: Sequence[Event]) -> list[Descent]:
    """What went into each event that joins things, and what came out, by the names of nodes.

    A part of a long transformation hangs on its id. What stays the same lot is no descent.
    """
    sides = {event: _sides(event) for event in events if event.kind in JOINING}
    uris = {uri for found in sides.values() for side in found for uri in side}
    names = nodes.named(uris)
    return [
        Descent(event=event, side=side, node=node)
        for event, (into, out) in sides.items()
        for side, uris, others in ((Side.IN, into, out), (Side.OUT, out, into))
        for node in sorted({names[uri] for uri in uris})
        if {node} != {names[uri] for uri in others}
    ]


def _sides(event: Event) -> tuple[set[str], set[str]]:
    """The URIs that went in and came out; none where the event undoes or merely denies."""
    if event.declared_wrong_at or event.document.get("action") == "DELETE":
        return set(), set()
    by_role: dict[str, set[str]] = defaultdict(set)
    for thing in things(event.document):
        by_role[thing.role].add(thing.uri)
    process = {uri for uri in [event.document.get("transformationID")] if uri}
    into = by_role["input"] | by_role["child"]
    out = by_role["output"] | by_role["parent"]
    return into or process, out or process


def _items(event: Event) -> Iterator[EventItem]:
    """Each thing once in its role, with the first amount that is stated of it."""
    rows: dict[tuple[str, str], EventItem] = {}
    for thing in things(event.document):
        row = EventItem(
            event=event, role=thing.role, epc=thing.uri, quantity=thing.quantity, unit=thing.uom
        )
        rows.setdefault((thing.role, thing.uri), row)
    yield from rows.values()


def _facts(event: Event) -> Iterator[EventFact]:
    told = set(
        facts(shown.public_document(event.document, lot=shown.about(event), place=event.place))
    )
    for fact in facts(event.document):
        yield EventFact(
            event=event,
            name=fact.name,
            value=fact.value,
            number=fact.number,
            is_public=fact in told,
        )
