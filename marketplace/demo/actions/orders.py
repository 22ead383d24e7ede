"""The demo's orders: placed, paid at the demo bank, packed and sent by the market's own actions."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime, timedelta
from typing import TYPE_CHECKING
from uuid import NAMESPACE_URL, UUID, uuid5

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import User
from catalog.models import Commune, Producer
from catalog.models import Pack as PackRow
from marketplace.delivery import queries as delivery
from marketplace.delivery.tables import Load, Reason, best
from marketplace.demo.clock import days_before
from marketplace.demo.orders import DAY, PURCHASES
from marketplace.demo.people import BUYERS
from marketplace.demo.queries import good_of, owner, pack
from marketplace.orders.actions import packing, parcels, shortening, states
from marketplace.orders.actions.placing import Buyer, Wanted, place_orders
from marketplace.orders.models import Allocation, Order, OrderGroup
from marketplace.payments import registry
from marketplace.payments.actions import lapsing, opening, settling
from marketplace.payments.actions.refunding import pay_back
from marketplace.payments.models import Payment
from traceability.actions.scans import record_scan
from traceability.models import ItemCode

if TYPE_CHECKING:
    from collections.abc import Sequence

    from marketplace.delivery.tables import Destination, Way
    from marketplace.demo.cards import Purchase

GATEWAY = "sandbox"
HELD = timedelta(days=7)
"""How long unpaid demo goods are held: long enough for whoever looks at the demo."""

PAYING, ACCEPTING, PACKING = timedelta(minutes=6), timedelta(hours=2), timedelta(hours=5)
HANDING_OVER, ARRIVING, LOOKING = timedelta(hours=7), timedelta(days=2), timedelta(days=3)
CARRIER = "Bưu tá mẫu"
UNPAID = "awaiting_payment"


def place_purchases(*, at: datetime, cards: Sequence[Purchase] = PURCHASES) -> int:
    """Orders that are not there yet, each brought as far as its card says; say how many.

    One that was interrupted before it was paid is gone on with.
    """
    groups = OrderGroup.objects.all()
    known = set(groups.values_list("idempotency_key", flat=True))
    waiting = groups.filter(orders__state=Order.State.AWAITING_PAYMENT)
    unpaid = set(waiting.values_list("idempotency_key", flat=True))
    missing = [
        card
        for card in cards
        if key_of(card.key) not in known or (key_of(card.key) in unpaid and card.until != UNPAID)
    ]
    for card in missing:
        _bring_about(card, at)
    return len(missing)


def _bring_about(card: Purchase, at: datetime) -> None:
    placed = _placed_at(card, at)
    group = _place(card, placed)
    for payment in _under_way(group):
        opening.start(payment=payment, at=placed)
    with transaction.atomic():
        _go_on(card, group, placed)
    if card.missing:
        pay_back(at=placed + HANDING_OVER)


def _placed_at(card: Purchase, at: datetime) -> datetime:
    """So many minutes ago; what is days ago, in the morning of its day."""
    days = card.minutes_ago // DAY
    return days_before(at, days) if days else at - timedelta(minutes=card.minutes_ago)


@transaction.atomic
def _place(card: Purchase, placed: datetime) -> OrderGroup:
    """The checkout, with a payment; where buyers pay straight, one of each order."""
    group = OrderGroup.objects.filter(idempotency_key=key_of(card.key)).first()
    if group is None:
        buyer = _buyer(card)
        group = place_orders(
            buyer=buyer,
            wanted=_wanted(card, buyer.commune, placed),
            key=key_of(card.key),
            held_until=placed + HELD,
            at=placed,
        )
    opening.open_payment(group=group, gateway=GATEWAY, at=placed)
    return group


def _under_way(group: OrderGroup) -> list[Payment]:
    waiting = group.payments.filter(state__in=[Payment.State.STARTED, Payment.State.PENDING])
    return list(waiting.order_by("pk"))


def key_of(purchase: str) -> UUID:
    """The idempotency key of a purchase, by the key of its card."""
    return uuid5(NAMESPACE_URL, f"cho-goc-mau/{purchase}")


def _buyer(card: Purchase) -> Buyer:
    guest = BUYERS[card.buyer]
    return Buyer(
        name=guest.name,
        phone=guest.phone,
        commune=Commune.objects.of_today().select_related("province").get(code=guest.commune),
        street=guest.street,
        note=card.note,
        user=User.objects.filter(phone=guest.phone).first(),
    )


def _wanted(card: Purchase, commune: Commune, placed: datetime) -> list[Wanted]:
    """An order for each producer, sent in the cheapest of its ways."""
    by_producer: dict[Producer, list[tuple[PackRow, int]]] = defaultdict(list)
    for key, quantity in card.packs.items():
        row = pack(key)
        by_producer[row.product.producer].append((row, quantity))
    ways = delivery.ways_of(by_producer, on=localdate(placed))
    there = delivery.place_of(commune)
    return [
        _parcel(producer, packs, ways[producer.pk], there)
        for producer, packs in by_producer.items()
    ]


def _parcel(
    producer: Producer, packs: list[tuple[PackRow, int]], ways: list[Way], there: Destination
) -> Wanted:
    load = Load(
        grams=sum(row.gross_weight * quantity for row, quantity in packs),
        goods_total=sum(row.price * quantity for row, quantity in packs),
        needs={row.pk: delivery.need_of(row, is_fresh=False) for row, _ in packs},
    )
    taken = best(delivery.quotes(ways, load, [there]))
    if taken is None:
        raise delivery.NotDelivered({row.pk: Reason.NOT_SERVED for row, _ in packs})
    return Wanted(
        producer=producer,
        packs=packs,
        delivery_fee=taken.least or 0,
        method=taken.way.key or None,
        words=taken.way.name,
    )


def _go_on(card: Purchase, group: OrderGroup, placed: datetime) -> None:
    if card.until == UNPAID:
        return
    if card.until == "cancelled":
        lapsing.give_up(group=group, by=group.user, at=placed + PAYING)
        return
    for payment in _under_way(group):
        _pay(payment, placed + PAYING)
    if card.until != "awaiting_acceptance":
        for order in group.orders.order_by("pk"):
            _fulfil(order, card, placed)


def _pay(payment: Payment, at: datetime) -> None:
    """The demo bank says so, signed; the market hears it as it hears any notice."""
    bank = registry.demo_bank()
    body, headers = bank.notice(reference=payment.reference, amount=payment.amount, at=at)
    told = bank.read(body=body, headers=headers, at=at)
    settling.receive(gateway=GATEWAY, told=told, body=body, headers=headers, at=at)


def _fulfil(order: Order, card: Purchase, placed: datetime) -> None:
    by = _seller(card, order)
    states.accept(order=order, by=by, at=placed + ACCEPTING)
    _leave_out(order, card, by, placed + PACKING)
    serials = _serials(order)
    half = len(serials) // 2
    if card.until == "half_packed":
        serials = serials[:half]
    for number, serial in enumerate(serials):
        if card.in_two and number == half:
            packing.add_parcel(order=order, by=by, at=placed + PACKING)
        into = 2 if card.in_two and number >= half else None
        packing.pack_item(order=order, serial=serial, number=into, by=by, at=placed + PACKING)
    if card.until != "half_packed":
        _send(order, card, by, placed)


def _leave_out(order: Order, card: Purchase, by: User, at: datetime) -> None:
    for key, packs in card.missing.items():
        line = order.lines.filter(pack=pack(key)).first()
        if line:
            line.order = order
            shortening.short_ship(line=line, packs=packs, key=card.key, by=by, at=at)


def _send(order: Order, card: Purchase, by: User, placed: datetime) -> None:
    parcels.hand_over(
        order=order,
        number=1 if card.in_two else None,
        carrier=CARRIER,
        tracking=f"MAU{order.pk:06d}",
        by=by,
        at=placed + HANDING_OVER,
    )
    if card.until == "delivered":
        states.confirm_delivered(order=order, by=order.group.user, at=placed + ARRIVING)
        code = ItemCode.objects.filter(packed_item__parcel__order=order).order_by("pk").first()
        if code:
            record_scan(lot=code.lot, code=code, at=placed + LOOKING)


def _seller(card: Purchase, order: Order) -> User:
    key = next(k for k in card.packs if pack(k).product.producer_id == order.producer_id)
    return owner(good_of(key)[0])


def _serials(order: Order) -> list[str]:
    """Item codes of the promised lots, as many as were promised, in the order of the labels."""
    held = Allocation.objects.filter(line__order=order, state=Allocation.State.HELD)
    return [
        serial
        for part in held.order_by("pk")
        for serial in ItemCode.objects.filter(lot=part.lot_id, state=ItemCode.State.ISSUED)
        .order_by("pk")
        .values_list("serial", flat=True)[: part.quantity]
    ]
