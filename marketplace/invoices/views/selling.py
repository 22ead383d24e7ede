"""A stall's invoices: what waits, one of them, signing, sending, replacing. Owners sign."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.forms.models import model_to_dict
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog.access import owned_stall, stall
from catalog.stalls import frame
from marketplace.invoices import access, keyring, registry
from marketplace.invoices.actions.drafting import draft_invoice, draft_replacement
from marketplace.invoices.actions.moves import NotReady
from marketplace.invoices.actions.sellers import Details, tell_details
from marketplace.invoices.actions.sending import providers_sheet, send_invoice
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.forms import DetailsForm, ReplacementForm
from marketplace.invoices.models import Invoice
from marketplace.invoices.queries import lists
from marketplace.invoices.views import files

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE, ONE, DETAILS = "invoices:mine", "invoices:one", "invoices:details"
ROWS, MOST_WAITING = 20, 10
PROVIDERS = "nha-cung-cap"


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest, producer: str) -> HttpResponse:
    """Drafts and what is in trouble above, then the newest; and orders that wait for one."""
    own = stall(request.user, producer)
    seller = lists.seller_of(own)
    page = {
        "rows": Paginator(lists.invoices_of(own), ROWS).get_page(request.GET.get("trang")),
        "waiting": lists.sent_without(own)[:MOST_WAITING],
        "seller": seller,
        "ended": lists.rates_out_of_force(seller, on=localdate(now())) if seller else (),
        "may_sign": access.may_sign(request.user, own),
        "has_key": seller is not None and keyring.has_key(seller.tax_code),
    }
    return TemplateResponse(request, "invoices/mine.html", {**page, **frame(own, HERE)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def details(request: SignedInRequest, producer: str) -> HttpResponse:
    """As what its owner gives invoices."""
    own = owned_stall(request.user, producer)
    seller = lists.seller_of(own)
    known = model_to_dict(seller) if seller else lists.first_details(own)
    rates = lists.rates_on(localdate(now()))
    form = DetailsForm(sent(request), producer=own, rates=rates, initial=known)
    if form.is_valid():
        tell_details(producer=own, details=Details(**form.cleaned_data), by=request.user, at=now())
        messages.success(request, _("Đã lưu thông tin hoá đơn."))
        return redirect(HERE, producer)
    page = {"form": form, "seller": seller, **frame(own, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "invoices/details.html", page, status=status)


@login_required
@require_POST
def draft(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """An order that left is drafted now."""
    order = access.order_to_invoice(stall(request.user, producer), code)
    try:
        made = draft_invoice(order=order, by=request.user, at=now())
    except NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect(HERE, producer)
    messages.success(request, _("Đã lập bản nháp. Xem lại rồi ký."))
    return redirect(ONE, producer, made.key)


@login_required
@never_cache
@require_safe
def one(request: SignedInRequest, producer: str, key: UUID) -> HttpResponse:
    """One invoice, and the one thing to do about it."""
    own = stall(request.user, producer)
    invoice = access.invoice_at_stall(own, key)
    tax_code = invoice.content.seller.tax_code
    page = {
        "invoice": invoice,
        "bill": invoice.content,
        "standing": files.standing(invoice),
        "corrections": invoice.corrections.select_related("signed__series"),
        "may_sign": access.may_sign(request.user, own),
        "has_key": keyring.has_key(tax_code),
        "sends": registry.provider_of(tax_code)[1].sends,
        "may_replace": Invoice.State.REPLACED in Invoice.MOVES[Invoice.State(invoice.state)],
    }
    return TemplateResponse(request, "invoices/one.html", {**page, **frame(own, HERE)})


@login_required
@require_POST
def signature(request: SignedInRequest, producer: str, key: UUID) -> HttpResponse:
    said = {Invoice.State.NEEDLESS: _("Đơn không còn gì để lập hoá đơn, nên không cấp số.")}
    return _acted(request, producer, key, sign_invoice, said, _("Đã ký và cấp số."))


@login_required
@require_POST
def sending(request: SignedInRequest, producer: str, key: UUID) -> HttpResponse:
    said = {
        Invoice.State.CODED: _("Cơ quan thuế đã cấp mã."),
        Invoice.State.REJECTED: _("Nhà cung cấp từ chối hoá đơn này."),
    }
    return _acted(request, producer, key, send_invoice, said, _("Đã gửi; chợ sẽ tự hỏi lại."))


def _acted(
    request: SignedInRequest,
    producer: str,
    key: UUID,
    act: Callable[..., Invoice],
    said: dict[Invoice.State, str],
    otherwise: str,
) -> HttpResponse:
    """Do what its owner asked, say what came of it."""
    invoice = access.invoice_at_stall(owned_stall(request.user, producer), key)
    try:
        done = act(invoice=invoice, by=request.user, at=now())
    except NotReady as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, said.get(Invoice.State(done.state), otherwise))
    return redirect(ONE, producer, key)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def replacement(request: SignedInRequest, producer: str, key: UUID) -> HttpResponse:
    """A wrong invoice is made out anew; both stay."""
    own = owned_stall(request.user, producer)
    invoice = access.invoice_at_stall(own, key)
    form = ReplacementForm(sent(request), initial=lists.buyer_of(invoice))
    if form.is_valid():
        buyer, reason = form.buyer, form.reason_told
        try:
            made = draft_replacement(
                invoice=invoice, buyer=buyer, reason=reason, by=request.user, at=now()
            )
        except NotReady as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Đã lập bản nháp thay thế. Xem lại rồi ký."))
            return redirect(ONE, producer, made.key)
    page = {"form": form, "invoice": invoice, **frame(own, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "invoices/replacement.html", page, status=status)


@login_required
@never_cache
@require_safe
def file(request: SignedInRequest, producer: str, key: UUID, form: str) -> HttpResponse:
    """What was signed as XML, the sheet, also of a draft, or the provider's own."""
    invoice = access.invoice_at_stall(stall(request.user, producer), key)
    if form != PROVIDERS:
        return files.answer(invoice, form)
    try:
        content = providers_sheet(invoice=invoice)
    except NotReady as refusal:
        messages.error(request, str(refusal))
        return redirect(ONE, producer, key)
    return files.attached(content, "application/pdf", f"{files.name(invoice)}-{form}.pdf")
