"""Events as EPCIS answers show them: in full to who said it, to others what a scan page tells."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from traceability import addresses
from traceability.epcis import document as documents
from traceability.epcis.canonical import canonical
from traceability.epcis.public import Known, public_view
from traceability.models import MaterialLot
from traceability.terms import READ_BY_STRANGERS, prefixes

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable
    from datetime import datetime

    from traceability.epcis.events import Json
    from traceability.models import Event, Lot, Place


def shown(event: Event, *, in_full: bool) -> Json:
    """One event that stands alone, with its context, its id and when it was recorded.

    Strangers know an event by its hash id: an id of somebody's own may name other parties.
    """
    record = {"recordTime": _in_utc(event.recorded_at)}
    if in_full:
        return {**event.document, "eventID": event.event_id, **record}
    told = public_document(event.document, lot=about(event), place=event.place)
    return {**told, "eventID": event.hash_id, **record}


def about(event: Event) -> Lot | MaterialLot | None:
    """The lot, of goods or of raw material, that an event is about."""
    return event.lot or event.material_lot


def public_document(document: Json, *, lot: Lot | MaterialLot | None, place: Place | None) -> Json:
    """What strangers may read of a document about this lot; nothing where there is no lot."""
    if lot is None:
        return {}
    return documents.alone(public_view(document, _known(lot, place)), prefixes=prefixes())


def listed(
    events: Iterable[Event],
    *,
    mine: Collection[int],
    at: datetime,
    name: str = "SimpleEventQuery",
    subscription: str = "",
) -> Json:
    """An EPCISQueryDocument; `mine` are the keys of the producers whose events show in full."""
    rows = [shown(event, in_full=event.producer_id in mine) for event in events]
    return {
        "@context": documents.context(prefixes()),
        "type": "EPCISQueryDocument",
        "schemaVersion": "2.0",
        "creationDate": _in_utc(at),
        "epcisBody": {
            "queryResults": {
                "queryName": name,
                **({"subscriptionID": subscription} if subscription else {}),
                "resultsBody": {"eventList": [inside(row) for row in rows]},
            }
        },
    }


def inside(row: Json) -> Json:
    """An event within our document: it brings its context along only where that is another."""
    if row.get("@context") == documents.context(prefixes()):
        return {name: value for name, value in row.items() if name != "@context"}
    return row


def _known(lot: Lot | MaterialLot, place: Place | None) -> Known:
    names = _names(lot)
    return Known(
        lot=names[0],
        lot_code=lot.code,
        classes={canonical(name) for name in names},
        materials=addresses.every_material_lot(),
        places={canonical(addresses.place_address(place))} if place else set(),
        prefixes=prefixes(),
        fields=READ_BY_STRANGERS,
    )


def _names(lot: Lot | MaterialLot) -> list[str]:
    """How events name a lot; a product lot also by its material and its bulk goods."""
    if isinstance(lot, MaterialLot):
        return [addresses.material_lot_address(lot)]
    return [
        addresses.lot_address(lot),
        addresses.material_address(lot),
        addresses.bulk_address(lot),
    ]


def _in_utc(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
