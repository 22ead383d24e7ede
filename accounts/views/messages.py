"""Which messages one gets, where one leaves them, what channels report, and the demo's outbox."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import access, actions, queries
from accounts.forms import FamiliesForm, MessagesForm
from accounts.http import sent
from accounts.messages import registry
from accounts.messages.channels.contract import Unreadable

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.http import SignedInRequest

MESSAGES_A_PAGE = 20
MOST_BYTES = 64 * 1024
ONE_CLICK = ("List-Unsubscribe", "One-Click")
"""What a mail programme sends for its reader (RFC 8058)."""


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own_choices(request: SignedInRequest) -> HttpResponse:
    """A signed-in person's language, channel and families of messages."""
    person = queries.person_of(request.user)
    form = MessagesForm(sent(request), user=request.user, left=queries.families_left(person))
    if form.is_valid():
        chosen = form.cleaned_data
        wanted = chosen.pop("wanted")
        actions.choose_messages(person=person, wanted=wanted, at=now(), by=request.user)
        actions.choose_way(user=request.user, **chosen, at=now())
        messages.success(request, _("Đã lưu cách bạn nhận tin."))
        return redirect("accounts:home")
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "accounts/messages.html", {"form": form}, status=status)


@csrf_exempt  # the signed address is the permission: a mail programme has no cookie of ours
@never_cache
@require_http_methods(["GET", "POST"])
def choices(request: HttpRequest, token: str) -> HttpResponse:
    """Opened from a message: which families whoever got it goes on getting."""
    person, family = access.reader_of(token)
    if ONE_CLICK in request.POST.items():
        actions.leave_messages(person=person, family=family, at=now())
        return HttpResponse(status=204)
    form = FamiliesForm(sent(request), left=queries.families_left(person))
    if form.is_valid():
        actions.choose_messages(person=person, wanted=form.cleaned_data["wanted"], at=now())
        messages.success(request, _("Đã lưu. Bạn đổi ý lúc nào cũng được."))
        return redirect(request.path)
    status = 422 if form.is_bound else 200
    page = {"form": form, "family": family}
    headers = {"Referrer-Policy": "no-referrer"}
    return TemplateResponse(request, "accounts/choices.html", page, status=status, headers=headers)


@csrf_exempt  # a channel's server has no cookie of ours; its address is signed
@require_POST
def report(request: HttpRequest, token: str) -> HttpResponse:
    """A channel says what became of a message. Whatever the bytes, the answer is calm."""
    attempt = access.attempt_to_report(token)
    if len(request.body) > MOST_BYTES:
        return HttpResponse(status=413)
    try:
        verdict = registry.channel(attempt.channel).read(body=request.body)
    except (Unreadable, registry.UnknownChannel):
        return HttpResponse(status=400)
    actions.hear_report(attempt=attempt, verdict=verdict, at=now())
    return HttpResponse(status=204)


@never_cache
@require_GET
def outbox(request: HttpRequest) -> HttpResponse:
    """Every message the demo would have sent, and how; a real market has no such page."""
    if not settings.DEMO:
        raise Http404
    rows = Paginator(queries.letters(), MESSAGES_A_PAGE).get_page(request.GET.get("trang"))
    return TemplateResponse(request, "accounts/outbox.html", {"rows": rows})
