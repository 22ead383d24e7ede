"""A stall's claims: what waits, the answer, and goods that come back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog.access import stall
from catalog.stalls import frame
from marketplace.claims import access, queries
from marketplace.claims.actions import answering, returning
from marketplace.claims.forms import ReturnedForm, SumsForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from marketplace.claims.models import Claim

HERE, ONE = "goods_claims:mine", "goods_claims:at_stall"
ROWS = 20


@login_required
@never_cache
@require_safe
def mine(request: SignedInRequest, producer: str) -> HttpResponse:
    """Claims about a stall's goods: those whose time ends first above."""
    own = stall(request.user, producer)
    rows = Paginator(queries.claims_at(own), ROWS).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "claims/mine.html", {"rows": rows, **frame(own, HERE)})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def at_stall(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """One claim, and the producer's answer to it."""
    own = stall(request.user, producer)
    claim = access.claim_to_answer(own, code)
    form = SumsForm(sent(request), claim=claim)
    if form.is_valid():
        try:
            answering.answer_claim(
                claim=claim, offers=form.sums, by=request.user, at=now(), **form.told
            )
        except ValidationError as refusal:
            form.add_error("words" if _is_wordless(refusal) else None, refusal)
        else:
            messages.success(request, _("Đã trả lời người mua."))
            return redirect(ONE, producer, code)
    return _page(request, own, claim, form=form)


def _is_wordless(refusal: ValidationError) -> bool:
    return isinstance(refusal, answering.ReasonWanted)


@login_required
@require_POST
def item(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """One item is back, by its code."""
    own = stall(request.user, producer)
    claim, form = access.claim_to_answer(own, code), ReturnedForm(request.POST)
    if form.is_valid():
        try:
            returning.take_item_back(claim=claim, by=request.user, at=now(), **form.cleaned_data)
        except ValidationError as refusal:
            form.add_error("serial", refusal)
        else:
            messages.success(request, _("Đã ghi món này."))
            return redirect(ONE, producer, code)
    return _page(request, own, claim, item_form=form)


@login_required
@require_POST
def arrival(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """What was sent is here: the money may go."""
    claim = access.claim_to_answer(stall(request.user, producer), code)
    try:
        returning.finish_return(claim=claim, by=request.user, at=now())
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Đã ghi. Tiền được hoàn cho người mua."))
    return redirect(ONE, producer, code)


def _page(request: SignedInRequest, own: Producer, claim: Claim, **forms: Form) -> HttpResponse:
    page = {
        "claim": claim,
        "form": SumsForm(claim=claim),
        "item_form": ReturnedForm(),
        **queries.story_of(claim),
        **forms,
        **frame(own, HERE),
    }
    is_wrong = any(form.errors for form in forms.values())
    status = 422 if is_wrong else 200
    return TemplateResponse(request, "claims/at_stall.html", page, status=status)
