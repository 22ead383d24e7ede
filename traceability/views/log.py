"""The log as machines read it, a door for witnesses, and the page that explains it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe
from rest_framework.decorators import (
    api_view,
    authentication_classes,
    parser_classes,
    permission_classes,
    renderer_classes,
    schema,
)
from rest_framework.permissions import AllowAny
from rest_framework.renderers import JSONRenderer

from traceability import access
from traceability.actions.log import NotOurs, cosign
from traceability.merkle.notes import NotSigned
from traceability.queries import attestations, log

if TYPE_CHECKING:
    from django.http import HttpRequest
    from rest_framework.request import Request

TEXT = "text/plain; charset=utf-8"
BYTES = "application/octet-stream"
FOR_EVER = "public, max-age=31536000, immutable"
A_MOMENT = "public, max-age=5"
MOST_BYTES = 16_384


class PlainRenderer(JSONRenderer):
    """For witnesses that ask for plain text, even where a refusal is JSON."""

    media_type = "text/plain"


@require_safe
def front(_request: HttpRequest) -> HttpResponse:
    """``/log/`` is the prefix of addresses; people read the page."""
    return redirect("log:page")


@require_safe
def page(request: HttpRequest) -> HttpResponse:
    told = {
        "checkpoint": log.shown_checkpoint(),
        "witnesses": log.shown_witnesses(),
        "keys": log.log_keys(),
        "offices": attestations.offices(),
        "origin": log.origin(),
        "tiles": f"{reverse('log:front')}tile/",
        "demo": settings.DEMO,
    }
    return render(request, "log/page.html", told)


@require_safe
def checkpoint(_request: HttpRequest) -> HttpResponse:
    note = log.note_of(access.checkpoint_to_show())
    return _opened(HttpResponse(str(note), content_type=TEXT), A_MOMENT)


@require_safe
@gzip_page
def bundle(_request: HttpRequest, rest: str) -> HttpResponse:
    """256 entries at a time, or as many as there are."""
    return _served(f"tile/entries/{rest}")


@require_safe
def tile(_request: HttpRequest, rest: str) -> HttpResponse:
    return _served(f"tile/{rest}")


@require_safe
def proof(_request: HttpRequest, position: int) -> HttpResponse:
    """``.tlog-proof`` of one leaf, with what it says."""
    proved = access.proof_to_show(position)
    answer = _opened(HttpResponse(str(proved), content_type=TEXT), A_MOMENT)
    answer.headers["Content-Disposition"] = f'attachment; filename="{position}.tlog-proof"'
    return answer


@api_view(["POST"])
@authentication_classes([])
@permission_classes([AllowAny])
@parser_classes([])
@renderer_classes([JSONRenderer, PlainRenderer])
@schema(None)
def cosignature(request: Request) -> HttpResponse:
    """A checkpoint with a witness's line under it; answered with the checkpoint as it now is."""
    written = request.stream.read(MOST_BYTES + 1) if request.stream else b""
    if len(written) > MOST_BYTES:
        return _refused("too large", 413)
    try:
        taken = cosign(written=written.decode(), at=now())
    except ValueError as failure:
        return _refused(str(failure), 400)
    except NotSigned as failure:
        return _refused(str(failure), 403)
    except NotOurs as failure:
        return _refused(str(failure), 404)
    return HttpResponse(str(log.note_of(taken[0].checkpoint)), content_type=TEXT)


def _served(path: str) -> HttpResponse:
    content = log.content_of(access.tile_to_show(path))
    return _opened(HttpResponse(content, content_type=BYTES), FOR_EVER)


def _refused(reason: str, status: int) -> HttpResponse:
    return HttpResponse(f"{reason}\n", status=status, content_type=TEXT)


def _opened(answer: HttpResponse, keep: str) -> HttpResponse:
    """For whoever asks, from any site, kept as long as it stays true."""
    answer.headers["Cache-Control"] = keep
    answer.headers["Access-Control-Allow-Origin"] = "*"
    return answer
