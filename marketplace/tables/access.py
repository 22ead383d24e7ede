"""The door from an address to a table that was sent in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.shortcuts import get_object_or_404

from catalog.models import Producer
from marketplace.tables.models import Intake

if TYPE_CHECKING:
    from accounts.models import User


def intake_to_see(user: User, producer: str, pk: int) -> Intake:
    """A table of a stall for which this person acts."""
    mine = Intake.objects.filter(producer__in=Producer.objects.run_by(user))
    found = mine.select_related("producer__commune", "producer__province")
    return get_object_or_404(found, pk=pk, producer__slug=producer)
