"""The buyer's side of an open claim: agree, ask an officer, send goods back, let it be."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from marketplace.claims import letters
from marketplace.claims.actions.turns import (
    COUNTED_WITHIN,
    State,
    Verb,
    conclude,
    end,
    expect,
    lock,
    step,
    turn,
)

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.claims.models import Claim


@transaction.atomic
def accept_offer(*, claim: Claim, by: User | None, at: datetime) -> Claim:
    """The producer's answer is good enough."""
    claim = lock(claim)
    expect(claim, State.OFFERED, at=at)
    step(claim, Verb.ACCEPTED, by=by, at=at)
    conclude(claim, at=at)
    return claim


@transaction.atomic
def ask_officer(*, claim: Claim, words: str, by: User | None, at: datetime) -> Claim:
    """It is not: an officer of the producer's area shall decide."""
    claim = lock(claim)
    expect(claim, State.OFFERED, at=at)
    step(claim, Verb.DISPUTED, by=by, at=at, words=words)
    turn(claim, State.DISPUTED, due_at=None)
    letters.tell_producer_disputed(claim, at=at)
    return claim


@transaction.atomic
def tell_sent_back(*, claim: Claim, words: str, by: User | None, at: datetime) -> Claim:
    """The goods are on their way; the producer has a week to count them."""
    claim = lock(claim)
    expect(claim, State.RETURNING, at=at)
    step(claim, Verb.SENT_BACK, by=by, at=at, words=words)
    turn(claim, State.SENT_BACK, due_at=at + COUNTED_WITHIN)
    letters.tell_producer_sent(claim, at=at)
    return claim


@transaction.atomic
def take_claim_back(*, claim: Claim, by: User | None, at: datetime) -> Claim:
    """The buyer wants nothing any more; a second time changes nothing.

    Its packs may be claimed anew. Raises ``NotTheirTurn`` once goods are on their way or it ended.
    """
    claim = lock(claim)
    if claim.state == State.TAKEN_BACK:
        return claim
    expect(claim, State.OPEN, State.OFFERED, State.DISPUTED, State.RETURNING, at=at)
    step(claim, Verb.TAKEN_BACK, by=by, at=at)
    end(claim, State.TAKEN_BACK, at=at)
    return claim
