"""A dossier in the form that was asked for, as a file of a telling name."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, TypeVar

from django.core.cache import cache
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate
from django.utils.translation import get_language

from traceability.dossiers import linked as vocabulary
from traceability.dossiers import paper
from traceability.queries import dossiers
from traceability.views.dossiers import leaflet, linked, tables

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import datetime

    from traceability.models import Lot
    from traceability.queries.scan import Story

PDF, CSV, LINKED = "application/pdf", "text/csv; charset=utf-8", "application/ld+json"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
KINDS = {"pdf": PDF, "csv": CSV, "jsonld": LINKED}
Answer = TypeVar("Answer", HttpResponse, StreamingHttpResponse)
SET_FOR = 5 * 60
"""Seconds for which a leaflet for all is set in type once: its foot says when that was."""


def dossier(story: Story, form: str, *, in_full: bool, at: datetime) -> HttpResponse:
    """The whole file. Raises Http404 for a form that there is not."""
    if form not in KINDS:
        raise Http404
    if form == "pdf":
        content = _full_paper(story, at) if in_full else _paper_for_all(story, at)
    elif form == "csv":
        content = tables.table(story, in_full=in_full)
    else:
        content = _graph(story, in_full=in_full, at=at)
    return file(content, KINDS[form], f"ho-so-{story.lot.code}.{form}")


def events(lot: Lot, *, in_full: bool, at: datetime) -> HttpResponse:
    """The lot's EPCIS document. What strangers may read, their programs may read from anywhere."""
    told = dossiers.epcis_document(lot, in_full=in_full, at=at)
    answer = file(_json(told), LINKED, f"epcis-{lot.code}.jsonld")
    if not in_full:
        answer["Access-Control-Allow-Origin"] = "*"
    return answer


def file(content: bytes, kind: str, name: str) -> HttpResponse:
    return _named(HttpResponse(content, content_type=kind), name)


def pieces(content: Iterable[bytes], kind: str, name: str) -> StreamingHttpResponse:
    """The same of what is sent while it is made."""
    return _named(StreamingHttpResponse(content, content_type=kind), name)


def _named(answer: Answer, name: str) -> Answer:
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer


def _full_paper(story: Story, at: datetime) -> bytes:
    partners = list(dossiers.told_by_partners(story.lot))
    return paper.written(leaflet.in_full(story, partners, at=at))


def _paper_for_all(story: Story, at: datetime) -> bytes:
    key = f"leaflet:{story.lot.trace_code}:{get_language()}"
    kept: bytes | None = cache.get(key)
    if kept is None:
        kept = paper.written(leaflet.for_all(story, at=at))
        cache.set(key, kept, SET_FOR)
    return kept


def _graph(story: Story, *, in_full: bool, at: datetime) -> bytes:
    told = dossiers.single_events(story.lot, in_full=in_full)
    return _json(vocabulary.graph(linked.product(story, on=localdate(at)), told))


def _json(thing: object) -> bytes:
    return json.dumps(thing, ensure_ascii=False, indent=1).encode()
