"""Work out again what lots hold and what buyers are owed, and say where it differs."""

from __future__ import annotations

from itertools import chain
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.timezone import localdate

from marketplace.invoices import audit as invoices
from marketplace.ledger import audit as ledger
from marketplace.listings import audit as listings
from marketplace.orders import audit
from marketplace.payments import audit as refunds
from marketplace.payouts import audit as payouts
from marketplace.reconciliation.queries import gaps
from traceability.models import Lot, Movement
from traceability.queries import stock


class Command(BaseCommand):
    help = (
        "Recompute stock from its movements and orders, refunds from what is owed and came, and "
        "the ledger from its legs and orders, what producers earned and were paid from the ledger, "
        "and check the numbers and seals of invoices and all listings; fails where one "
        "differs."
    )

    def handle(self, *_args: object, **_options: Any) -> None:
        with transaction.atomic():
            faults = [str(fault) for fault in _faults()]
            lots, movements = Lot.objects.count(), Movement.objects.count()
        for fault in faults:
            self.stderr.write(fault)
        if faults:
            raise CommandError(f"{len(faults)} numbers are not what happened.")
        self.stdout.write(f"{lots} lots hold what {movements} movements say.")


def _faults() -> chain[stock.Fault | str]:
    return chain(
        stock.counted_otherwise(),
        stock.packed_otherwise(),
        audit.promised_otherwise(),
        audit.planned_otherwise(),
        refunds.owed_otherwise(),
        refunds.paid_back_otherwise(),
        refunds.refunded_otherwise(),
        refunds.received_otherwise(),
        audit.vouchers_otherwise(),
        audit.discounted_otherwise(),
        invoices.numbered_otherwise(),
        invoices.signed_otherwise(),
        ledger.whole(),
        ledger.unbalanced(),
        ledger.altered(),
        ledger.kept_otherwise(),
        gaps.booked_otherwise(day=localdate()),
        payouts.earned_otherwise(),
        payouts.earned_unasked(),
        payouts.paid_out_otherwise(),
        payouts.billed_otherwise(),
        payouts.months_otherwise(),
        listings.listed_otherwise(on=localdate()),
    )
