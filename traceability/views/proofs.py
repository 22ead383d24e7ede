"""What proves a scan page, to fetch or to keep, and the page where a kept file is checked."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.contrib.staticfiles import finders
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.html import format_html, json_script
from django.utils.http import content_disposition_header
from django.utils.safestring import mark_safe
from django.utils.timezone import now
from django.views.decorators.cache import cache_control
from django.views.decorators.gzip import gzip_page
from django.views.decorators.http import require_safe

from traceability import access, proof_words, scripts
from traceability.queries import log, proofs

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest

    from traceability.proofs.file import ProofFile
    from traceability.queries.scan import Story


@require_safe
@cache_control(private=True, no_cache=True)
@gzip_page
def of_lot(request: HttpRequest, trace_code: str, form: str) -> HttpResponse:
    at = now()
    return _answer(request, access.lot_to_prove(trace_code, at=at), form, at=at)


@require_safe
@cache_control(private=True, no_cache=True)
@gzip_page
def of_item(request: HttpRequest, serial: str, form: str) -> HttpResponse:
    at = now()
    return _answer(request, access.item_to_prove(serial, at=at), form, at=at)


@require_safe
def verifier(request: HttpRequest) -> HttpResponse:
    """Checks in the browser; nothing is sent here."""
    return render(request, "log/verifier.html", {**told(), "demo": settings.DEMO})


def told() -> dict[str, Any]:
    """What every page that checks proofs says: the keys to trust, and its words."""
    return {"proof_keys": log.public_keys(), "proof_words": proof_words.words()}


def _answer(request: HttpRequest, story: Story, form: str, *, at: datetime) -> HttpResponse:
    file = proofs.of_story(story)
    if form == "json":  # null while nothing of the page is signed
        return JsonResponse(file.as_json() if file else None, safe=False)
    if form != "html":
        raise Http404
    if file is None:
        return render(request, "proofs/not_yet.html", {"page": _page(story)}, status=404)
    page = render(request, "proofs/kept.html", _kept(story, file, at))
    name = f"bang-chung-{story.lot.code}.html"
    page["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return page


def _kept(story: Story, file: ProofFile, at: datetime) -> dict[str, Any]:
    return {
        **told(),
        "code": story.code.serial if story.code else story.lot.trace_code,
        "saved_at": at,
        "address": f"{settings.SITE_URL}{_page(story)}",
        "verifier": f"{settings.SITE_URL}{reverse('log:verifier')}",
        "style": format_html("<style>{}</style>", mark_safe(_source("css/pages/proof.css"))),  # noqa: S308 (our own sheet)
        "block": json_script(file.as_json(), "proof"),
        "script": scripts.tag("kept"),
    }


def _page(story: Story) -> str:
    if story.code:
        return reverse("scan:item", args=[story.code.serial])
    return reverse("scan:lot", args=[story.lot.trace_code])


def _source(name: str) -> str:
    path = finders.find(name)
    if path is None:
        raise LookupError(name)
    with open(path, encoding="utf-8") as file:  # noqa: PTH123 (finders gives a string)
        return file.read()
