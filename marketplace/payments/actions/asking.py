"""Asking gateways how payments stand, for notices that never came."""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.db.models import F

from marketplace.payments import registry
from marketplace.payments.actions.settling import receive
from marketplace.payments.gateways.contract import Refused, Unavailable
from marketplace.payments.models import Notice, Payment

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.payments.gateways import contract

FIRST_PAUSE, LONGEST_PAUSE = timedelta(minutes=1), timedelta(hours=3)
DOUBLINGS = 8  # from the first pause to beyond the longest
HURRY = timedelta(seconds=5)
"""Who comes back from a gateway does not wait for the pause; yet no oftener than this."""

GIVEN_UP = timedelta(days=3)
"""So long after it was opened a payment is asked about: gateways repeat themselves no longer."""

AT_ONCE = 20
log = logging.getLogger(__name__)


def ask_about_pending(*, at: datetime) -> int:
    """Ask about every payment of which an answer is due; say how many told.

    Payments that ran out are asked about too: money may have come that nobody told us of. A
    gateway that is away is asked again after a longer pause.
    """
    waiting = Payment.objects.filter(ask_again_at__lte=at).order_by("ask_again_at", "pk")
    return sum(settle(payment=payment, at=at) for payment in list(waiting[:AT_ONCE]))


def settle(*, payment: Payment, at: datetime, in_a_hurry: bool = False) -> bool:
    """Ask how one payment stands and act on it, as on a notice; say whether there was an answer.

    For the clock, for who comes back from a gateway, and for whoever reconciles. Asked by two at
    once, one asks. The network is spoken to between two transactions; inside one this is a
    ``RuntimeError``.
    """
    if not _take_turn(payment, at, early=FIRST_PAUSE - HURRY if in_a_hurry else timedelta(0)):
        return False
    told = _ask(payment, at)
    if told is None:
        return False
    receive(
        gateway=payment.gateway, told=told, body=b"", headers={}, at=at, source=Notice.Source.ASKED
    )
    return True


@transaction.atomic(durable=True)
def _take_turn(payment: Payment, at: datetime, *, early: timedelta) -> bool:
    """Push the next question away before this one is put: whoever is second finds it not due."""
    pause = min(LONGEST_PAUSE, FIRST_PAUSE * 2 ** min(payment.asks, DOUBLINGS))
    due = Payment.objects.filter(pk=payment.pk, asks=payment.asks, ask_again_at__lte=at + early)
    is_old = at - payment.started_at > GIVEN_UP
    later = None if is_old else at + pause
    return bool(due.update(asks=F("asks") + 1, ask_again_at=later))


def _ask(payment: Payment, at: datetime) -> contract.Notice | None:
    try:
        return registry.gateway(payment.gateway).query(external_id=payment.external_id, at=at)
    except Refused:
        log.warning("%s does not know a payment", payment.gateway)
    except (Unavailable, registry.UnknownGateway):
        log.warning("%s gave no answer about a payment", payment.gateway)
    return None
