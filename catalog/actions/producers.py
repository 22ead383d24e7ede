"""What a producer says of itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from catalog.models import Producer

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def change_address(*, producer: Producer, address: str, by: User, at: datetime) -> Producer:
    """Keep where the producer works, as labels and scan pages say it: hamlet, street, number."""
    producer = Producer.objects.select_for_update(of=("self",)).get(pk=producer.pk)
    if producer.address != address:
        producer.address = address
        producer.save(update_fields=["address"])
        journal.record(
            actor=by, verb="changed address", subject=producer, at=at, on_behalf_of=producer
        )
    return producer
