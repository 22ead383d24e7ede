"""Where carriers tell us about parcels. Whatever the bytes, the answer is calm."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.http import Http404, JsonResponse
from django.utils.timezone import now
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_POST

from marketplace.carriers import registry
from marketplace.carriers.actions.tracking import hear
from marketplace.payments.gateways.contract import Forged, Unreadable

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

MOST_BYTES = 64 * 1024


@csrf_exempt
@require_POST
def tracking(request: HttpRequest, carrier: str) -> HttpResponse:
    try:
        speaker = registry.carrier(carrier)
    except registry.UnknownCarrier as unknown:
        raise Http404 from unknown
    if len(request.body) > MOST_BYTES:
        return JsonResponse({"success": False}, status=413)
    try:
        told = speaker.read(body=request.body, headers=request.headers, at=now())
    except (Forged, Unreadable):
        return JsonResponse({"success": False}, status=400)
    hear(carrier=carrier, told=told, body=request.body, at=now())
    return JsonResponse({"success": True})
