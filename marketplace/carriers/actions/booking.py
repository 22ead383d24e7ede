"""Giving a parcel to a carrier: never inside a database transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.carriers import registry
from marketplace.carriers.adapters.contract import Person, Route, Shipment
from marketplace.carriers.models import Consignment
from marketplace.orders.actions.packing import the_parcel
from marketplace.orders.actions.states import NotNow, lock_order
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import Parcel


def book_parcel(*, order: Order, by: User, at: datetime, number: int | None = None) -> Consignment:
    """Ask the carrier of the order's way to take a parcel on (the first open one, if not told).

    Again gives the same number, until the parcel has come back and is to be sent once more.

    Raises ``NotNow`` where it is not being packed or no carrier was chosen, ``Unavailable`` or
    ``Refused``. The network is spoken to between two transactions.
    """
    known, parcel, shipment = _to_book(order=order, number=number, by=by, at=at)
    if known:
        return known
    assert order.method is not None  # noqa: S101 (_to_book has refused it)
    label = registry.carrier(order.method.carrier).label(shipment)
    return _keep(parcel=parcel, tracking=label.tracking, by=by, at=at)


@transaction.atomic(durable=True)
def _to_book(
    *, order: Order, number: int | None, by: User, at: datetime
) -> tuple[Consignment | None, Parcel, Shipment]:
    """What stands already, and what to ask. Durable: no carrier is called from a transaction."""
    lock_order(order)
    found = Order.objects.select_related(
        "group__commune", "producer__commune__province", "method"
    ).get(pk=order.pk)
    if not (found.method and found.method.carrier):
        raise NotNow(_("Cách giao của đơn này không qua hãng nào; xin ghi mã vận đơn bằng tay."))
    back = found.parcels.filter(number=number or 1, returned_at__isnull=False).first()
    if found.state != Order.State.AWAITING_PICKUP and back is None:
        raise NotNow(_("Hãy nhận đơn trước khi xin mã vận đơn."))
    parcel = back or the_parcel(order=found, by=by, at=at, number=number)
    parcel.order = found
    known = parcel.consignments.filter(attempt=_coming(parcel)).first()
    return known, parcel, _shipment(parcel)


def _coming(parcel: Parcel) -> int:
    """Which time it sets out next: once more than before, when it came back."""
    return parcel.attempt + (1 if parcel.returned_at else 0)


def _reference(parcel: Parcel) -> str:
    """Ours for the carrier: the same one twice is one parcel."""
    coming = _coming(parcel)
    return parcel.code if coming == 1 else f"{parcel.code}-{coming}"


def _grams(parcel: Parcel) -> int:
    """What lies in it weighs; before anything does, all that was ordered."""
    inside = parcel.items.select_related("code__lot__pack")
    lines = parcel.order.lines.select_related("pack")
    return sum(item.code.lot.pack.gross_weight for item in inside) or sum(
        line.quantity * line.pack.gross_weight for line in lines
    )


def _shipment(parcel: Parcel) -> Shipment:
    order = parcel.order
    group, producer = order.group, order.producer
    route = Route(
        sender=producer.commune.code if producer.commune else "",
        receiver=group.commune.code,
        grams=_grams(parcel),
        goods_total=order.goods_total,
    )
    place = producer.commune.full_name if producer.commune else ""
    return Shipment(
        reference=_reference(parcel),
        route=route,
        sender=Person(name=producer.name, phone="", street=producer.address, place=place),
        receiver=Person(
            name=group.buyer_name,
            phone=group.buyer_phone,
            street=group.street,
            place=group.place_text,
        ),
        note=order.note or group.note,
    )


@transaction.atomic
def _keep(*, parcel: Parcel, tracking: str, by: User, at: datetime) -> Consignment:
    """Write the number down; of two that asked at once, both find the same."""
    order = lock_order(parcel.order)
    carrier = order.method.carrier if order.method else ""
    told = {"carrier": carrier, "tracking": tracking, "booked_at": at}
    row, is_new = Consignment.objects.get_or_create(
        parcel=parcel, attempt=_coming(parcel), defaults=told
    )
    if is_new:
        journal.record(actor=by, verb="booked", subject=order, at=at, on_behalf_of=order.producer)
    return row
