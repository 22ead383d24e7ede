"""What a producer sees of its money at a glance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Sum

from marketplace.ledger import chart
from marketplace.ledger.queries import balances
from marketplace.payouts.models import Payout

if TYPE_CHECKING:
    from catalog.models import Producer


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


def now(producer: Producer) -> Now:
    """Two queries."""
    escrow, payable = chart.escrow(producer.pk), chart.payable(producer.pk)
    held = balances([escrow, payable])
    sent = Payout.objects.filter(producer=producer, state=Payout.State.UNDER_WAY)
    under_way = sent.aggregate(n=Sum("amount"))["n"] or 0
    return Now(held=-held[escrow], payable=-held[payable], under_way=under_way)
