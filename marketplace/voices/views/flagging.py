"""«Báo lời này»: a reader tells the moderator."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts import limits
from accounts.http import sent
from accounts.throttles import caller
from marketplace.voices import access
from marketplace.voices.actions import moderating
from marketplace.voices.actions.flagging import flag as raise_flag
from marketplace.voices.forms.flags import FlagForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from marketplace.voices.models import Question, Review

TRIES = 20
TRIES_WITHIN = timedelta(days=1)


@never_cache
@require_http_methods(["GET", "POST"])
def flag(request: HttpRequest, kind: str, pk: int) -> HttpResponse:
    """The answer is the same, whoever reported it before."""
    voice, form = access.voice_to_flag(kind, pk), FlagForm(sent(request), on=localdate())
    if not form.is_valid():
        return _page(request, voice, form, status=422 if form.is_bound else 200)
    try:
        limits.count_try(key=caller(request, "flags"), at=now(), limit=TRIES, within=TRIES_WITHIN)
        raise_flag(voice=voice, reader=access.reader_of(request), at=now(), **form.cleaned_data)
    except limits.TooOften:
        form.add_error(None, _("Hôm nay bạn báo nhiều rồi; mai báo tiếp nhé."))
        return _page(request, voice, form, status=429)
    except moderating.NoLongerAReason as refusal:
        form.add_error("reason", refusal)
        return _page(request, voice, form, status=422)
    messages.success(request, _("Cảm ơn bạn. Cán bộ sẽ xem và xử lý theo lý do trong danh sách."))
    return redirect(voice.product)


def _page(
    request: HttpRequest, voice: Review | Question, form: FlagForm, *, status: int
) -> HttpResponse:
    page = {"voice": voice, "form": form}
    return TemplateResponse(request, "voices/flag.html", page, status=status)
