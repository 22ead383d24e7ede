"""The index of digital readiness: a stall's own, and its rules for everybody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog import access
from catalog.models import Producer
from catalog.stalls import frame
from marketplace.merits import digital
from marketplace.merits.crowds import LEAST
from marketplace.merits.queries.readiness import readiness
from marketplace.merits.rules import judged, published
from marketplace.storefront.pages_kept import kept

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest

HERE = "merits:stall"


@login_required
@never_cache
@require_safe
def stall(request: SignedInRequest, producer: str) -> HttpResponse:
    """Rule by rule, with what to do next."""
    mine = access.stall(request.user, producer)
    facts = readiness(Producer.objects.filter(pk=mine.pk), at=now())[mine.pk]
    page = {"index": digital.index(facts), "rows": judged(facts), **frame(mine, HERE)}
    return TemplateResponse(request, "merits/stall.html", page)


@require_safe
@kept
def rules(request: HttpRequest) -> HttpResponse:
    """Told from the very weights that the index is reckoned with."""
    page = {"rules": published(), "most": digital.MOST, "least": LEAST}
    return TemplateResponse(request, "merits/rules.html", page)
