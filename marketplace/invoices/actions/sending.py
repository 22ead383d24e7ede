"""Handing signed invoices to their provider, and asking what became of them.

No database transaction is open while the network is spoken to. An invoice that may have been
issued is asked for by its key before it is handed on again.
"""

from __future__ import annotations

import logging
from datetime import timedelta
from typing import TYPE_CHECKING, Any

from django.db import Error, transaction
from django.utils.translation import gettext as _

from marketplace.invoices import letters, registry
from marketplace.invoices.actions.moves import NotReady, lock, move, note
from marketplace.invoices.adapters.contract import (
    Provider,
    Receipt,
    Refused,
    Submission,
    Unavailable,
)
from marketplace.invoices.models import Invoice

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User

log = logging.getLogger(__name__)
State = Invoice.State
FIRST_WAIT, LONGEST_WAIT = timedelta(minutes=2), timedelta(hours=12)
MOST_AT_ONCE = 50
LONGEST_TROUBLE = 300


def send_invoice(*, invoice: Invoice, by: User | None, at: datetime) -> Invoice:
    """Hand a signed invoice to its seller's provider, or ask about one that was handed on.

    It is coded only with a code that came back. :class:`NotReady` where nothing is signed, or its
    seller has no provider. Asked again before its time, nothing happens.
    """
    claimed = _claim(invoice=invoice, by=by, at=at)
    if claimed is None:
        return Invoice.objects.get(pk=invoice.pk)
    provider, submission, is_again = claimed
    try:
        receipt = (provider.find(submission) if is_again else None) or provider.issue(submission)
    except Unavailable as problem:
        log.warning("an invoice's provider gave no answer: %s", problem)
        return _wait(invoice=invoice, at=at, trouble=_("Nhà cung cấp chưa trả lời."))
    except Refused as refusal:
        return _reject(invoice=invoice, at=at, reason=str(refusal))
    return _keep(invoice=invoice, receipt=receipt, at=at)


def providers_sheet(*, invoice: Invoice) -> bytes:
    """The PDF that the provider shows of what it issued; :class:`NotReady` where it has none."""
    name, provider = registry.provider_of(invoice.content.seller.tax_code)
    signed = getattr(invoice, "signed", None)
    if signed is None or invoice.answered_at is None or invoice.provider != name:
        raise NotReady(_("Nhà cung cấp chưa trả lời hoá đơn này."))
    try:
        return provider.sheet(_submission(invoice))
    except (Unavailable, Refused) as problem:
        log.warning("an invoice's provider gave no sheet: %s", problem)
        raise NotReady(
            _("Nhà cung cấp chưa đưa được bản của họ; lát nữa bạn thử lại.")
        ) from problem


def ask_due(*, at: datetime) -> int:
    """Ask about what was sent and is not answered yet; say how many were asked about."""
    asked = 0
    for invoice in list(Invoice.objects.to_ask(at=at)[:MOST_AT_ONCE]):
        try:
            send_invoice(invoice=invoice, by=None, at=at)
        except NotReady as reason:
            log.warning("an invoice was not asked about: %s", reason)
            continue
        except Error:
            log.exception("an invoice was not asked about; it will be tried again")
            continue
        asked += 1
    return asked


@transaction.atomic(durable=True)
def _claim(
    *, invoice: Invoice, by: User | None, at: datetime
) -> tuple[Provider, Submission, bool] | None:
    """What to ask, and whether it was asked before. Whoever claims has it until it may be again."""
    invoice = lock(invoice)
    signed = getattr(invoice, "signed", None)
    if signed is None or invoice.state not in {State.SIGNED, State.SENT}:
        raise NotReady(_("Chỉ gửi được hoá đơn đã ký và chưa có trả lời."))
    if invoice.ask_again_at is not None and invoice.ask_again_at > at:
        return None
    name, provider = registry.provider_of(invoice.content.seller.tax_code)
    if not provider.sends:
        raise NotReady(_("Chưa nối với nhà cung cấp nào: hãy tải XML về và tự nộp."))
    is_again, columns = invoice.tries > 0, _asked_now(invoice, name, at)
    if invoice.state == State.SIGNED:
        move(invoice, State.SENT, by=by, at=at, sent_at=at, **columns)
    else:
        _write(invoice, **columns)
    return provider, _submission(invoice), is_again


def _submission(invoice: Invoice) -> Submission:
    signed = invoice.signed
    return Submission(
        key=str(invoice.key),
        bill=invoice.content,
        xml=bytes(signed.xml),
        signed_at=signed.signed_at,
    )


def _asked_now(invoice: Invoice, provider: str, at: datetime) -> dict[str, Any]:
    wait = min(FIRST_WAIT * 2 ** min(invoice.tries, 10), LONGEST_WAIT)
    return {"provider": provider, "tries": invoice.tries + 1, "ask_again_at": at + wait}


@transaction.atomic
def _keep(*, invoice: Invoice, receipt: Receipt, at: datetime) -> Invoice:
    """The provider holds it: coded where a code came, otherwise asked about again."""
    invoice = lock(invoice)
    content = invoice.content
    if (receipt.series, receipt.number) != (content.series, content.number):
        words = _("Nhà cung cấp giữ số khác: %(number)s. Xin gọi nhà cung cấp.")
        trouble = words % {"number": f"{receipt.series}{receipt.number}"}
        return _wait(invoice=invoice, at=at, trouble=trouble)
    if invoice.state != State.SENT:
        return invoice
    if not receipt.code:
        _write(invoice, trouble="")
        return invoice
    told = {"tax_office_code": receipt.code, "answered_at": at, "trouble": ""}
    move(invoice, State.CODED, by=None, at=at, ask_again_at=None, **told)
    letters.tell_invoiced(invoice, at=at)
    return invoice


@transaction.atomic
def _reject(*, invoice: Invoice, at: datetime, reason: str) -> Invoice:
    """The provider said no, for good: its number stays taken, another invoice replaces it."""
    invoice = lock(invoice)
    if invoice.state == State.SENT:
        told = {"answered_at": at, "ask_again_at": None, "trouble": reason[:LONGEST_TROUBLE]}
        move(invoice, State.REJECTED, by=None, at=at, **told)
    return invoice


@transaction.atomic
def _wait(*, invoice: Invoice, at: datetime, trouble: str) -> Invoice:
    """Nothing usable came: what is known stays, and it is asked about again."""
    invoice = lock(invoice)
    if invoice.state == State.SENT:
        _write(invoice, trouble=trouble[:LONGEST_TROUBLE])
        note(invoice, "unanswered", by=None, at=at, tries=invoice.tries)
    return invoice


def _write(invoice: Invoice, **columns: object) -> None:
    for name, value in columns.items():
        setattr(invoice, name, value)
    invoice.save(update_fields=list(columns))
