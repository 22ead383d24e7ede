"""`manage.py verify` works stock out again, and finds a row that was altered."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection, transaction

from accounts.append_only import lock_statements, unlock_statements
from marketplace.orders.actions import packing, parcels, states
from marketplace.orders.models import Allocation
from marketplace.selling.models import PlannedLot
from tests.factories import MIDDAY, LotFactory, PackFactory, UserFactory
from tests.marketplace.stories import VoucherFactory, basket, codes, order, paid_order
from traceability.actions import counting, stock
from traceability.models import Lot, Movement

pytestmark = pytest.mark.django_db

TABLE = "traceability_movement"


def packed(packs):
    """A lot whose packs came in as they do."""
    lot = LotFactory(packed=0, on_hand=0, completed_at=MIDDAY)
    stock.enter(lot=lot, packs=packs, at=MIDDAY)
    return lot


def verify():
    out, err = StringIO(), StringIO()
    try:
        call_command("verify", stdout=out, stderr=err)
    except CommandError:
        return err.getvalue().splitlines()
    return out.getvalue().splitlines()


@pytest.fixture
def story():
    """Ten packed: two sold, one held, one broken, and two that were not there when counted."""
    lot, by = packed(10), UserFactory()
    sent = states.accept(order=paid_order(2, lot), by=by, at=MIDDAY)
    for code in codes(lot, 2):
        packing.pack_item(order=sent, serial=code.serial, by=by, at=MIDDAY)
    told = {"carrier": "Bưu điện", "tracking": "VN1", "by": by, "at": MIDDAY}
    parcels.hand_over(order=sent, **told)
    order(basket((lot.pack, 1)), total=215_000)
    counting.destroy_packs(lot=lot, packs=1, cause="broken", by=by, at=MIDDAY)
    counting.recount_lot(lot=lot, counted=5, cause="missing", by=by, at=MIDDAY)
    return lot


def test_a_lot_holds_what_its_movements_say(story):
    moved = Movement.objects.order_by("pk").values_list("kind", "on_hand", "reserved")
    assert list(moved) == [
        ("packed", 10, 0),
        ("held", 0, 2),
        ("sold", -2, -2),
        ("held", 0, 1),
        ("destroyed", -1, 0),
        ("recounted", -2, 0),
    ]
    assert verify() == ["1 lots hold what 6 movements say."]


def test_movements_cannot_be_changed_or_taken_away(story):
    for change in (
        lambda: Movement.objects.update(on_hand=1),
        lambda: Movement.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
            change()


def test_a_movement_altered_behind_the_triggers_is_found(story):
    with unlocked():
        Movement.objects.filter(kind="destroyed").update(on_hand=-2)

    assert verify() == [f"lot {story.code} ({story.pk}): on hand is 5, its movements say 4"]


def test_two_movements_altered_so_that_the_sum_stays_are_found_by_their_orders(story):
    with unlocked():
        Movement.objects.filter(kind="held", reserved=2).update(reserved=1)
        Movement.objects.filter(kind="held").order_by("-pk").first()
        last = Movement.objects.filter(kind="held").order_by("-pk").first()
        Movement.objects.filter(pk=last.pk).update(reserved=2)

    assert [fault.partition(", lot")[0][:6] for fault in verify()] == ["order ", "order "]


def test_a_lot_altered_is_found(story):
    Lot.objects.filter(pk=story.pk).update(on_hand=6)

    assert verify() == [f"lot {story.code} ({story.pk}): on hand is 6, its movements say 5"]


def test_an_allocation_altered_is_found(story):
    held = Allocation.objects.get(state="held")
    Allocation.objects.filter(pk=held.pk).update(quantity=2)

    group = held.line.order.group
    assert verify() == [
        f"order {group.code}, lot {story.pk}: holds 2 and was sent 0, its movements say 1 and 0"
    ]


def test_a_planned_lot_that_counts_wrong_is_found():
    planned = PlannedLot.objects.create(
        pack=PackFactory(), most=5, taken=1, ship_by=MIDDAY.date(), opened_at=MIDDAY
    )

    assert verify() == [f"planned lot {planned.pk}: counts 1, orders want 0"]


class unlocked:  # noqa: N801 (reads as a word)
    """Without the triggers, as somebody with the database's own password could be."""

    def __enter__(self):
        self._run(unlock_statements)

    def __exit__(self, *_failure):
        self._run(lock_statements)

    def _run(self, statements):
        with connection.cursor() as cursor:
            for statement in statements(TABLE, connection.vendor):
                cursor.execute(statement)


def test_it_finds_a_voucher_that_counts_another_sum():
    VoucherFactory(code="MAUGIAM", held=1)

    assert verify() == ["voucher MAUGIAM: counts 1 held, 0 spent in 0 uses, orders say 0, 0 and 0"]
