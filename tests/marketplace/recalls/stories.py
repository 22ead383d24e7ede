"""Beginnings of stories about recalls: goods sold or promised, and the word of the recall."""

from __future__ import annotations

from datetime import timedelta

from marketplace.orders.actions import packing, parcels, states
from marketplace.recalls.actions.opening import recall_goods
from tests.factories import MIDDAY, MembershipFactory, UserFactory
from tests.marketplace.stories import basket, buyer, codes, hear, order
from traceability.actions.recalls import Words
from traceability.models import Recall

SOON = MIDDAY + timedelta(hours=1)
WORDS = {
    "severity": Recall.Severity.HARMFUL,
    "reason": "Kiểm nghiệm thấy nấm mốc",
    "advice": "Đừng dùng, gói lại và báo cho chúng tôi",
}


def recall(source, *, serials=(), at=SOON, by=None, **told):
    words = Words(**{**WORDS, **told})
    return recall_goods(source=source, words=words, serials=serials, by=by, at=at)


def owner_of(producer):
    return MembershipFactory(producer=producer).user


def bought(lot, quantity=1, *, key, who=None, at=MIDDAY):
    """A paid order; ``key`` tells the notices apart. The caller has set the tariffs."""
    total = lot.pack.price * quantity + 30_000
    payment = order(basket((lot.pack, quantity)), total=total, who=who or buyer(), at=at)
    hear(payment, key=key)
    return payment.group.orders.get()


def packed(one, serials, by=None):
    by = by or UserFactory()
    states.accept(order=one, by=by, at=MIDDAY)
    for serial in serials:
        packing.pack_item(order=one, serial=serial, by=by, at=MIDDAY)
    return one


def sent(one, serials, by=None):
    by = by or UserFactory()
    packed(one, serials, by)
    parcels.hand_over(order=one, carrier="Bưu điện", tracking="VN1", by=by, at=MIDDAY)
    one.refresh_from_db()
    return one


def serials(lot, number):
    return [code.serial for code in codes(lot, number)]
