"""Where gateways tell us about money. Whatever the bytes, the answer is calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.payments import registry
from marketplace.payments.actions import settling
from marketplace.payments.gateways.contract import Forged, Unreadable

if TYPE_CHECKING:
    from django.http import HttpRequest

    from marketplace.payments.gateways.contract import Answer

MOST_BYTES = 64 * 1024


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    try:
        speaker = registry.gateway(gateway)
    except registry.UnknownGateway as unknown:
        raise Http404 from unknown
    if _is_too_long(request):
        return HttpResponse(status=413)
    try:
        told = speaker.read(body=request.body, headers=request.headers, at=now())
    except (Forged, Unreadable):
        return _say(speaker.answer(accepted=False))
    settling.receive(
        gateway=gateway, told=told, body=request.body, headers=_seals(request), at=now()
    )
    return _say(speaker.answer(accepted=True))


def _is_too_long(request: HttpRequest) -> bool:
    told = request.headers.get("Content-Length", "")
    return (told.isdecimal() and int(told) > MOST_BYTES) or len(request.body) > MOST_BYTES


def _seals(request: HttpRequest) -> dict[str, str]:
    """The headers that prove who spoke; no others are kept."""
    return {
        name: value[:500]
        for name, value in request.headers.items()
        if name.lower().endswith(("-signature", "-timestamp")) and value.isprintable()
    }


def _say(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
