"""The demo's payouts: a run that arrived days ago, and a draft that waits for two approvals."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.demo.queries import person
from marketplace.orders.actions.completing import complete_due
from marketplace.payouts.actions import runs
from marketplace.payouts.actions.earning import earn_due
from marketplace.payouts.models import PayoutRun
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from datetime import datetime


FIRST_RUN, SEEN = timedelta(days=3), timedelta(days=2)
"""How long ago the first run went to the bank, and was seen on its statement."""


def pay_out(*, at: datetime) -> int:
    """Both runs, where there are none yet; say how many. What buyers pay straight needs none."""
    if is_straight() or PayoutRun.objects.exists():
        return 0
    earn(at - FIRST_RUN)
    first = runs.draft_run(by=person("operator"), at=at - FIRST_RUN)
    if first is not None:
        _bring_home(first, at)
    earn(at)
    second = runs.draft_run(by=person("operator"), at=at)
    return len([run for run in (first, second) if run is not None])


def earn(at: datetime) -> None:
    """What the clock does: orders are over, and their producers have earned them."""
    complete_due(at=at)
    earn_due(at=at)


def _bring_home(run: PayoutRun, at: datetime) -> None:
    for key in ("operator", "treasurer"):
        runs.approve_run(run=run, by=person(key), at=at - FIRST_RUN)
    runs.export_run(run=run, by=person("operator"), at=at - FIRST_RUN)
    for payout in run.payouts.order_by("pk"):
        number = f"MAU{payout.pk:06d}"
        runs.confirm_payout(payout=payout, reference=number, by=person("treasurer"), at=at - SEEN)
