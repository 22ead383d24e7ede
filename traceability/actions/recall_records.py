"""How a recall is written as EPCIS events: one for each lot it reaches. Changes nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from traceability import addresses
from traceability.actions.records import sealed, when_and_where
from traceability.epcis.events import Json, ObjectEvent, Quantity
from traceability.epcis.vocabulary import Action, BizStep, Disposition
from traceability.models import Lot

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import datetime

    from traceability.models import ItemCode, MaterialLot, Recall


def opening(
    recall: Recall, lot: Lot | MaterialLot, items: Sequence[ItemCode], *, at: datetime
) -> Json:
    """Held apart, and recalled until it is said otherwise."""
    return _seen(
        recall,
        lot,
        items,
        at=at,
        step=BizStep.HOLDING,
        disposition=Disposition.RECALLED,
        lasting=(Disposition.RECALLED,),
    )


def closing(
    recall: Recall, lot: Lot | MaterialLot, items: Sequence[ItemCode], *, at: datetime
) -> Json:
    """Free to be sold again, or never to be."""
    if recall.is_standing:
        told: dict[str, Any] = {"disposition": Disposition.NON_SELLABLE_OTHER}
    else:
        told = {"disposition": Disposition.AVAILABLE, "no_longer": (Disposition.RECALLED,)}
    return _seen(recall, lot, items, at=at, step=BizStep.INSPECTING, **told)


def place_of(lot: Lot | MaterialLot) -> Any:  # noqa: ANN401 (a Place, of either kind of lot)
    """Where what is left of it is held."""
    return lot.workshop if isinstance(lot, Lot) else lot.place


def _seen(
    recall: Recall,
    lot: Lot | MaterialLot,
    items: Sequence[ItemCode],
    *,
    at: datetime,
    **told: Any,  # noqa: ANN401 (fields of an event)
) -> Json:
    """The items by their codes where only items are recalled, else the whole lot."""
    if isinstance(lot, Lot):
        epcs = tuple(sorted(addresses.item_address(code) for code in items))
        quantities = () if epcs else (Quantity(addresses.lot_address(lot)),)
    else:
        epcs, quantities = (), (Quantity(addresses.material_lot_address(lot)),)
    common = when_and_where(at, place_of(lot), None, {"recall": recall.code})
    event = ObjectEvent(action=Action.OBSERVE, epcs=epcs, quantities=quantities, **common, **told)
    return sealed(event)
