"""What buyers say and ask at a stall, and the producer's answers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.http import sent
from catalog import access
from catalog.stalls import frame
from marketplace.voices.access import QUESTION, REVIEW, voice_to_answer
from marketplace.voices.actions.answering import answer_question, answer_review
from marketplace.voices.actions.contacts import show_contact
from marketplace.voices.forms.questions import AnswerForm, ContactForm
from marketplace.voices.models import Review
from marketplace.voices.queries import waiting
from marketplace.voices.queries.reading import contact_of

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest

HERE = "workspace:voices"
ROWS = 20


@login_required
@never_cache
@require_GET
def voices(request: SignedInRequest, producer: str) -> HttpResponse:
    """Reviews, or questions with ``?loai=cau-hoi``; what has no answer comes first."""
    mine = access.stall(request.user, producer)
    of_questions = request.GET.get("loai") == QUESTION
    found = waiting.questions_at(mine) if of_questions else waiting.reviews_at(mine)
    context = {
        "rows": Paginator(found, ROWS).get_page(request.GET.get("trang")),
        "kind": QUESTION if of_questions else REVIEW,
        "contact": contact_of(mine),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/voices.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def answer(request: SignedInRequest, producer: str, kind: str, pk: int) -> HttpResponse:
    """One public answer, which may be written better later."""
    mine = access.stall(request.user, producer)
    voice = voice_to_answer(mine, kind, pk)
    form = AnswerForm(sent(request), initial={"answer": voice.answer})
    if form.is_valid():
        told = {**form.cleaned_data, "by": request.user, "at": now()}
        if isinstance(voice, Review):
            answer_review(review=voice, **told)
        else:
            answer_question(question=voice, **told)
        messages.success(request, _("Đã trả lời. Ai xem sản phẩm cũng đọc được."))
        return redirect(HERE, producer)
    context = {"voice": voice, "kind": kind, "form": form, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/voice.html", context, status=status)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def contact(request: SignedInRequest, producer: str) -> HttpResponse:
    """The number shoppers may call, or write to on Zalo; none unless the producer says so."""
    mine = access.stall(request.user, producer)
    known = contact_of(mine)
    shown = {"takes_calls": True}
    if known:
        shown = {
            "phone": known.national,  # type: ignore[dict-item]  # one form, of words and ticks
            "takes_calls": known.takes_calls,
            "is_on_zalo": known.is_on_zalo,
        }
    form = ContactForm(sent(request), initial=shown)
    if form.is_valid():
        show_contact(producer=mine, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã lưu cách liên lạc."))
        return redirect(HERE, producer)
    context = {"form": form, **frame(mine, HERE)}
    status = 422 if form.errors else 200
    return TemplateResponse(request, "workspace/contact.html", context, status=status)
