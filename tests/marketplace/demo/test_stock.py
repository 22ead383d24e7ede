"""Lots, promises and parcels of the demo agree with one another."""

from collections import Counter

from django.db.models import Count, F, Sum

from marketplace.demo.actions.orders import key_of
from marketplace.demo.lots import EXPIRED, IN_PROGRESS, NEARLY_EXPIRED, NEARLY_SOLD_OUT
from marketplace.orders.models import Allocation, Order, PackedItem
from tests.factories import TODAY
from traceability.models import Event, ItemCode, Lot, MaterialLot
from traceability.queries.genealogy import origins


def promised(state):
    rows = Allocation.objects.filter(state=state).values("lot").annotate(n=Sum("quantity"))
    return Counter({row["lot"]: row["n"] for row in rows})


def test_what_is_reserved_is_what_is_promised(market):
    reserved = Lot.objects.filter(reserved__gt=0).values_list("pk", "reserved")
    assert Counter(dict(reserved)) == promised(Allocation.State.HELD)


def test_what_left_is_what_was_shipped(market):
    gone = Lot.objects.filter(packed__gt=F("on_hand")).annotate(gone=F("packed") - F("on_hand"))
    assert Counter(dict(gone.values_list("pk", "gone"))) == promised(Allocation.State.SHIPPED)


def test_orders_stand_in_every_state(market):
    states = Counter(Order.objects.values_list("state", flat=True))
    assert states == Counter(
        awaiting_payment=2,
        awaiting_acceptance=2,
        awaiting_pickup=2,
        shipped=3,
        delivered=9,
        cancelled=1,
    )


def test_one_parcel_is_half_packed(market):
    order = Order.objects.get(group__idempotency_key=key_of("half-packed"))
    wanted = order.lines.aggregate(n=Sum("quantity"))["n"]
    assert (order.parcels.get().items.count(), wanted) == (2, 4)


def test_of_two_parcels_one_is_gone_and_an_order_is_short(market):
    split = Order.objects.get(group__idempotency_key=key_of("in-two-parcels"))
    assert [parcel.is_open for parcel in split.parcels.all()] == [False, True]
    short = Order.objects.get(group__idempotency_key=key_of("two-jars-short"))
    (due,) = short.refunds_due.all()
    assert (due.reason, due.packs, due.amount) == (
        "short_shipped",
        2,
        short.lines.get().paid_for(2),
    )


def test_sold_items_are_those_that_left_in_parcels(market):
    sold = set(ItemCode.objects.filter(state=ItemCode.State.SOLD).values_list("pk", flat=True))
    left = PackedItem.objects.filter(parcel__handed_over_at__isnull=False)
    assert sold == set(left.values_list("code", flat=True))
    assert len(sold) == sum(promised(Allocation.State.SHIPPED).values())


def test_lots_to_look_at_are_as_their_names_say(market):
    lots = {lot.code: lot for lot in Lot.objects.all()}
    assert lots[EXPIRED].has_expired(on=TODAY)
    assert 0 < (lots[NEARLY_EXPIRED].best_before - TODAY).days <= 14
    assert not lots[IN_PROGRESS].is_complete
    assert lots[NEARLY_SOLD_OUT].free == 1


def test_every_complete_lot_tells_its_making(market):
    stages = {
        lot.code: set(lot.events.values_list("stage", flat=True))
        for lot in Lot.objects.filter(completed_at__isnull=False)
    }
    making = {Event.Stage.HARVEST, Event.Stage.PROCESSING, Event.Stage.PACKING}
    assert [code for code, told in stages.items() if not making <= told] == ["HV-05"]
    assert stages["HV-05"] == making - {Event.Stage.HARVEST}
    assert sum(making < told for told in stages.values()) == 6


def test_one_lot_is_made_of_flowers_dried_before(market):
    lot = Lot.objects.get(code="HV-05")
    behind = origins(lot.trace_code)
    codes = dict(MaterialLot.objects.values_list("trace_code", "code"))
    assert {codes[node]: behind.levels[node] for node in behind.nodes} == {
        "HS-01": 1,
        "HT-01": 2,
        "HT-02": 2,
    }
    assert MaterialLot.objects.get(code="HS-01").left == 950


def test_no_lot_has_more_codes_than_packs(market):
    codes = Lot.objects.annotate(n=Count("codes"))
    assert codes.filter(n__gt=F("packed")).count() == 0
    assert codes.filter(n=0, completed_at__isnull=False).count() == 0
