"""The demo's talks, by the market's own action."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING
from uuid import uuid5

from catalog.models import Membership
from marketplace.demo.actions.orders import key_of
from marketplace.demo.talks import TALKS
from marketplace.orders.models import Order
from marketplace.talks.actions.saying import say
from marketplace.talks.models import Remark, Side

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.demo.cards import Spoken


def talk(*, at: datetime) -> int:
    """What was not said yet; say how much."""
    return sum(_say(card, number, at) for number, card in enumerate(TALKS))


def _say(card: Spoken, number: int, at: datetime) -> bool:
    orders = Order.objects.select_related("group__user", "producer")
    order = orders.filter(group__idempotency_key=key_of(card.purchase)).earliest("pk")
    key, side = uuid5(key_of(card.purchase), f"talk {number}"), Side(card.side)
    if Remark.objects.filter(order=order, key=key).exists():
        return False
    owners = Membership.objects.active().filter(producer=order.producer, role="owner")
    by = order.group.user if side == Side.BUYER else owners.get().user
    moment = at - timedelta(hours=card.hours_ago)
    say(order=order, side=side, words=card.words, key=key, by=by, at=moment)
    return True
