"""Whether invoices are numbered without gaps, and whether what was signed is what was signed."""

from __future__ import annotations

from hashlib import sha256
from typing import TYPE_CHECKING

from django.db.models import Count, F, Max, Q

from marketplace.invoices.models import Invoice, InvoiceSeries, SignedInvoice

if TYPE_CHECKING:
    from collections.abc import Iterator


def numbered_otherwise() -> Iterator[str]:
    """Every series that does not run from 1 to as many as it has. One query."""
    rows = InvoiceSeries.objects.annotate(n=Count("signed"), last=Max("signed__number"))
    for series in rows.filter(n__gt=0).exclude(last=F("n")).order_by("pk"):
        yield f"invoice series {series}: {series.n} invoices, the last has number {series.last}"


def signed_otherwise() -> Iterator[str]:
    """Every invoice whose bytes are not those signed, or that says it is signed and is not."""
    rows = SignedInvoice.objects.select_related("series").order_by("pk")
    for one in rows.iterator(chunk_size=500):
        if sha256(bytes(one.xml)).hexdigest() != one.sha256:
            yield f"invoice {one}: its bytes are not those that were signed"
    unsigned = Q(state__in=[Invoice.State.DRAFT, Invoice.State.NEEDLESS])
    wrong = Invoice.objects.filter(unsigned ^ Q(signed__isnull=True)).order_by("pk")
    for key, state in wrong.values_list("key", "state"):
        yield f"invoice {key}: is {state}, which does not go with whether it was signed"
