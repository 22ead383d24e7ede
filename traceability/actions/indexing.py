"""What an event is found by is written with it: things, facts, who is to be told, its leaf."""

from __future__ import annotations

from typing import TYPE_CHECKING

from traceability import shown
from traceability.actions import log
from traceability.epcis.facts import facts, things
from traceability.models import EventFact, EventItem, LogLeaf, Subscription
from traceability.tasks.telling import announce

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from traceability.models import Event

BATCH = 500  # rows an INSERT


def index(events: Sequence[Event]) -> None:
    """Write the rows by which new events are found; call it in the transaction that wrote them."""
    EventItem.objects.bulk_create(
        [row for event in events for row in _items(event)], batch_size=BATCH
    )
    EventFact.objects.bulk_create(
        [row for event in events for row in _facts(event)], batch_size=BATCH
    )
    if Subscription.objects.exists():
        announce.enqueue([event.pk for event in events])
    log.append(kind=LogLeaf.Kind.EVENT, rows=events)


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
    told = set(facts(shown.public_document(event.document, lot=event.lot, place=event.place)))
    for fact in facts(event.document):
        yield EventFact(
            event=event,
            name=fact.name,
            value=fact.value,
            number=fact.number,
            is_public=fact in told,
        )
