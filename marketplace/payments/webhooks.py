"""Where gateways tell us about money. Whatever the bytes, the answer is calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, HttpResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.payments import registry
from marketplace.payments.actions import settling
from marketplace.payments.actions.turning_away import keep_turned_away
from marketplace.payments.gateways.contract import Forged, Unreadable
from marketplace.payments.models import TurnedAway

if TYPE_CHECKING:
    from django.http import HttpRequest

    from marketplace.payments.gateways.contract import Answer

MOST_BYTES = 64 * 1024
LONGEST_NUMBER = 18
WHY = {Forged: TurnedAway.Why.FORGED, Unreadable: TurnedAway.Why.UNREADABLE}


@csrf_exempt
@require_POST
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    try:
        speaker = registry.gateway(gateway)
    except registry.UnknownGateway as unknown:
        raise Http404 from unknown
    if _is_too_long(request):
        _turn_away(request, gateway, TurnedAway.Why.TOO_LONG)
        return HttpResponse(status=413)
    try:
        told = speaker.read(body=request.body, headers=request.headers, at=now())
    except (Forged, Unreadable) as problem:
        _turn_away(request, gateway, WHY[type(problem)])
        return _say(speaker.answer(accepted=False))
    settling.receive(
        gateway=gateway, told=told, body=request.body, headers=_seals(request), at=now()
    )
    return _say(speaker.answer(accepted=True))


def _is_too_long(request: HttpRequest) -> bool:
    """By what it says of itself, before a byte is read, and by what it is."""
    return _length(request) > MOST_BYTES or len(request.body) > MOST_BYTES


def _length(request: HttpRequest) -> int:
    """Whoever says nothing sensible is measured."""
    told = request.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST_NUMBER else 0


def _turn_away(request: HttpRequest, gateway: str, why: TurnedAway.Why) -> None:
    """Kept apart for whoever looks why; what says that it is too long is not read."""
    length = _length(request)
    body = b"" if length > MOST_BYTES else request.body
    keep_turned_away(
        gateway=gateway,
        why=why,
        body=body,
        length=max(length, len(body)),
        headers=_seals(request),
        at=now(),
    )


def _seals(request: HttpRequest) -> dict[str, str]:
    """The headers that prove who spoke; no others are kept."""
    return {
        name: value[:500]
        for name, value in request.headers.items()
        if name.lower().endswith(("-signature", "-timestamp")) and value.isprintable()
    }


def _say(answer: Answer) -> HttpResponse:
    return HttpResponse(answer.body, status=answer.status, content_type=answer.content_type)
