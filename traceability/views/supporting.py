"""Helping a producer: asking for consent, beginning, what waits at all one's producers."""

from __future__ import annotations

from http import HTTPStatus
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from catalog import access
from catalog.actions import claims, consents
from catalog.forms.consents import AskForm, ClaimForm, CodeForm, NewStallForm
from catalog.queries import consents as queries
from traceability.queries.due import due

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Consent


LONGEST_NAME = 100


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest) -> HttpResponse:
    at, form = now(), AskForm(sent(request))
    if form.is_valid():
        try:
            consent = consents.ask_consent(supporter=request.user, at=at, **form.cleaned_data)
        except (consents.NotToOneself, consents.AskedTooOften) as refusal:
            form.add_error("phone", refusal)
        else:
            return redirect("supporting:code", consent.pk)
    context = {
        "form": form,
        "helped": [(stall, due(stall, at=at)) for stall in queries.helped_by(request.user)],
        "begun": queries.asked_by(request.user, at=at),
    }
    return _page(request, "supporting/home.html", form, context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def code(request: SignedInRequest, pk: int) -> HttpResponse:
    consent = access.consent_asked(request.user, pk)
    if consent.given_at:
        return redirect("supporting:beginning", pk)
    form = CodeForm(sent(request))
    if form.is_valid():
        try:
            consents.give_consent(consent=consent, at=now(), **form.cleaned_data)
        except consents.WrongCode as refusal:
            form.add_error("code", refusal)
        else:
            return redirect("supporting:beginning", pk)
    return _page(request, "supporting/code.html", form, {"form": form, "consent": consent})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def beginning(request: SignedInRequest, pk: int) -> HttpResponse:
    """One of the person's stalls, or the way to a first one."""
    consent = access.consent_asked(request.user, pk)
    if consent.person is None:
        return redirect("supporting:code", pk)
    stalls = queries.stalls_of(consent.person)
    if request.method == "POST":
        chosen = next((s for s in stalls if s.slug == request.POST.get("gian-hang")), None)
        if chosen and _begun(request, consent, chosen):
            return redirect("workspace:stall", chosen.slug)
    typed = request.GET.get("tim", "")[:LONGEST_NAME]
    found = queries.unclaimed_called(typed) if not stalls else []
    context = {"consent": consent, "stalls": stalls, "typed": typed, "found": found}
    status = HTTPStatus.UNPROCESSABLE_ENTITY if request.method == "POST" else HTTPStatus.OK
    return render(request, "supporting/beginning.html", context, status=status)


def _begun(request: SignedInRequest, consent: Consent, chosen: Any) -> bool:  # noqa: ANN401 (a producer)
    try:
        consents.help_stall(consent=consent, producer=chosen, at=now())
    except consents.NotConsented as refusal:
        messages.error(request, refusal.message)
        return False
    messages.success(request, _("Bạn làm thay %(name)s từ bây giờ.") % {"name": chosen.name})
    return True


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_stall(request: SignedInRequest, pk: int) -> HttpResponse:
    """A stall that the register does not know, for whoever consented."""
    consent = access.consent_to_claim_with(request.user, pk, at=now())
    form = NewStallForm(sent(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        claims.open_stall(
            commune=given.pop("place"),
            claimant=consent.giver,
            consent=consent,
            at=now(),
            **given,
        )
        return _filed(request)
    return _page(request, "supporting/claim.html", form, {"form": form, "consent": consent})


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def claim(request: SignedInRequest, pk: int, slug: str) -> HttpResponse:
    """A stall of the register, for whoever consented."""
    at = now()
    consent = access.consent_to_claim_with(request.user, pk, at=at)
    producer = access.producer_to_claim(slug)
    form = ClaimForm(sent(request), request.FILES or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            claims.file_claim(
                producer=producer, claimant=consent.giver, consent=consent, at=at, **given
            )
        except claims.AlreadyClaimed as refusal:
            form.add_error(None, refusal)
        else:
            return _filed(request)
    context = {"form": form, "consent": consent, "claimed": producer}
    return _page(request, "supporting/claim.html", form, context)


def _filed(request: SignedInRequest) -> HttpResponse:
    messages.success(request, _("Đã gửi thay. Cán bộ duyệt xong thì cả hai cùng vào được."))
    return redirect("supporting:home")


def _page(
    request: SignedInRequest, template: str, form: Form, context: dict[str, Any]
) -> HttpResponse:
    return render(request, template, context, status=422 if form.errors else 200)
