"""What whoever scans a code may take home: no more than the scan page tells of a complete lot."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.utils.timezone import now
from django.views.decorators.cache import cache_control
from django.views.decorators.http import require_safe

from traceability import access
from traceability.views.dossiers import handing

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse


@require_safe
@cache_control(private=True, no_cache=True)
def dossier(request: HttpRequest, trace_code: str, form: str) -> HttpResponse:  # noqa: ARG001
    at = now()
    return handing.dossier(access.story_for_all(trace_code, at=at), form, in_full=False, at=at)


@require_safe
@cache_control(private=True, no_cache=True)
def epcis(request: HttpRequest, trace_code: str) -> HttpResponse:  # noqa: ARG001
    at = now()
    return handing.events(access.story_for_all(trace_code, at=at).lot, in_full=False, at=at)
