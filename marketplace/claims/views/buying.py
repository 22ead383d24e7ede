"""A buyer's own claims: opened, followed, agreed to, brought before an officer."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from marketplace.claims import access, queries
from marketplace.claims.actions import opening, replying
from marketplace.claims.forms import ClaimForm, SentBackForm, WordsForm
from marketplace.photos.drawing import draw
from marketplace.photos.serving import private_photo

if TYPE_CHECKING:
    from collections.abc import Callable
    from uuid import UUID

    from django.http import FileResponse, HttpRequest, HttpResponse

    from accounts.models import User
    from marketplace.claims.models import Claim
    from marketplace.orders.models import Order


@never_cache
@require_http_methods(["GET", "POST"])
def open_one(request: HttpRequest, code: str) -> HttpResponse:
    """What is wrong with which packs; ``?ma=`` names the item in hand."""
    order = access.order_to_claim(request, code)
    rights = queries.rights_in(order, at=now())
    known = {"order": order, "group": order.group, "rights": rights}
    if not rights.lines or not rights.now:
        return TemplateResponse(request, "claims/open.html", known)
    form = ClaimForm(
        sent(request),
        request.FILES or None,
        kinds=[(kind, str(kind.label)) for kind in rights.now],
        lines=rights.lines,
        chosen=queries.line_of_item(order, request.GET.get("ma", "")),
    )
    if form.is_valid() and (opened := _opened(request, order, form)):
        return redirect(opened)
    status = 422 if form.errors else 200
    return TemplateResponse(request, "claims/open.html", {**known, "form": form}, status=status)


def _opened(request: HttpRequest, order: Order, form: ClaimForm) -> Claim | None:
    """The claim, or the refusal said at the form. Drawing is slow: done under no lock."""
    told = form.cleaned_data
    photos = draw(told["photos"])
    try:
        claim = opening.open_claim(
            order=order, kind=told["kind"], wanted=form.wanted, words=told["words"],
            photos=photos, by=_person(request), at=now(),
        )  # fmt: skip
    except ValidationError as refusal:
        form.add_error(None, refusal)
        return None
    messages.success(request, _("Đã gửi. Người bán phải trả lời bạn đúng hạn."))
    return claim


@never_cache
@require_safe
def claim(request: HttpRequest, code: str) -> HttpResponse:
    """How it stands. A secret link is taken once and leaves the address bar."""
    if "k" in request.GET:
        access.claim_by_link(request, code, request.GET["k"])
        return redirect("goods_claims:claim", code)
    return _page(request, access.claim_to_see(request, code))


@require_POST
def acceptance(request: HttpRequest, code: str) -> HttpResponse:
    mine = access.claim_to_see(request, code)
    return _done(request, mine, replying.accept_offer, _("Đã ghi là bạn đồng ý."))


@require_POST
def dispute(request: HttpRequest, code: str) -> HttpResponse:
    mine, form = access.claim_to_see(request, code), WordsForm(request.POST)
    if not form.is_valid():
        return _page(request, mine, words_form=form)
    return _done(
        request, mine, replying.ask_officer, _("Đã chuyển cho cán bộ xem lại."), **form.cleaned_data
    )


@require_POST
def sending_back(request: HttpRequest, code: str) -> HttpResponse:
    mine, form = access.claim_to_see(request, code), SentBackForm(request.POST)
    if not form.is_valid():
        return _page(request, mine, sent_form=form)
    return _done(
        request, mine, replying.tell_sent_back, _("Đã báo người bán."), **form.cleaned_data
    )


@require_POST
def taking_back(request: HttpRequest, code: str) -> HttpResponse:
    mine = access.claim_to_see(request, code)
    return _done(request, mine, replying.take_claim_back, _("Đã rút lại khiếu nại."))


@require_safe
def photo(request: HttpRequest, key: UUID) -> FileResponse:
    """For the two sides and whoever decides; nobody keeps it."""
    return private_photo(access.photo_to_see(request, key).large)


def _page(request: HttpRequest, claim: Claim, **forms: WordsForm | SentBackForm) -> HttpResponse:
    page = {
        "claim": claim,
        "group": claim.order.group,
        "words_form": WordsForm(),
        "sent_form": SentBackForm(),
        **queries.story_of(claim),
        **forms,
    }
    return TemplateResponse(request, "claims/claim.html", page, status=422 if forms else 200)


def _done(
    request: HttpRequest, claim: Claim, act: Callable[..., Claim], said: str, **told: str
) -> HttpResponse:
    try:
        act(claim=claim, by=_person(request), at=now(), **told)
    except ValidationError as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, said)
    return redirect(claim)


def _person(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
