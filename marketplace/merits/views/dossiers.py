"""The dossier as files: the summary, all of it, one paper of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, HttpResponse, StreamingHttpResponse
from django.utils.http import content_disposition_header
from django.utils.timezone import localdate, now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from accounts.language import language_in_use, spoken
from marketplace.merits import access
from marketplace.merits.dossier.files import dossier as packed
from marketplace.merits.dossier.files import summary_of

if TYPE_CHECKING:
    from django.http.response import HttpResponseBase

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_safe
def summary(request: SignedInRequest, producer: str, slug: str) -> HttpResponseBase:
    at = now()
    found = access.sheet_to_manage(request.user, producer, slug, on=localdate(at))
    answer = HttpResponse(summary_of(found, at=at), content_type="application/pdf")
    return _attached(answer, f"ocop-{slug}.pdf")


@login_required
@never_cache
@require_safe
def dossier(request: SignedInRequest, producer: str, slug: str) -> HttpResponseBase:
    at = now()
    found = access.sheet_to_manage(request.user, producer, slug, on=localdate(at))
    pieces = spoken(packed(found, at=at), language_in_use())
    answer = StreamingHttpResponse(pieces, content_type="application/zip")
    return _attached(answer, f"ocop-{slug}.zip")


@login_required
@never_cache
@require_safe
def paper(request: SignedInRequest, producer: str, slug: str, number: int) -> HttpResponseBase:
    mark = access.paper_to_read(request.user, producer, slug, number)
    return FileResponse(mark.file.open("rb"), as_attachment=True)


def _attached(answer: HttpResponseBase, name: str) -> HttpResponseBase:
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=name)
    return answer
