"""Stock moved at random: what lots hold is always what their movements add up to."""

from __future__ import annotations

from collections import Counter

import pytest
from django.db import transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from hypothesis.stateful import run_state_machine_as_test as run

from tests.factories import KNOWN, MIDDAY, LotFactory
from traceability.actions import stock
from traceability.models import Lot, Movement
from traceability.queries.stock import counted_otherwise, packed_otherwise

PACKED = 12
SOME = st.integers(1, PACKED // 2)
LOTS = st.sampled_from([0, 1])
Kind = Movement.Kind


class Store(RuleBasedStateMachine):
    """Two lots of one pack, and what they ought to hold: each refusal must leave all as it was."""

    lots: list[Lot]

    def __init__(self):
        super().__init__()
        KNOWN.clear()  # the walk before was undone
        self.before = transaction.savepoint()
        first = LotFactory(packed=0, on_hand=0, completed_at=MIDDAY)
        self.lots = [first, LotFactory(packed=0, on_hand=0, completed_at=MIDDAY, pack=first.pack)]
        for lot in self.lots:
            stock.enter(lot=lot, packs=PACKED, at=MIDDAY)
        self.here = Counter({lot.pk: PACKED for lot in self.lots})
        self.held, self.stopped = Counter(), set()

    def teardown(self):
        assert [*counted_otherwise(), *packed_otherwise()] == []
        transaction.savepoint_rollback(self.before)

    @rule(packs=st.integers(1, 2 * PACKED))
    def hold(self, packs):
        free = sum(self.free(lot) for lot in self.lots if lot.pk not in self.stopped)
        try:
            parts = stock.hold(wanted={self.lots[0].pack_id: packs}, at=MIDDAY, cause="ORDER")
        except stock.OutOfStock as refusal:
            short = refusal.shortages
        else:
            short = []
            self.held.update({part.lot_id: part.quantity for part in parts})
        assert [one.free for one in short] == ([free] if packs > free else [])

    @rule(lot=LOTS, packs=SOME)
    def release(self, lot, packs):
        key = self.lots[lot].pk
        may = packs <= self.held[key]
        if self.tried(may, stock.release, quantities={key: packs}, cause="ORDER"):
            self.held[key] -= packs

    @rule(lot=LOTS, packs=SOME)
    def ship(self, lot, packs):
        key = self.lots[lot].pk
        may = packs <= self.held[key] and key not in self.stopped
        if self.tried(may, stock.ship, quantities={key: packs}, cause="ORDER"):
            self.held[key] -= packs
            self.here[key] -= packs

    @rule(lot=LOTS, packs=SOME, kind=st.sampled_from([Kind.SOLD, Kind.DESTROYED]))
    def leave(self, lot, packs, kind):
        key = self.lots[lot].pk
        may = packs <= self.free(self.lots[lot])
        may = may and (kind == Kind.DESTROYED or key not in self.stopped)
        if self.tried(may, stock.leave, lot_id=key, packs=packs, kind=kind):
            self.here[key] -= packs

    @rule(lot=LOTS, packs=SOME)
    def come_back(self, lot, packs):
        key = self.lots[lot].pk
        if self.tried(self.here[key] + packs <= PACKED, stock.come_back, lot_id=key, packs=packs):
            self.here[key] += packs

    @rule(lot=LOTS, counted=st.integers(0, PACKED + 1))
    def recount(self, lot, counted):
        key = self.lots[lot].pk
        may = self.held[key] <= counted <= PACKED
        if self.tried(may, stock.recount, lot_id=key, counted=counted):
            self.here[key] = counted

    @rule(lot=LOTS, again=st.booleans())
    def recall(self, lot, again):
        key = self.lots[lot].pk
        (stock.free_again if again else stock.stop)(lots=[key])
        self.stopped = self.stopped - {key} if again else self.stopped | {key}

    @invariant()
    def the_columns_are_what_happened(self):
        rows = {lot.pk: lot for lot in Lot.objects.filter(pk__in=[lot.pk for lot in self.lots])}
        for key, lot in rows.items():
            assert (lot.on_hand, lot.reserved) == (self.here[key], self.held[key])

    def free(self, lot):
        return self.here[lot.pk] - self.held[lot.pk]

    def tried(self, may, action, **told):
        """Done if it may be done, else refused, and never otherwise."""
        try:
            action(at=MIDDAY, **told)
        except stock.StockMismatch:
            assert not may
            return False
        assert may
        return True


@pytest.mark.django_db
def test_lots_hold_what_was_moved_whatever_is_moved():
    frugal = settings(
        max_examples=6,
        stateful_step_count=20,
        deadline=None,
        suppress_health_check=list(HealthCheck),
    )
    run(Store, settings=frugal)
