"""Who may see a dispute: whoever runs the market; for others there is none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from marketplace.payments.access import LARGEST_KEY, only_operators
from marketplace.payments.models import Dispute

if TYPE_CHECKING:
    from django.http import HttpRequest


def dispute_to_answer(request: HttpRequest, pk: int) -> Dispute:
    only_operators(request)
    rows = Dispute.objects.select_related("payment__group", "answered_by")
    return get_object_or_404(rows, pk=pk if pk < LARGEST_KEY else None)
