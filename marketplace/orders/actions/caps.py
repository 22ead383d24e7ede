"""How much one buyer may hold without having paid: so that nobody empties a shop by clicking."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.db import connection
from django.db.models import Q, QuerySet
from django.utils.formats import localize
from django.utils.translation import gettext as _

from accounts.prepared import Prepared
from marketplace.orders.models import Line, Order

if TYPE_CHECKING:
    from datetime import datetime
    from uuid import UUID

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
    user = buyer.user.pk if buyer.user else None
    unpaid = _unpaid(phone=buyer.phone, user=user, visit=buyer.visit, at=at)
    packs = sum(quantity for _group, quantity in unpaid)
    orders = len({group for group, _quantity in unpaid})
    if orders >= settings.MOST_UNPAID_ORDERS or packs >= settings.MOST_HELD_PACKS:
        raise HoldsTooMuch(
            _("Bạn đang có %(orders)s đơn chưa trả tiền; trả hoặc huỷ bớt rồi đặt tiếp nhé.")
            % {"orders": localize(orders)}
        )


@Prepared
def _unpaid(
    phone: str, user: int | None, visit: UUID | None, at: datetime
) -> QuerySet[Line, tuple[int, int]]:
    """The checkout and the packs of each line that waits for its money."""
    same = Q(order__group__buyer_phone=phone)
    if user is not None:
        same |= Q(order__group__user=user)
    if visit is not None:
        same |= Q(order__group__visit=visit)
    waiting = Line.objects.filter(
        same, order__state=Order.State.AWAITING_PAYMENT, order__group__held_until__gt=at
    )
    return waiting.values_list("order__group", "quantity")


def _queue_up(phone: str) -> None:
    """Orders of one phone come one after the other; SQLite has one writer anyhow."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [phone])
