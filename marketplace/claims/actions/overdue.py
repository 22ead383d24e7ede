"""What the clock does to claims: silence is an answer too."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from django.db import Error, transaction
from django.db.models import F

from marketplace.claims import letters
from marketplace.claims.actions.turns import State, Verb, conclude, end, lock, pay, step
from marketplace.claims.models import Claim

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)


def settle_overdue(*, at: datetime) -> int:
    """End the turn of whoever said nothing in time; say how many claims went on.

    The producer's silence is a yes, the buyer's too; goods not sent back are not paid for, goods
    sent back and not counted are. One that fails is left for later and stands in nobody's way.
    """
    moved = 0
    for claim in list(Claim.objects.overdue(at=at).select_related("order").order_by("due_at")):
        try:
            moved += _go_on(claim, at)
        except Error:
            log.exception("a claim was not gone on with; it will be tried again")
    return moved


@transaction.atomic
def _go_on(claim: Claim, at: datetime) -> bool:
    """Look again under the lock: somebody may have spoken at the last moment."""
    claim = lock(claim)
    if claim.due_at is None or claim.due_at > at:
        return False
    if claim.state == State.OPEN:
        claim.lines.update(offered=F("asked"))
        step(claim, Verb.SILENT, by=None, at=at)
        conclude(claim, at=at)
    elif claim.state == State.OFFERED:
        step(claim, Verb.LET_STAND, by=None, at=at)
        conclude(claim, at=at)
    elif claim.state == State.SENT_BACK:
        step(claim, Verb.UNCOUNTED, by=None, at=at)
        pay(claim, at=at)
    else:
        claim.lines.update(offered=0)
        step(claim, Verb.NOT_SENT, by=None, at=at)
        end(claim, State.SETTLED, at=at)
        letters.tell_settled(claim, at=at)
    return True
