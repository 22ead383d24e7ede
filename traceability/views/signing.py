"""Where holders of keys sign: offices and laboratories under facts, producers by their own."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
    schema,
)
from rest_framework.permissions import AllowAny

from accounts.http import sent
from catalog.access import owned_stall
from catalog.stalls import frame
from traceability import access
from traceability.actions.attestations import NotAccepted, attest
from traceability.actions.keys import NotAPublicKey, NotTheHolder, replace_key
from traceability.forms import OwnKeyForm, StatementForm
from traceability.models.events import Evidence
from traceability.proofs.statement import LEVELS, Statement, possession
from traceability.queries import attestations, log
from traceability.views.log import MOST_BYTES, TEXT

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

    from accounts.http import SignedInRequest
    from catalog.models import Producer

SAMPLE_MOMENT = "2026-10-12T05:00:00.000000Z"


@never_cache
@require_http_methods(["GET", "POST"])
def statement(request: HttpRequest, digest: str) -> HttpResponse:
    """What is to be signed about a fact, and a place to bring what was signed."""
    leaves = access.leaves_to_attest(digest)
    form = StatementForm(sent(request))
    if form.is_valid() and _take(request, form):
        return redirect(request.path)
    told = {
        "form": form,
        "leaves": attestations.told(leaves),
        "levels": [(level, Evidence(level).label) for level in LEVELS.values()],
        "origin": log.origin(),
        "sample": Statement(log.origin(), leaves[0].entry, "laboratory", SAMPLE_MOMENT).text,
    }
    return render(request, "log/statement.html", told, status=422 if form.errors else 200)


def _take(request: HttpRequest, form: StatementForm) -> bool:
    try:
        row = attest(written=form.cleaned_data["note"], at=now())
    except NotAccepted as refusal:
        form.add_error("note", refusal)
        return False
    messages.success(request, _("Đã ghi nhận chữ ký của %(name)s.") % {"name": row.key.name})
    return True


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@parser_classes([])
@schema(None)
def statements(request: Request) -> HttpResponse:
    """The same for programmes: the signed note is the body; the signer is known by its key."""
    written = request.stream.read(MOST_BYTES + 1) if request.stream else b""
    if len(written) > MOST_BYTES:
        return HttpResponse("too large\n", status=413, content_type=TEXT)
    try:
        row = attest(written=written.decode(errors="replace"), at=now())
    except NotAccepted as refusal:
        return HttpResponse(f"{refusal.message}\n", status=422, content_type=TEXT)
    return HttpResponse(f"{row.key.public}\n", content_type=TEXT)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def own_key(request: SignedInRequest, producer: str) -> HttpResponse:
    """Which key signs a producer's events, and how to sign by one's own."""
    mine = owned_stall(request.user, producer)
    form = OwnKeyForm(sent(request))
    if form.is_valid() and _replace(request, mine, form):
        return redirect(request.path)
    told = {
        "form": form,
        "keys": attestations.keys_of(mine),
        "waiting": attestations.waiting_for(mine),
        "possession": possession(origin=log.origin(), of=mine.slug),
        "key_name": f"{log.origin()}/{mine.slug}",
        **frame(mine, ""),
    }
    status = 422 if form.errors else 200
    return render(request, "traceability/own_key.html", told, status=status)


def _replace(request: SignedInRequest, producer: Producer, form: OwnKeyForm) -> bool:
    try:
        replace_key(producer=producer, by=request.user, at=now(), **form.cleaned_data)
    except NotAPublicKey as refusal:
        form.add_error("public", refusal)
        return False
    except NotTheHolder as refusal:
        form.add_error("signature", refusal)
        return False
    messages.success(request, _("Từ nay gian hàng ký bằng khoá của chính mình."))
    return True
