"""What officers and operators see of words said in public, and how they hide them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog import desk
from catalog.access import post
from marketplace.payments import desk as rooms
from marketplace.voices import access
from marketplace.voices.actions import moderating
from marketplace.voices.actions.flagging import let_stand
from marketplace.voices.forms.moderation import HidingForm, SettlementForm
from marketplace.voices.queries import waiting

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from accounts.models import User
    from marketplace.voices.models import Hiding, Question, Review

ROWS = 20
HERE = "voices:moderation"


@login_required
@never_cache
@require_safe
def moderation(request: SignedInRequest) -> HttpResponse:
    """Reviews, or questions with ``?loai=cau-hoi``; those objected about come first."""
    around = _frame(request.user)
    of_questions = request.GET.get("loai") == access.QUESTION
    asked = waiting.questions_to_moderate if of_questions else waiting.reviews_to_moderate
    rows = Paginator(asked(request.user), ROWS).get_page(request.GET.get("trang"))
    kind = access.QUESTION if of_questions else access.REVIEW
    page = {"rows": rows, "kind": kind, **around}
    return TemplateResponse(request, "voices/moderation.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def moderated(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """One of them, whole: hide it, or settle how it was hidden."""
    voice = access.voice_to_moderate(request.user, kind, pk)
    hiding = access.hiding_of(voice)
    form = SettlementForm(sent(request)) if hiding else HidingForm(sent(request), on=localdate())
    if form.is_valid() and _decided(request, voice, hiding, form):
        return redirect("voices:moderated", kind, pk)
    page = {
        "voice": voice,
        "kind": kind,
        "form": form,
        "hiding": hiding,
        "hidings": waiting.hidings_of(voice),
        "flags": waiting.flags_of(voice),
        **_frame(request.user),
    }
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "voices/moderated.html", page, status=status)


@login_required
@require_POST
def flags_settled(request: SignedInRequest, kind: str, pk: int) -> HttpResponse:
    """What readers reported was looked at, and stands."""
    voice = access.voice_to_moderate(request.user, kind, pk)
    let_stand(voice=voice, by=request.user, at=now())
    messages.success(request, _("Đã ghi: lời này để nguyên."))
    return redirect("voices:moderated", kind, pk)


def _decided(
    request: SignedInRequest,
    voice: Review | Question,
    hiding: Hiding | None,
    form: HidingForm | SettlementForm,
) -> bool:
    told: dict[str, Any] = form.cleaned_data
    if hiding:
        is_lifted = told["outcome"] == "lift"
        moderating.settle(
            hiding=hiding, is_lifted=is_lifted, word=told["word"], by=request.user, at=now()
        )
        messages.success(request, _("Đã ghi, và đã báo người viết."))
        return True
    try:
        moderating.hide(voice=voice, by=request.user, at=now(), **told)
    except moderating.NoLongerAReason as refusal:
        form.add_error("reason", refusal)
        return False
    messages.success(request, _("Đã ẩn, và đã báo người viết vì sao."))
    return True


def _frame(user: User) -> dict[str, Any]:
    """An officer's desk, or the operator's."""
    if not access.is_moderator(user):
        raise Http404
    if not user.is_staff:
        return desk.frame(post(user), HERE)
    return rooms.frame(HERE)
