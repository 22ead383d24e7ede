"""Signing: the moment at which an invoice takes the next number, and never changes again."""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING

from django.conf import settings
from django.db import transaction
from django.db.models import Max
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from marketplace.invoices import keyring, letters, registry
from marketplace.invoices.actions.drafting import write
from marketplace.invoices.actions.moves import NotReady, lock, move
from marketplace.invoices.documents import tags
from marketplace.invoices.documents.bill import Bill, Relation, told
from marketplace.invoices.documents.signature import NotProven, Unfit, holder, proven, sign
from marketplace.invoices.models import Invoice, InvoiceSeries, SignedInvoice

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.invoices.documents.signature import Seal

State = Invoice.State


@transaction.atomic
def sign_invoice(*, invoice: Invoice, by: User | None, at: datetime) -> Invoice:
    """Sign a draft as things are now, under the next number of its series. Twice is once.

    What is worth nothing any more needs no invoice. :class:`NotReady` without a fitting key, or
    while the invoice that it corrects waits for an answer: then no number is taken. A firm is told
    once it is signed, or coded where a provider codes it.
    """
    invoice = lock(invoice)
    if not invoice.is_draft:
        return invoice
    write(invoice, on=localdate(at))
    if not invoice.content.items:
        move(invoice, State.NEEDLESS, by=by, at=at, bill=invoice.bill, total=0)
        return invoice
    _refuse_while_origin_waits(invoice)
    seal = _seal(invoice.content, at)
    series = _locked_series(invoice)
    number = (series.signed.aggregate(n=Max("number"))["n"] or 0) + 1
    content = replace(invoice.content, number=number)
    solution = settings.INVOICE_SOLUTION_TAX_CODE
    xml = sign(tags.document(content, provider=solution), seal)
    SignedInvoice.objects.create(
        invoice=invoice,
        series=series,
        number=number,
        xml=xml,
        sha256=sha256(xml).hexdigest(),
        holder=holder(seal.certificate)[:300],
        is_trial=_is_trial(xml, seal, at),
        signed_by=by,
        signed_at=at,
    )
    columns = {"bill": told(content), "total": content.total, "refunded": invoice.refunded}
    move(invoice, State.SIGNED, by=by, at=at, **columns)
    _correct_origin(invoice, by, at)
    if not registry.provider_of(content.seller.tax_code)[1].sends:
        letters.tell_invoiced(invoice, at=at)
    return invoice


def _seal(content: Bill, at: datetime) -> Seal:
    """The seller's own, in force and made out to its tax code."""
    tax_code = content.seller.tax_code
    try:
        seal = keyring.seal_of(tax_code)
        seal.refuse_unless_of(tax_code, at=at)
    except keyring.NoKey as missing:
        raise NotReady(
            _("Chợ chưa giữ chứng thư số của mã số thuế này, nên hoá đơn còn là bản chưa ký.")
        ) from missing
    except Unfit as problem:
        raise NotReady(
            _("Chứng thư số không dùng được: hết hạn, của mã số thuế khác, hoặc sai mật khẩu.")
        ) from problem
    return seal


def _locked_series(invoice: Invoice) -> InvoiceSeries:
    """Whoever signs next in this series waits for this transaction to end."""
    content = invoice.content
    known = {
        "tax_code": content.seller.tax_code,
        "form": content.form.value,
        "code": content.series,
    }
    series, _is_new = InvoiceSeries.objects.get_or_create(
        **known, defaults={"producer": invoice.order.producer}
    )
    if series.producer_id != invoice.order.producer_id:
        raise NotReady(_("Ký hiệu này của mã số thuế này đang do gian hàng khác dùng."))
    return InvoiceSeries.objects.select_for_update().get(pk=series.pk)


def _is_trial(xml: bytes, seal: Seal, at: datetime) -> bool:
    """Read back what was made: trusted, or in a demonstration at least what was signed."""
    try:
        proven(xml, trusted=keyring.authorities(), at=at)
    except NotProven as doubt:
        if not settings.DEMO:
            raise NotReady(
                _("Chứng thư số không do một tổ chức được tin cậy cấp, nên chợ không ký.")
            ) from doubt
        proven(xml, trusted=[seal.certificate], at=at)
        return True
    return False


def _refuse_while_origin_waits(invoice: Invoice) -> None:
    """A correction names an invoice that stands: what is yet to be coded is not corrected."""
    origin = invoice.origin
    if origin is None or origin.state in {State.CODED, State.ADJUSTED, State.REJECTED}:
        return
    _name, provider = registry.provider_of(origin.content.seller.tax_code)
    if origin.state == State.SENT or provider.sends:
        raise NotReady(_("Hoá đơn gốc chưa có mã cơ quan thuế; có mã rồi mới ký được hoá đơn này."))


def _correct_origin(invoice: Invoice, by: User | None, at: datetime) -> None:
    if invoice.origin is None:
        return
    state = State.REPLACED if invoice.relation == Relation.REPLACES else State.ADJUSTED
    origin = Invoice.objects.select_for_update(of=("self",)).get(pk=invoice.origin.pk)
    origin.order = invoice.order
    if origin.state != state:
        move(origin, state, by=by, at=at)
