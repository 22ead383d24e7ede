"""Reconciling is for whoever runs the market; everybody else finds nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from marketplace.payments.access import LARGEST_KEY
from marketplace.reconciliation.models import Booking, Difference

if TYPE_CHECKING:
    from accounts.models import User


def only_operators(user: User) -> None:
    if not user.is_staff:
        raise Http404


def booking_to_judge(user: User, pk: int) -> Booking:
    """What an operator wants booked, for another."""
    only_operators(user)
    return get_object_or_404(Booking, pk=pk if pk < LARGEST_KEY else None)


def difference_to_settle(user: User, pk: int) -> Difference:
    only_operators(user)
    rows = Difference.objects.select_related("owner", "closed_by")
    return get_object_or_404(rows, pk=pk if pk < LARGEST_KEY else None)
