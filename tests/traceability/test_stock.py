"""Stock: held whole or not at all, from the lot that expires first, and never twice."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.extra.django import TestCase
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from tests.factories import MIDDAY, TODAY, LotFactory, PackFactory
from traceability.actions import stock
from traceability.models import Lot

pytestmark = pytest.mark.django_db


def test_packs_come_from_the_lot_that_expires_first():
    late = LotFactory(best_before=date(2027, 6, 1), packed=5, on_hand=5)
    soon = LotFactory(pack=late.pack, best_before=date(2027, 1, 1), packed=3, on_hand=3)
    LotFactory(pack=late.pack, best_before=date(2027, 8, 1))  # the last made is not the first to go

    held = stock.hold(wanted={late.pack_id: 4}, at=MIDDAY)

    assert [(part.lot_id, part.quantity) for part in held] == [(soon.pk, 3), (late.pk, 1)]
    assert _reserved(soon, late) == [3, 1]


def test_a_lot_without_expiry_comes_last():
    keeps = LotFactory(best_before=None)
    spoils = LotFactory(pack=keeps.pack, best_before=date(2027, 1, 1))

    held = stock.hold(wanted={keeps.pack_id: 1}, at=MIDDAY)

    assert [part.lot_id for part in held] == [spoils.pk]


def test_what_has_expired_or_is_not_complete_is_not_sold():
    pack = PackFactory()
    LotFactory(pack=pack, best_before=TODAY)
    LotFactory(pack=pack, completed_at=None, on_hand=0, packed=0)

    with pytest.raises(stock.OutOfStock) as refusal:
        stock.hold(wanted={pack.pk: 1}, at=MIDDAY)

    assert refusal.value.shortages == [stock.Shortage(pack_id=pack.pk, wanted=1, free=0)]


def test_a_basket_is_held_whole_or_not_at_all_and_every_shortage_is_told():
    enough = LotFactory(packed=10, on_hand=10)
    scarce = LotFactory(packed=2, on_hand=2)
    gone = LotFactory(packed=2, on_hand=2, reserved=2)

    with pytest.raises(stock.OutOfStock) as refusal:
        stock.hold(wanted={enough.pack_id: 3, scarce.pack_id: 5, gone.pack_id: 1}, at=MIDDAY)

    assert refusal.value.shortages == [
        stock.Shortage(pack_id=scarce.pack_id, wanted=5, free=2),
        stock.Shortage(pack_id=gone.pack_id, wanted=1, free=0),
    ]
    assert _reserved(enough, scarce, gone) == [0, 0, 2]


def test_a_stale_count_takes_only_what_is_really_there():
    """As when somebody was quicker between our look and our change."""
    lot = LotFactory(packed=10, on_hand=10)
    stale = Lot.objects.get(pk=lot.pk)
    Lot.objects.filter(pk=lot.pk).update(reserved=7)

    assert stock._take_from(stale, 5) == 3
    assert _reserved(lot) == [10]


def test_released_packs_can_be_sold_again():
    lot = LotFactory(packed=2, on_hand=2)
    stock.hold(wanted={lot.pack_id: 2}, at=MIDDAY)

    stock.release(quantities={lot.pk: 2}, at=MIDDAY)

    assert Lot.objects.sellable(on=TODAY).free_packs() == 2


def test_shipped_packs_leave_the_house():
    lot = LotFactory(packed=5, on_hand=5, reserved=3)

    stock.ship(quantities={lot.pk: 2}, at=MIDDAY)

    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved, lot.packed) == (3, 1, 5)


@pytest.mark.parametrize("change", [stock.release, stock.ship])
def test_no_more_goes_than_was_promised(change):
    lot = LotFactory(reserved=1)

    with pytest.raises(stock.StockMismatch):
        change(quantities={lot.pk: 2}, at=MIDDAY)

    assert _reserved(lot) == [1]


def test_the_database_itself_refuses_to_oversell():
    lot = LotFactory(packed=2, on_hand=2)

    with pytest.raises(IntegrityError), transaction.atomic():
        Lot.objects.filter(pk=lot.pk).update(reserved=3)


def _reserved(*lots):
    return [Lot.objects.get(pk=lot.pk).reserved for lot in lots]


class Warehouse(RuleBasedStateMachine):
    """Three lots of two packs, and orders that hold, let go and leave in any order."""

    def __init__(self):
        super().__init__()
        self.promised = []
        self.gone = 0

    @initialize()
    def fill(self):
        first = LotFactory(packed=7, on_hand=7, best_before=date(2027, 1, 1))
        second = LotFactory(pack=first.pack, packed=5, on_hand=5, best_before=date(2027, 3, 1))
        other = LotFactory(packed=6, on_hand=6)
        self.packs = [first.pack_id, other.pack_id]
        self.lots = [first.pk, second.pk, other.pk]

    @rule(first=some.integers(0, 6), other=some.integers(0, 6))
    def hold(self, first, other):
        wanted = {pack: n for pack, n in zip(self.packs, [first, other], strict=True) if n}
        before = self._free()
        try:
            held = stock.hold(wanted=wanted, at=MIDDAY)
        except stock.OutOfStock:
            assert any(n > before[pack] for pack, n in wanted.items())
        else:
            assert sum(part.quantity for part in held) == sum(wanted.values())
            self.promised += [(part.lot_id, part.quantity) for part in held]

    @precondition(lambda self: self.promised)
    @rule(which=some.integers(0, 99))
    def release(self, which):
        lot, quantity = self.promised.pop(which % len(self.promised))
        stock.release(quantities={lot: quantity}, at=MIDDAY)

    @precondition(lambda self: self.promised)
    @rule(which=some.integers(0, 99))
    def ship(self, which):
        lot, quantity = self.promised.pop(which % len(self.promised))
        stock.ship(quantities={lot: quantity}, at=MIDDAY)
        self.gone += quantity

    @invariant()
    def every_promise_is_counted_once(self):
        if not hasattr(self, "lots"):
            return
        for lot in Lot.objects.filter(pk__in=self.lots):
            assert lot.on_hand >= lot.reserved >= 0
            assert lot.reserved == sum(n for key, n in self.promised if key == lot.pk)
        on_hand = sum(lot.on_hand for lot in Lot.objects.filter(pk__in=self.lots))
        assert on_hand + self.gone == 18

    def _free(self):
        lots = Lot.objects.filter(pk__in=self.lots)
        return {pack: sum(lot.free for lot in lots if lot.pack_id == pack) for pack in self.packs}


class TestWarehouse(Warehouse.TestCase, TestCase):
    """Runs the machine; each walk in its own transaction."""

    settings = settings(
        max_examples=25,
        stateful_step_count=15,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
