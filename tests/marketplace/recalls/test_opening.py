from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry, Message
from marketplace.cart.models import CartLine, Dropped
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import (
    Allocation,
    Order,
    PackedItem,
    RecalledLine,
    RecallLetter,
    RefundDue,
)
from marketplace.selling.queries import free_packs
from tests.factories import MIDDAY, TODAY, LotFactory, UserFactory
from tests.marketplace.recalls.stories import bought, packed, recall, sent, serials
from tests.marketplace.stories import basket, order, pending_payment, tariffs
from traceability.actions.recalls import AlreadyRecalled, NothingToRecall
from traceability.actions.stock import OutOfStock
from traceability.models import Event, ItemCode, Lot, Recall

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _shop():
    tariffs()


def outcomes():
    return list(RecalledLine.objects.order_by("pk").values_list("packs", "outcome"))


def dues():
    return list(RefundDue.objects.order_by("pk").values_list("packs", "amount"))


def test_a_recalled_lot_is_sold_no_more():
    lot, mine = LotFactory(), None
    mine = basket((lot.pack, 1))

    recall(lot)

    lot.refresh_from_db()
    assert lot.is_recalled
    assert free_packs([lot.pack_id], on=TODAY) == {}
    CartLine.objects.create(cart=mine, pack=lot.pack, quantity=1, added_at=MIDDAY)
    with pytest.raises(OutOfStock):
        order(mine, total=lot.pack.price + 30_000)


def test_the_database_itself_promises_and_sends_nothing_of_a_recalled_lot():
    lot = LotFactory(reserved=2)
    Lot.objects.filter(pk=lot.pk).update(held_back=2)

    for change in ({"reserved": 3}, {"reserved": 1, "on_hand": 9}):
        with (
            pytest.raises(IntegrityError, match="promises_and_sends_nothing"),
            transaction.atomic(),
        ):
            Lot.objects.filter(pk=lot.pk).update(**change)


def test_whoever_has_it_is_told_and_money_is_prepared():
    lot = LotFactory()
    one = sent(bought(lot, 2, key="A"), serials(lot, 2))

    mine = recall(lot)

    assert outcomes() == [(2, "out")]
    assert dues() == [(2, 370_000)]
    one.refresh_from_db()
    assert one.state == Order.State.SHIPPED
    told = Message.objects.get(key=f"recall:{mine.pk}:{one.group_id}")
    assert "nấm mốc" in told.body
    assert "370.000" in told.body
    assert RecallLetter.objects.get().told_at is not None


def test_an_order_that_waits_gets_packs_of_another_lot():
    lot = LotFactory()
    one = bought(lot, 2, key="A")
    other = LotFactory(pack=lot.pack)

    recall(lot)

    held = Allocation.objects.exclude(state="released").values_list(
        "line__order", "lot", "quantity"
    )
    assert list(held) == [(one.pk, other.pk, 2)]
    assert (outcomes(), dues()) == ([(2, "replaced")], [])
    lot.refresh_from_db()
    other.refresh_from_db()
    assert (lot.reserved, lot.held_back, other.reserved) == (0, 0, 2)


def test_what_no_other_lot_can_replace_is_paid_back_and_the_rest_still_goes():
    lot = LotFactory()
    one = bought(lot, 3, key="A")
    other = LotFactory(pack=lot.pack, packed=1, on_hand=1)

    recall(lot)

    assert (outcomes(), dues()) == ([(3, "withdrawn")], [(2, 370_000)])
    one.refresh_from_db()
    assert one.state == Order.State.AWAITING_ACCEPTANCE
    done = sent(one, serials(other, 1))
    assert done.state == Order.State.SHIPPED


def test_an_order_of_nothing_else_is_paid_back_with_its_delivery():
    lot = LotFactory()
    one = bought(lot, 2, key="A")

    recall(lot)

    assert dues() == [(2, 370_000), (0, 30_000)]
    one.refresh_from_db()
    assert one.state == Order.State.REFUNDED


def test_an_unpaid_order_that_cannot_be_filled_is_given_up():
    lot = LotFactory()
    payment = pending_payment(2, lot)

    recall(lot)

    assert (outcomes(), dues()) == ([(2, "cancelled")], [])
    assert payment.group.orders.get().state == Order.State.CANCELLED
    payment.refresh_from_db()
    assert payment.state == "failed"


def test_a_packed_parcel_is_stopped_and_unpacked():
    lot, packer = LotFactory(), UserFactory()
    codes = serials(lot, 2)
    one = packed(bought(lot, 2, key="A"), codes, packer)
    LotFactory(pack=lot.pack)

    recall(lot)

    assert PackedItem.objects.count() == 0
    with pytest.raises(packing.WrongItem):
        packing.pack_item(order=one, serial=codes[0], by=packer, at=MIDDAY)
    with pytest.raises(parcels.NotComplete):
        parcels.hand_over(order=one, carrier="x", tracking="y", by=packer, at=MIDDAY)


