"""What operators see of disputes, and how they answer them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from marketplace.disputes import access, evidence
from marketplace.disputes.actions import NotAnswered, answer_dispute, takes_evidence
from marketplace.payments import desk as rooms
from marketplace.payments.access import only_operators
from marketplace.payments.models import Dispute

if TYPE_CHECKING:
    from django.http import HttpRequest

    from accounts.http import SignedInRequest

PER_PAGE = 20


@never_cache
@require_GET
def desk(request: HttpRequest) -> HttpResponse:
    """All of them, those first that may still be won."""
    only_operators(request)
    found = Dispute.objects.in_turn().select_related("payment__group")
    rows = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    page = {"rows": rows, **rooms.frame(rooms.DISPUTES)}
    return TemplateResponse(request, "disputes/desk.html", page)


@never_cache
@require_GET
def dispute(request: HttpRequest, pk: int) -> HttpResponse:
    """One of them, with what we can show."""
    found = access.dispute_to_answer(request, pk)
    page = {
        "dispute": found,
        "told": evidence.told(found, language="vi"),
        "takes_evidence": takes_evidence(found),
        **rooms.frame(rooms.DISPUTES),
    }
    return TemplateResponse(request, "disputes/dispute.html", page)


@never_cache
@require_GET
def bundle(request: HttpRequest, pk: int) -> HttpResponse:
    """The evidence as a file."""
    found = access.dispute_to_answer(request, pk)
    answer = HttpResponse(evidence.bundle(found), content_type="application/zip")
    name = f"bang-chung-{found.payment.reference}.zip"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    return answer


@require_POST
def answer(request: SignedInRequest, pk: int) -> HttpResponse:
    found = access.dispute_to_answer(request, pk)
    try:
        answer_dispute(dispute=found, by=request.user, at=now())
    except NotAnswered as refusal:
        messages.error(request, str(refusal))
    else:
        messages.success(request, _("Đã gửi bằng chứng."))
    return redirect("disputes:dispute", pk)
