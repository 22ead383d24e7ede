"""Where gateways and watchers tell us about money. Whatever the bytes, the answer is calm.

What becomes of a notice is decided once, in :mod:`marketplace.payments.actions.settling`; here it
is only said again in the words that each vendor understands.
"""

from __future__ import annotations

import logging
from dataclasses import replace
from typing import TYPE_CHECKING

from csp.constants import HEADER
from django.http import Http404, HttpResponse, HttpResponseNotAllowed
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt

from marketplace.payments import queries, registry
from marketplace.payments.actions import settling, straight
from marketplace.payments.actions.turning_away import keep_turned_away
from marketplace.payments.gateways.contract import Forged, Heard, Kind, Tracer, Unreadable
from marketplace.payments.models import Notice, TurnedAway

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from marketplace.payments.gateways import contract
    from marketplace.payments.gateways.contract import Answer

MOST_BYTES = 64 * 1024
LONGEST_NUMBER = 18
HEARD = {
    "unmatched": Heard.NOBODYS,
    "wrong_amount": Heard.WRONG_SUM,
    "underpaid": Heard.WRONG_SUM,
    "overpaid": Heard.WRONG_SUM,
}
"""Outcomes of a notice that a vendor wants to hear of; the others are news the first time."""

log = logging.getLogger(__name__)


@csrf_exempt
@never_cache
def webhook(request: HttpRequest, gateway: str) -> HttpResponse:
    """``gateway`` is the name of whoever speaks: a gateway, or a watcher of an account."""
    try:
        paid_at, speaker = registry.speaker(gateway)
    except registry.UnknownGateway as unknown:
        raise Http404 from unknown
    method = "GET" if speaker.speaks_by_get else "POST"
    if request.method != method:
        return HttpResponseNotAllowed([method])
    body = _said(request)
    if body is None:
        _turn_away(request, gateway, TurnedAway.Why.TOO_LONG, b"")
        return _say(speaker.answer(Heard.UNREADABLE))
    at, told = now(), None
    try:
        told = _traced(speaker, speaker.read(body=body, headers=request.headers, at=at))
        if paid_at != gateway:
            told = replace(told, external_id=f"{gateway}:{told.external_id}")
        source = Notice.Source.GATEWAY if paid_at == gateway else gateway
        heard = _hear(paid_at, told, body, _seals(request), at, source=source)
    except Forged:
        heard = Heard.FORGED
        _turn_away(request, gateway, TurnedAway.Why.FORGED, body)
    except Unreadable:
        heard = Heard.UNREADABLE
        _turn_away(request, gateway, TurnedAway.Why.UNREADABLE, body)
    except Exception:  # whatever went wrong here, the vendor is told to come again
        log.exception("a notice of %s was not taken in", gateway)
        heard = Heard.OUR_FAULT
    return _say(speaker.answer(heard, told))


def _traced(speaker: contract.Speaker, told: contract.Notice) -> contract.Notice:
    """With our reference, where only the gateway knows which payment is meant."""
    if not (told.paid_under and isinstance(speaker, Tracer)):
        return told
    return replace(told, reference=speaker.reference_of(told.paid_under))


def _hear(
    gateway: str,
    told: contract.Notice,
    body: bytes,
    headers: dict[str, str],
    at: datetime,
    *,
    source: str,
) -> Heard:
    """Take it in, once; a question, and what is none of our business, changes nothing."""
    if straight.is_private(told):
        return Heard.KNOWN
    if told.kind is Kind.ASKED:
        return queries.would_take(gateway=gateway, told=told, at=at)
    notice = settling.receive(
        gateway=gateway, told=told, body=body, headers=headers, at=at, source=source
    )
    is_new = notice.received_at == at
    usual = Heard.NEWS if is_new and notice.outcome != Notice.Outcome.REPEATED else Heard.KNOWN
    return HEARD.get(notice.outcome, usual)


def _said(request: HttpRequest) -> bytes | None:
    """The body, or the words after the ``?``; ``None`` when nobody true says so much."""
    if request.method == "GET":
        said = request.META.get("QUERY_STRING", "").encode("utf-8", "surrogateescape")
        return said if len(said) <= MOST_BYTES else None
    return None if _is_too_long(request) else request.body


def _is_too_long(request: HttpRequest) -> bool:
    """By what it says of itself, before a byte is read, and by what it is."""
    return _length(request) > MOST_BYTES or len(request.body) > MOST_BYTES


def _length(request: HttpRequest) -> int:
    """Whoever says nothing sensible is measured."""
    told = request.headers.get("Content-Length", "")
    return int(told) if told.isascii() and told.isdecimal() and len(told) <= LONGEST_NUMBER else 0


def _turn_away(request: HttpRequest, gateway: str, why: TurnedAway.Why, body: bytes) -> None:
    """Kept apart for whoever looks why; of what is too long only how long it says it is."""
    length = max(_length(request), len(body))
    headers = _seals(request)
    keep_turned_away(gateway=gateway, why=why, body=body, length=length, headers=headers, at=now())


def _seals(request: HttpRequest) -> dict[str, str]:
    """The headers that prove who spoke; no others are kept."""
    return {
        name: value[:500]
        for name, value in request.headers.items()
        if name.lower().endswith(("-signature", "-timestamp")) and value.isprintable()
    }


def _say(answer: Answer) -> HttpResponse:
    """A machine reads it: no page may show anything of it."""
    policy = {HEADER: "default-src 'none'"}
    kind = answer.content_type
    return HttpResponse(answer.body, status=answer.status, content_type=kind, headers=policy)
