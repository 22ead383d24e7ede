"""Asking gateways how payments stand, for notices that never came."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING

from marketplace.payments import registry
from marketplace.payments.actions.settling import receive
from marketplace.payments.gateways.contract import Unavailable
from marketplace.payments.models import Payment

if TYPE_CHECKING:
    from datetime import datetime

log = logging.getLogger(__name__)


def ask_about_pending(*, at: datetime) -> int:
    """Ask about every payment still waiting at a gateway that can be asked; say how many told.

    What they tell goes the same way as a notice. A gateway that is away is asked next time.
    """
    askable = [name for name in registry.names() if registry.gateway(name).capabilities.query]
    waiting = Payment.objects.filter(state=Payment.State.PENDING, gateway__in=askable)
    return sum(_ask(payment, at) for payment in list(waiting.order_by("pk")))


def _ask(payment: Payment, at: datetime) -> bool:
    try:
        told = registry.gateway(payment.gateway).query(external_id=payment.external_id, at=at)
    except Unavailable:
        log.warning("%s gave no answer about a payment", payment.gateway)
        return False
    if told is None:
        return False
    receive(gateway=payment.gateway, told=told, body=b"", headers={}, at=at)
    return True
