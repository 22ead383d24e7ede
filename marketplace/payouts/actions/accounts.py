"""Where a producer is paid."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import transaction

from accounts import journal
from catalog.models import Producer
from marketplace.payouts.models import BankAccount

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User


@transaction.atomic
def tell_account(
    *, producer: Producer, bank: str, number: str, holder: str, by: User | None, at: datetime
) -> BankAccount:
    """The producer wants its money there from now on; the same account told again stays as it is.

    What a run has proposed for the old one is left to the next run. The journal has no number.
    """
    Producer.objects.select_for_update(no_key=True).get(pk=producer.pk)
    known = BankAccount.objects.in_force(at=at).filter(producer=producer).first()
    if known and (known.bank, known.number, known.holder) == (bank, number, holder):
        return known
    made = BankAccount.objects.create(
        producer=producer,
        bank=bank,
        number=number,
        holder=holder,
        told_by=by,
        told_at=at,
        valid_from=at,
    )
    journal.record(
        actor=by, verb="told its account", subject=producer, at=at, on_behalf_of=producer
    )
    return made
