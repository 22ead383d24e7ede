"""Whoever works at a stall is told in time that stars end: at each stage once, ever."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Message
from catalog.models import Membership
from marketplace.merits import letters
from marketplace.merits.queries.renewals import Ending, days_left, ending_soon

if TYPE_CHECKING:
    from datetime import date, datetime

AT_A_TIME = 200
TOLD = (Membership.Role.OWNER, Membership.Role.STAFF)


def remind(*, at: datetime) -> int:
    """Tell who has not been told at this stage; say how many letters were written.

    A stage that nobody was told of in time is told late; one that is over is not told any more.
    """
    waiting = _waiting(localdate(at))
    there = Message.objects.filter(key__in=waiting).values_list("key", flat=True)
    left = [key for key in waiting if key not in set(there)][:AT_A_TIME]
    for key in left:
        with transaction.atomic():
            letters.tell_ending(*waiting[key], key=key, at=at)
    return len(left)


def _waiting(on: date) -> dict[str, tuple[Ending, Membership]]:
    """Who is to know of what, by the key of the letter. Two queries."""
    rows = ending_soon(on=on).select_related("product__producer")
    soon = [Ending(recognition=row, days=days_left(row, on=on)) for row in rows]
    stalls: dict[int, list[Membership]] = {}
    producers = {one.recognition.product.producer_id for one in soon}
    members = Membership.objects.active().filter(producer__in=producers, role__in=TOLD)
    for member in members.select_related("user").order_by("pk") if producers else ():
        stalls.setdefault(member.producer_id, []).append(member)
    return {
        letters.key(one, member): (one, member)
        for one in soon
        for member in stalls.get(one.recognition.product.producer_id, ())
    }
