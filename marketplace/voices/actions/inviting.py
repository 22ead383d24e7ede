"""Whoever bought is told the way to write, on the telephone of the order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from marketplace.voices import letters
from marketplace.voices.queries.purchases import lines_handed_over

if TYPE_CHECKING:
    from datetime import datetime

    from django.db.models import Q


@transaction.atomic
def invite_buyer(*, wanted: Q, phone: str, at: datetime) -> bool:
    """Tell this phone (E.164) the way to the newest of those lines it ordered, once a day.

    Say whether there was one; whoever asked is not to learn it.
    """
    line = lines_handed_over().filter(wanted, order__group__buyer_phone=phone).first()
    if line:
        letters.tell_way_to_write(line, key=f"review:{line.pk}:{localdate(at)}", at=at)
    return line is not None
