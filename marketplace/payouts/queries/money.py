"""What a producer sees of its money at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from marketplace.ledger import chart
from marketplace.ledger.queries import kept_balance
from marketplace.payouts.models import Payout
from marketplace.payouts.queries.months import balance

if TYPE_CHECKING:
    from marketplace.payouts.queries.months import Kept


@dataclass(frozen=True, slots=True, kw_only=True)
class Now:
    """Đồng that wait for buyers to be content, that may be paid out, that are on their way."""

    held: int
    payable: int
    under_way: int

    @property
    def owes(self) -> int:
        """What later refunds left to be taken off the next sales."""
        return max(0, -self.payable)


def now(known: Kept) -> Now:
    """Three queries."""
    producer = known.producer
    sent = Payout.objects.filter(producer=producer, state=Payout.State.UNDER_WAY)
    under_way = sent.aggregate(n=Sum("amount"))["n"] or 0
    held = -kept_balance(chart.escrow(producer.pk))
    return Now(held=held, payable=balance(known), under_way=under_way)
