"""An invoice as a file: what was signed, or its sheet."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.timezone import localtime

from marketplace.invoices.documents import phrases
from marketplace.invoices.documents.sheet import Standing, sheet
from marketplace.invoices.models import Invoice

if TYPE_CHECKING:
    from marketplace.invoices.models import SignedInvoice

State = Invoice.State
SUPERSEDED = {
    State.ADJUSTED: phrases.ADJUSTED,
    State.REPLACED: phrases.REPLACED,
}


def answer(invoice: Invoice, form: str) -> HttpResponse:
    """``xml``, byte for byte as signed, or ``pdf``; 404 for what there is not."""
    if form == "pdf":
        content = sheet(invoice.content, standing(invoice))
        return attached(content, "application/pdf", f"{name(invoice)}.pdf")
    signed = signed_of(invoice)
    if form != "xml" or signed is None:
        raise Http404
    return attached(bytes(signed.xml), "application/xml", f"{name(invoice)}.xml")


def attached(content: bytes, kind: str, filename: str) -> HttpResponse:
    reply = HttpResponse(content, content_type=kind)
    reply["Content-Disposition"] = f'attachment; filename="{filename}"'
    return reply


def standing(invoice: Invoice) -> Standing:
    """How far it is, for its sheet."""
    signed = signed_of(invoice)
    return Standing(
        tax_office_code=invoice.tax_office_code,
        is_sent=invoice.sent_at is not None,
        is_rejected=invoice.answered_at is not None and not invoice.tax_office_code,
        superseded=SUPERSEDED.get(State(invoice.state), ""),
        is_trial=signed is not None and signed.is_trial,
        signer=signed.holder if signed else "",
        signed_at=localtime(signed.signed_at) if signed else None,
    )


def signed_of(invoice: Invoice) -> SignedInvoice | None:
    found: SignedInvoice | None = getattr(invoice, "signed", None)
    return found


def name(invoice: Invoice) -> str:
    """«1C26TAB-12», or the order's code while there is no number."""
    signed = signed_of(invoice)
    return str(signed) if signed else f"hoa-don-nhap-{invoice.order.code}"
