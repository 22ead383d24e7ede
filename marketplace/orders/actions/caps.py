"""How much one buyer may hold without having paid: so that nobody empties a shop by clicking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import Count, Q, Sum
from django.utils.formats import localize
from django.utils.translation import gettext as _

from marketplace.orders.models import Order

if TYPE_CHECKING:
    from datetime import datetime

    from marketplace.orders.actions.placing import Buyer


class HoldsTooMuch(Exception):
    """A phone, account or visit already holds as much unpaid as one may; says what to do."""


def refuse_hoarding(*, buyer: Buyer, at: datetime) -> None:
    """Raise :class:`HoldsTooMuch` where unpaid orders hold too much.

    To be called in the transaction that places: until its end other orders of the phone wait.

    A phone, an account and a visit (one browser's basket) are counted as one: whoever changes the
    phone keeps the visit, whoever changes the browser keeps the phone.
    """
    _queue_up(buyer.phone)
    same = Q(group__buyer_phone=buyer.phone)
    if buyer.user:
        same |= Q(group__user=buyer.user)
    if buyer.visit:
        same |= Q(group__visit=buyer.visit)
    unpaid = Order.objects.filter(
        same, state=Order.State.AWAITING_PAYMENT, group__held_until__gt=at
    ).aggregate(orders=Count("group", distinct=True), packs=Sum("lines__quantity", default=0))
    if (
        unpaid["orders"] >= settings.MOST_UNPAID_ORDERS
        or unpaid["packs"] >= settings.MOST_HELD_PACKS
    ):
        raise HoldsTooMuch(
            _("Bạn đang có %(orders)s đơn chưa trả tiền; trả hoặc huỷ bớt rồi đặt tiếp nhé.")
            % {"orders": localize(unpaid["orders"])}
        )


def _queue_up(phone: str) -> None:
    """Orders of one phone come one after the other; SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [phone])
