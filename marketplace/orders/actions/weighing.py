"""What goods sold by weight really weigh; the difference is owed back when all of it has left."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from marketplace.orders.actions.packing import being_packed
from marketplace.orders.actions.refunds import Cause, left, owe
from marketplace.orders.actions.states import record
from marketplace.orders.models import Line, Order, RefundDue
from marketplace.orders.weights import owed_back

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

TIMES_TOO_HEAVY = 3
"""A line that weighs more than this many times what was reckoned was mistyped."""


class CannotWeigh(ValidationError):
    """The line is not sold by weight, or no such weight can be."""


@transaction.atomic
def weigh(*, line: Line, grams: int, by: User, at: datetime) -> Line:
    """All packs of a line that are sent weigh so many grams; told again while they are still here.

    The buyer pays for no more than was agreed, however heavy it is. Raises :class:`CannotWeigh`.
    """
    order = being_packed(line.order)
    line = Line.objects.select_for_update().get(pk=line.pk)
    if line.grams_a_pack is None:
        raise CannotWeigh(_("Món này không bán theo cân."), code="not_weighed")
    most = line.grams_a_pack * line.quantity * TIMES_TOO_HEAVY
    if not 1 <= grams <= most:
        raise CannotWeigh(
            _("Cân nặng từ 1 đến %(most)s gam; xem lại số vừa gõ.") % {"most": localize(most)},
            code="unlikely",
        )
    if line.final_grams != grams:
        line.final_grams = grams
        line.save(update_fields=["final_grams"])
        record(order, "weighed", by, at, line=line.pk, grams=grams)
    return line


@transaction.atomic
def settle_weights(*, order: Order, at: datetime) -> None:
    """What weighs less than reckoned is owed back, once. The caller has locked the order."""
    for line in order.lines.filter(final_grams__isnull=False):
        line.order = order
        sent = line.items.count()
        amount = owed_back(
            paid=left(order=order, line=line),
            reckoned=sent * (line.grams_a_pack or 0),
            weighed=line.final_grams or 0,
        )
        cause = Cause(reason=RefundDue.Reason.WEIGHT, key=f"weight: line {line.pk}")
        owe(order=order, amount=amount, cause=cause, at=at, line=line)
