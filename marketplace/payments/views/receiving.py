"""The operator's desk for money that came and does not speak for itself."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from marketplace.payments import access, queries
from marketplace.payments import desk as rooms
from marketplace.payments.actions import proposing
from marketplace.payments.forms import (
    AttachForm,
    ByHandForm,
    NoteForm,
    ReturnForm,
    SearchForm,
    SplitForm,
)
from marketplace.payments.views.paying import page_of

if TYPE_CHECKING:
    from django import forms
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.payments.models import Proposal, Receipt

PER_PAGE = 20
TEMPLATES = "payments/desk"


@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """What came, those first that wait for a person; searched by sum, day and words."""
    access.only_operators(request)
    form = SearchForm(request.GET)
    found = Paginator(queries.receipts(**form.told), PER_PAGE)
    page = {
        "form": form,
        "rows": found.get_page(request.GET.get("trang")),
        "proposals": queries.proposals_open(),
        **rooms.frame(rooms.RECEIPTS),
    }
    return TemplateResponse(request, f"{TEMPLATES}/desk.html", page)


@never_cache
@require_GET
def receipt(request: HttpRequest, pk: int) -> HttpResponse:
    return _show(request, access.receipt_to_judge(request, pk))


@require_POST
def attachment(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is that order's."""
    held = access.receipt_to_judge(request, pk)
    form = AttachForm(request.POST, receipt=held)
    if not form.is_valid():
        return _show(request, held, attaching=form)
    what = {"receipt": held, "payment": form.cleaned_data["code"]}
    return _decide(request, held, proposing.attach, form, "attaching", **what)


@require_POST
def splitting(request: SignedInRequest, pk: int) -> HttpResponse:
    """It pays several orders at once."""
    held = access.receipt_to_judge(request, pk)
    form = SplitForm(request.POST, receipt=held)
    if not form.is_valid():
        return _show(request, held, splitting=form)
    what = {"receipt": held, "payments": form.cleaned_data["codes"]}
    return _decide(request, held, proposing.split, form, "splitting", **what)


@require_POST
def giving_back(request: SignedInRequest, pk: int) -> HttpResponse:
    """It goes back to the buyer of its order."""
    held = access.receipt_to_judge(request, pk)
    return _decide(request, held, proposing.give_back, None, "", receipt=held)


@require_POST
def return_(request: SignedInRequest, pk: int) -> HttpResponse:
    """It was sent back to where it came from."""
    held = access.receipt_to_judge(request, pk)
    form = ReturnForm(request.POST)
    if not form.is_valid():
        return _show(request, held, returning=form)
    what = {"receipt": held, **form.told}
    return _decide(request, held, proposing.send_back, form, "returning", **what)


@require_POST
def arrival(request: SignedInRequest, pk: int) -> HttpResponse:
    """It is what a gateway sent to the bank."""
    held = access.receipt_to_judge(request, pk)
    return _decide(request, held, proposing.know_as_moved, None, "", receipt=held)


@require_POST
def note(request: SignedInRequest, pk: int) -> HttpResponse:
    held = access.receipt_to_judge(request, pk)
    form = NoteForm(request.POST)
    if not form.is_valid():
        return _show(request, held, noting=form)
    proposing.write_note(receipt=held, words=form.cleaned_data["words"], by=request.user, at=now())
    messages.success(request, _("Đã lưu ghi chú."))
    return redirect("payments:receipt", pk)


@require_POST
def agreement(request: SignedInRequest, pk: int) -> HttpResponse:
    """The second pair of eyes."""
    proposal = access.proposal_to_judge(request, pk)
    try:
        proposing.agree(proposal=proposal, by=request.user, at=now())
    except proposing.NotDone as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã đồng ý, và đã làm xong."))
    return redirect("payments:desk")


@require_POST
def dropping(request: SignedInRequest, pk: int) -> HttpResponse:
    proposing.drop(proposal=access.proposal_to_judge(request, pk), by=request.user, at=now())
    messages.info(request, _("Đã bỏ đề nghị."))
    return redirect("payments:desk")


@never_cache
@require_http_methods(["GET", "POST"])
def by_hand(request: SignedInRequest, reference: str) -> HttpResponse:
    """An operator confirms a transfer read off the bank's statement."""
    payment = access.payment_to_confirm(request, reference)
    form = ByHandForm(sent(request))
    if form.is_valid():
        try:
            done = proposing.confirm_by_hand(
                payment=payment, by=request.user, at=now(), **form.told
            )
        except proposing.NotDone as refusal:
            form.add_error("bank_reference", str(refusal))
        else:
            _say(request, done)
            return redirect("payments:by_hand", reference)
    page = {
        **page_of(payment),
        "form": form,
        "waits": queries.waits_for_two(payment),
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "payments/by_hand.html", page, status=status)


def _show(request: HttpRequest, held: Receipt, **forms: forms.Form) -> HttpResponse:
    """One of them, with what may be done about it; with forms that were not right, those."""
    page: dict[str, Any] = {
        "receipt": held,
        "sources": queries.sources_of(held),
        "proposals": held.proposals.select_related("proposed_by", "confirmed_by"),
        "attaching": AttachForm(receipt=held),
        "splitting": SplitForm(receipt=held),
        "parts": held.parts.select_related("payment__group"),
        "returning": ReturnForm(),
        "noting": NoteForm(initial={"words": held.note}),
        **forms,
        **rooms.frame(rooms.RECEIPTS),
    }
    status = 422 if forms else 200
    return TemplateResponse(request, f"{TEMPLATES}/receipt.html", page, status=status)


def _decide(
    request: SignedInRequest,
    held: Receipt,
    action: Any,  # noqa: ANN401 (one of proposing's, each asks for its own)
    form: forms.Form | None,
    name: str,
    **what: Any,  # noqa: ANN401 (as above)
) -> HttpResponse:
    """Do it, and say at its form why not."""
    try:
        done = action(by=request.user, at=now(), **what)
    except proposing.NotDone as refusal:
        if form is not None:
            form.add_error(None, str(refusal))
            return _show(request, held, **{name: form})
        messages.error(request, str(refusal))
    else:
        _say(request, done)
    return redirect("payments:receipt", held.pk)


def _say(request: HttpRequest, proposal: Proposal) -> None:
    if proposal.done_at:
        messages.success(request, _("Đã ghi."))
    else:
        messages.info(request, _("Đã ghi đề nghị: số tiền này cần người thứ hai đồng ý."))
