"""The door from an address to a line that was ordered beforehand, or 404."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from marketplace.orders.access import group_to_see
from marketplace.orders.models import Preorder

if TYPE_CHECKING:
    from django.http import HttpRequest


def preorder_of(request: HttpRequest, code: str, line: int) -> Preorder:
    """A line (key) of the buyer's own order."""
    group = group_to_see(request, code)
    mine = Preorder.objects.filter(line__order__group=group)
    return get_object_or_404(mine.select_related("line__order__group"), line=line)