def test_a_parcel_is_not_handed_over_before_its_order_is_put_right(settings):
    settings.TASKS = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}
    lot, packer = LotFactory(), UserFactory()
    one = packed(bought(lot, 1, key="A"), serials(lot, 1), packer)

    recall(lot)

    with pytest.raises(states.NotNow):
        parcels.hand_over(order=one, carrier="x", tracking="y", by=packer, at=MIDDAY)


def test_baskets_drop_it_with_a_word_unless_another_lot_is_left():
    lot, kept = LotFactory(), LotFactory()
    LotFactory(pack=kept.pack)
    mine = basket((lot.pack, 1), (kept.pack, 1))

    mine_is = recall(lot)
    recall(kept)

    assert list(mine.lines.values_list("pack", flat=True)) == [kept.pack_id]
    assert list(Dropped.objects.values_list("cart", "pack", "recall")) == [
        (mine.pk, lot.pack_id, mine_is.pk)
    ]


def test_some_items_are_recalled_and_the_rest_is_sold_on():
    lot = LotFactory()
    codes = serials(lot, 10)
    one = sent(bought(lot, 1, key="A"), codes[:1])
    sent(bought(lot, 1, key="B"), codes[1:2])

    recall(lot, serials=[codes[0], codes[5], codes[6]])

    assert outcomes() == [(1, "out")]
    assert dues() == [(1, 185_000)]
    assert RecallLetter.objects.get().group == one.group
    lot.refresh_from_db()
    assert (lot.on_hand, lot.is_recalled) == (6, False)  # eight less the two in the house
    assert ItemCode.objects.filter(recalled_at__isnull=False).count() == 3


def test_a_recalled_item_comes_out_of_its_parcel_and_goes_into_none():
    lot, packer = LotFactory(), UserFactory()
    codes = serials(lot, 2)
    one = packed(bought(lot, 1, key="A"), codes[:1], packer)

    recall(lot, serials=codes[:1])

    assert one.parcels.get().items.count() == 0
    with pytest.raises(packing.WrongItem):
        packing.pack_item(order=one, serial=codes[0], by=packer, at=MIDDAY)
    packing.pack_item(order=one, serial=codes[1], by=packer, at=MIDDAY)
    with pytest.raises(IntegrityError, match="waits_in_no_parcel"), transaction.atomic():
        ItemCode.objects.filter(serial=codes[0]).update(state=ItemCode.State.PACKED)


def test_when_too_few_good_items_are_left_the_youngest_orders_give_way():
    lot = LotFactory(packed=3, on_hand=3)
    codes = serials(lot, 3)
    first, last = bought(lot, 1, key="A"), bought(lot, 2, key="B")

    recall(lot, serials=codes[:2])

    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (1, 1)
    assert list(RecalledLine.objects.values_list("line__order", "packs", "outcome")) == [
        (last.pk, 2, "withdrawn")
    ]
    first.refresh_from_db()
    assert first.state == Order.State.AWAITING_ACCEPTANCE
    assert dues() == [(2, 370_000), (0, 30_000)]


def test_the_same_packs_are_paid_back_once_however_often_they_are_recalled():
    lot = LotFactory()
    codes = serials(lot, 3)
    sent(bought(lot, 3, key="A"), codes)

    recall(lot, serials=codes[:1])
    recall(lot)

    assert dues() == [(1, 185_000), (2, 370_000)]
    assert outcomes() == [(1, "out"), (3, "out")]


def test_a_lot_is_recalled_once_at_a_time():
    lot = LotFactory()
    recall(lot)

    with pytest.raises(AlreadyRecalled):
        recall(lot)
    assert Recall.objects.count() == 1


def test_items_that_are_not_there_are_not_recalled():
    lot = LotFactory()

    with pytest.raises(NothingToRecall):
        recall(lot, serials=["KHONGCO"])
    assert Recall.objects.count() == 0


def test_the_record_of_the_lot_says_so():
    lot = LotFactory()

    mine = recall(lot)

    event = Event.objects.get(lot=lot, stage=Event.Stage.RECALLING)
    assert (event.biz_step, event.disposition) == ("holding", "recalled")
    assert event.document["persistentDisposition"] == {"set": ["recalled"]}
    assert event.document["chogoc:recall"] == mine.code


def test_the_journal_names_nobody():
    lot = LotFactory()
    sent(bought(lot, 1, key="A"), serials(lot, 1))

    recall(lot)

    told = " ".join(str(entry.detail) for entry in Entry.objects.all())
    assert "912345678" not in told
    assert Entry.objects.filter(verb="opened recall").count() == 1


def test_words_of_a_recall_never_change_and_it_is_not_removed():
    mine = recall(LotFactory())

    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Recall.objects.filter(pk=mine.pk).update(reason="Khác")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        Recall.objects.filter(pk=mine.pk)._raw_delete("default")
