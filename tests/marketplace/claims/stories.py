"""Beginnings of stories about claims: goods that came, and were not as they should be."""

from __future__ import annotations

from datetime import timedelta

from marketplace.claims.actions import answering, opening, replying
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Order
from marketplace.rights.kinds import Kind
from tests.factories import MIDDAY, MembershipFactory, UserFactory
from tests.marketplace.stories import codes, hear, pending_payment
from tests.marketplace.voices import stories as voices

CAME = MIDDAY + timedelta(days=2)
SOON = CAME + timedelta(hours=2)
ANSWERED = SOON + timedelta(hours=20)
TOO_LATE = SOON + timedelta(hours=48)


def came(packs=2, lot=None, *, at=CAME, **group):
    """An order of so many packs for 30.000 ₫ of delivery that its buyer has in hand."""
    line = voices.came(lot, **group)
    total = line.unit_price * packs
    type(line).objects.filter(pk=line.pk).update(quantity=packs, total=total)
    state = Order.State.DELIVERED if at else Order.State.SHIPPED
    Order.objects.filter(pk=line.order_id).update(
        goods_total=total, delivery_fee=30_000, total=total + 30_000, delivered_at=at, state=state
    )
    return Order.objects.select_related("group", "producer").get(pk=line.order_id)


def sent(packs, lot):
    """The same, with each item packed by its code."""
    payment, packer = pending_payment(packs, lot), UserFactory()
    hear(payment, key=payment.reference)
    one = states.accept(order=payment.group.orders.get(), by=packer, at=MIDDAY)
    for code in codes(lot, packs):
        packing.pack_item(order=one, serial=code.serial, by=packer, at=MIDDAY)
    parcels.hand_over(order=one, carrier="Bưu điện", tracking="VN1", by=packer, at=MIDDAY)
    return states.confirm_delivered(order=one, by=None, at=CAME)


def claim(order=None, packs=1, kind=Kind.DAMAGED, *, at=SOON, by=None, photos=()):
    order = order or came()
    wanted = {order.lines.get().pk: packs}
    return opening.open_claim(
        order=order, kind=kind, wanted=wanted, words="Vỡ nắp.", photos=photos, by=by, at=at
    )


def answer(one, sum_=None, *, at=ANSWERED, by=None, words="Chúng tôi xem ảnh rồi.", back=False):
    """The producer offers so much for its one line, all of it unless told otherwise."""
    row = one.lines.get()
    offers = {row.pk: row.asked if sum_ is None else sum_}
    return answering.answer_claim(
        claim=one, offers=offers, wants_goods_back=back, words=words, by=by or UserFactory(), at=at
    )


def disputed(one=None):
    """A refusal that the buyer brings before an officer."""
    one = answer(one or claim(), 0)
    return replying.ask_officer(claim=one, words="Ảnh rõ mà.", by=None, at=ANSWERED)


def owner_of(order):
    return MembershipFactory(producer=order.producer).user
