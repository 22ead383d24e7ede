"""Giving an order's parcel to a carrier: never inside a database transaction."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from marketplace.carriers import registry
from marketplace.carriers.adapters.contract import Person, Route, Shipment
from marketplace.carriers.models import Consignment
from marketplace.orders.actions.states import NotNow, lock_order
from marketplace.orders.models import Order

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


def book_parcel(*, order: Order, by: User, at: datetime) -> Consignment:
    """Ask the carrier of the order's way to take it on; again gives the same number.

    Raises ``NotNow`` where it is not being packed or no carrier was chosen, ``Unavailable`` or
    ``Refused``. The network is spoken to between two transactions.
    """
    known, shipment = _to_book(order=order)
    if known:
        return known
    assert order.method is not None  # noqa: S101 (_to_book has refused it)
    label = registry.carrier(order.method.carrier).label(shipment)
    return _keep(order=order, tracking=label.tracking, by=by, at=at)


@transaction.atomic(durable=True)
def _to_book(*, order: Order) -> tuple[Consignment | None, Shipment]:
    """What stands already, and what to ask. Durable: no carrier is called from a transaction."""
    found = Order.objects.select_related(
        "group__commune", "producer__commune__province", "method"
    ).get(pk=order.pk)
    if not (found.method and found.method.carrier):
        raise NotNow(_("Cách giao của đơn này không qua hãng nào; xin ghi mã vận đơn bằng tay."))
    if found.state != Order.State.AWAITING_PICKUP:
        raise NotNow(_("Hãy nhận đơn trước khi xin mã vận đơn."))
    return Consignment.objects.filter(order=found).first(), _shipment(found)


def _shipment(order: Order) -> Shipment:
    group, producer = order.group, order.producer
    lines = order.lines.select_related("pack")
    route = Route(
        sender=producer.commune.code if producer.commune else "",
        receiver=group.commune.code,
        grams=sum(line.quantity * line.pack.gross_weight for line in lines),
        goods_total=order.goods_total,
    )
    place = producer.commune.full_name if producer.commune else ""
    return Shipment(
        reference=order.code,
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
def _keep(*, order: Order, tracking: str, by: User, at: datetime) -> Consignment:
    """Write the number down; of two that asked at once, both find the same."""
    order = lock_order(order)
    carrier = order.method.carrier if order.method else ""
    told = {"carrier": carrier, "tracking": tracking, "booked_at": at}
    row, is_new = Consignment.objects.get_or_create(order=order, defaults=told)
    if is_new:
        journal.record(actor=by, verb="booked", subject=order, at=at, on_behalf_of=order.producer)
    return row
