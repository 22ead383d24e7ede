"""An officer's desk: who asks for more than the yield, and the answer."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect, render
from django.utils.formats import localize
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog import desk
from catalog.access import post
from traceability import access
from traceability.actions.pleas import AlreadyDecided, decide_plea
from traceability.forms import AnswerForm
from traceability.measures import spoken
from traceability.queries import pleas as queries
from traceability.queries.yields import yield_of_lot, yield_of_material

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from traceability.models import YieldPlea

ROWS = 25
ROOM = "oversight:pleas"


@login_required
@never_cache
@require_safe
def pleas(request: SignedInRequest) -> HttpResponse:
    office = post(request.user)
    rows = Paginator(queries.overseen_by(request.user), ROWS).get_page(request.GET.get("trang"))
    context = {"rows": rows, **desk.frame(office, ROOM)}
    return render(request, "traceability/pleas.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def plea(request: SignedInRequest, pk: int) -> HttpResponse:
    asked = access.plea_to_decide(request.user, pk)
    form = AnswerForm(sent(request))
    if form.is_valid():
        try:
            decide_plea(plea=asked, by=request.user, at=now(), **form.cleaned_data)
        except AlreadyDecided as refusal:
            messages.error(request, refusal.message)
        else:
            messages.success(request, _("Đã ghi quyết định."))
        return redirect(ROOM)
    context = {"plea": asked, "form": form, "numbers": _numbers(asked)}
    context |= desk.frame(post(request.user), ROOM)
    status = 422 if form.errors else 200
    return render(request, "traceability/plea.html", context, status=status)


def _numbers(plea: YieldPlea) -> dict[str, Any]:
    """What went in, what that gives at most, and what came out, as one says it."""
    if plea.lot:
        rule, unit = yield_of_lot(plea.lot), plea.lot.pack.net_unit
        packs = localize(plea.asked // plea.lot.pack.net_content)
        also = _("%(packs)s gói %(pack)s") % {"packs": packs, "pack": plea.lot.pack.name}
    else:
        material = plea.material
        if material is None:
            raise ValueError(plea)
        rule, unit, also = yield_of_material(material, at=plea.asked_at), material.unit, ""
    return {
        "went_in": spoken(plea.went_in, rule.unit),
        "ceiling": spoken(plea.ceiling, unit),
        "asked": spoken(plea.asked, unit),
        "over": f"{(plea.asked - plea.ceiling) * 100 // max(1, plea.ceiling)}\u00a0%",
        "also": also,
        "recipe": rule.recipe,
    }
