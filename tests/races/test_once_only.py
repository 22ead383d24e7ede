"""What may happen once happens once, however many do it at the same moment, on both databases."""

from __future__ import annotations

import pytest

from accounts.models import Entry, Message
from catalog.actions import claims
from catalog.models import Claim, Membership
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Allocation, Order, PackedItem
from marketplace.payments.models import Notice
from tests.catalog.test_claims import file_claim
from tests.factories import MIDDAY, LotFactory, ProducerFactory, UserFactory
from tests.marketplace.stories import (
    basket,
    codes,
    hear,
    order,
    paid_order,
    pending_payment,
    tariffs,
)
from tests.races.crowds import AT_ONCE, rush
from traceability.models import ItemCode, Lot

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]


@pytest.fixture(autouse=True)
def _shelf(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def test_a_notice_heard_fifty_times_at_once_settles_once():
    payment = pending_payment()

    answers = rush(range(50), lambda _again: hear(payment).outcome)

    assert answers == {Notice.Outcome.SETTLED: 50}
    assert Notice.objects.count() == 1
    assert Entry.objects.filter(verb="settled").count() == 1
    assert Message.objects.filter(phone="+84912345678").count() == 1
    assert Order.objects.get().state == Order.State.AWAITING_ACCEPTANCE


def test_fifty_transfers_for_one_payment_settle_it_once():
    payment = pending_payment()

    answers = rush(range(50), lambda key: hear(payment, key=f"FT{key}").outcome)

    assert answers == {Notice.Outcome.SETTLED: 1, Notice.Outcome.DUPLICATE: 49}
    assert Entry.objects.filter(verb="settled").count() == 1


def test_one_item_goes_into_one_of_two_parcels():
    lot, packer = LotFactory(), UserFactory()
    first = states.accept(order=paid_order(1, lot), by=packer, at=MIDDAY)
    again = order(basket((lot.pack, 1)), total=lot.pack.price + 30_000)
    hear(again, key="FT2")
    second = states.accept(order=again.group.orders.get(), by=packer, at=MIDDAY)
    serial = codes(lot, 1)[0].serial

    def pack(into):
        packing.pack_item(order=into, serial=serial, by=packer, at=MIDDAY)
        return into.code

    answers = rush([first, second] * (AT_ONCE // 2), pack)

    winner = PackedItem.objects.get().parcel.order
    assert answers == {winner.code: AT_ONCE // 2, packing.WrongItem: AT_ONCE // 2}
    assert ItemCode.objects.get().state == ItemCode.State.PACKED


def test_parcels_that_swap_their_lots_crosswise_do_not_wait_in_a_circle():
    both, half, packer = 20, 10, UserFactory()
    lots = [LotFactory(packed=both, on_hand=half)]
    lots.append(LotFactory(packed=both, on_hand=half, pack=lots[0].pack))
    waiting = accepted(both, lots[0].pack, packer)
    Lot.objects.update(on_hand=both)
    of_other = [code.serial for lot in reversed(lots) for code in codes(lot, half)]

    def pack(number):
        packing.pack_item(order=waiting[number], serial=of_other[number], by=packer, at=MIDDAY)
        return "packed"

    assert rush(range(both), pack) == {"packed": both}
    assert set(Lot.objects.values_list("reserved", flat=True)) == {half}


def accepted(number, pack, packer):
    """So many accepted orders of one pack each, in the order of their lots."""
    tariffs()
    payments = [order(basket((pack, 1)), total=pack.price + 30_000) for _ in range(number)]
    for payment in payments:
        hear(payment, key=payment.reference)
    paid = Order.objects.order_by("pk")
    return [states.accept(order=one, by=packer, at=MIDDAY) for one in paid]


def test_an_order_is_accepted_once_by_many():
    one, packer = paid_order(), UserFactory()

    answers = rush(range(AT_ONCE), lambda _n: states.accept(order=one, by=packer, at=MIDDAY).code)

    assert answers == {one.code: AT_ONCE}
    assert Entry.objects.filter(verb="accepted").count() == 1


def test_a_parcel_leaves_once_and_takes_its_stock_once():
    lot, packer = LotFactory(), UserFactory()
    one = states.accept(order=paid_order(2, lot), by=packer, at=MIDDAY)
    for code in codes(lot, 2):
        packing.pack_item(order=one, serial=code.serial, by=packer, at=MIDDAY)

    def leave(_again):
        told = {"carrier": "Bưu điện", "tracking": "VN1", "by": packer, "at": MIDDAY}
        return parcels.hand_over(order=one, **told).tracking

    assert rush(range(AT_ONCE), leave) == {"VN1": AT_ONCE}
    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (8, 0)
    assert Allocation.objects.get().state == Allocation.State.SHIPPED


def test_of_many_claims_on_one_stall_one_is_approved():
    stall = ProducerFactory(claimed_at=None, identity_verified_at=None)
    waiting = [file_claim(stall) for _ in range(AT_ONCE)]
    officer = UserFactory()

    def approve(claim):
        claims.decide_claim(claim=claim, approved=True, reason="", by=officer, at=MIDDAY)
        return "approved"

    answers = rush(waiting, approve)

    assert answers == {"approved": 1, claims.AlreadyClaimed: AT_ONCE - 1}
    assert Membership.objects.filter(producer=stall).count() == 1
    assert Claim.objects.filter(state=Claim.State.APPROVED).count() == 1


def test_one_claim_decided_by_many_is_decided_once():
    claim = file_claim(ProducerFactory(claimed_at=None, identity_verified_at=None))
    officers = [UserFactory() for _ in range(AT_ONCE)]

    def decide(officer):
        claims.decide_claim(claim=claim, approved=True, reason="", by=officer, at=MIDDAY)
        return "approved"

    answers = rush(officers, decide)

    assert answers == {"approved": 1, claims.AlreadyDecided: AT_ONCE - 1}
