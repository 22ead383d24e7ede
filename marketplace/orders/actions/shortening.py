"""A line is sent with fewer packs than were ordered: the rest is owed back and told."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.formats import localize
from django.utils.translation import gettext as _

from marketplace.orders import news
from marketplace.orders.actions import parcels, promises
from marketplace.orders.actions.packing import being_packed
from marketplace.orders.actions.refunds import Cause, owe_packs
from marketplace.orders.actions.states import record
from marketplace.orders.models import Line, RefundDue

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.orders.models import Order


class TooMany(ValidationError):
    """The line has not so many packs that are neither packed nor being replaced."""


@transaction.atomic
def short_ship(*, line: Line, packs: int, key: str, by: User, at: datetime) -> RefundDue | None:
    """So many packs of a line are not sent: what was paid for them is owed back, the buyer told.

    Until the last parcel leaves. ``key`` is one press of the button: again changes nothing. With
    the last pack the order is given up, or is on its way if some of it has left. :class:`TooMany`.
    """
    order = line.order
    known = _known(order, key)
    if known:
        return known
    order = being_packed(order)
    known = _known(order, key)
    if known:
        return known
    line = _locked(line, order)
    loose = promises.loose(line)
    if not 1 <= packs <= loose:
        raise TooMany(
            _("Chỉ bớt được từ 1 đến %(most)s gói chưa đóng vào kiện.")
            % {"most": localize(max(loose, 0))},
            code="too_many",
        )
    due = leave_out(line=line, packs=packs, key=key, at=at)
    record(order, "short-shipped", by, at, line=line.pk, packs=packs)
    parcels.finish_sending(order=order, by=by, at=at)
    return due


@transaction.atomic
def leave_out(*, line: Line, packs: int, key: str, at: datetime) -> RefundDue | None:
    """Let the packs go, owe them back, tell the buyer. The caller has locked and counted."""
    promises.let_go(line=line, packs=packs, at=at)
    _weigh_again(line)
    cause = Cause(reason=RefundDue.Reason.SHORT_SHIPPED, key=_key(key))
    due = owe_packs(line=line, packs=packs, cause=cause, at=at)
    news.tell_short_shipped(line, packs=packs, due=due, key=key, at=at)
    return due


def _known(order: Order, key: str) -> RefundDue | None:
    return RefundDue.objects.filter(order=order, key=_key(key)).first()


def _key(key: str) -> str:
    return f"short: {key}"


def _locked(line: Line, order: Order) -> Line:
    line = Line.objects.select_for_update().get(pk=line.pk)
    line.order = order
    return line


def _weigh_again(line: Line) -> None:
    """What was weighed weighed more packs than are sent now."""
    if line.final_grams is not None:
        line.final_grams = None
        line.save(update_fields=["final_grams"])
