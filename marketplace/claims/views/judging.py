"""What officers and operators see of claims, and how they decide them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from accounts.http import sent
from catalog import desk as officers
from catalog.access import post
from marketplace.claims import access, queries
from marketplace.claims.actions.deciding import decide_claim, is_party
from marketplace.claims.forms import DecisionForm
from marketplace.payments import desk as money
from marketplace.photos.serving import private_photo
from marketplace.talks.queries import talk_of

if TYPE_CHECKING:
    from uuid import UUID

    from django.http import FileResponse, HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User

HERE, ONE = "goods_claims:desk", "goods_claims:judged"
ROWS = 20


@login_required
@never_cache
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    """Claims in an officer's area, an operator's are all: those to decide first."""
    around = _frame(request.user)
    rows = Paginator(queries.claims_overseen(request.user), ROWS)
    page = {"rows": rows.get_page(request.GET.get("trang")), **around}
    return TemplateResponse(request, "claims/desk.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def judged(request: SignedInRequest, code: str) -> HttpResponse:
    """One of them, whole, and the decision."""
    around = _frame(request.user)
    claim = access.claim_to_decide(request.user, code)
    form = DecisionForm(sent(request), claim=claim)
    if form.is_valid():
        try:
            decide_claim(claim=claim, amounts=form.sums, by=request.user, at=now(), **form.told)
        except ValidationError as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã quyết định, và đã báo hai bên."))
            return redirect(ONE, code)
    page = {
        "claim": claim,
        "form": form,
        "is_party": is_party(claim, request.user),
        "talk": talk_of(claim.order),
        **queries.story_of(claim),
        **around,
    }
    status = 422 if form.errors else 200
    return TemplateResponse(request, "claims/judged.html", page, status=status)


@login_required
@require_safe
def talk_photo(request: SignedInRequest, code: str, key: UUID) -> FileResponse:
    """A picture the two sides sent each other, seen by whoever decides."""
    return private_photo(access.talk_photo_to_see(request.user, code, key).large)


def _frame(user: User) -> dict[str, Any]:
    """An officer's desk; an operator has none, and sees this room and where money is sent."""
    if not access.is_judge(user):
        raise Http404
    if not user.is_staff:
        return officers.frame(post(user), HERE)
    return money.frame(HERE)
