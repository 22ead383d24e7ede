"""Work that comes again: what is planned, and planning more of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from catalog.access import stall
from catalog.stalls import frame
from traceability import access
from traceability.actions.chores import end_chore, plan_chore
from traceability.forms.chores import ChoreForm
from traceability.queries import diary
from traceability.views.diary.home import ROOM
from traceability.views.diary.words import of_chore

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def chores(request: SignedInRequest, producer: str) -> HttpResponse:
    mine, at = stall(request.user, producer), now()
    form = ChoreForm(sent(request), producer=mine, at=at)
    if form.is_valid():
        plan_chore(by=request.user, at=at, **form.facts())
        messages.success(request, _("Đã đặt việc lặp lại."))
        return redirect("diary:chores", producer)
    rows = [(chore, of_chore(chore)) for chore in diary.chores_of(mine)]
    context = {"form": form, "rows": rows, "today": localdate(at), **frame(mine, ROOM)}
    return render(request, "diary/chores.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def chore_end(request: SignedInRequest, producer: str, pk: int) -> HttpResponse:
    chore = access.chore_to_end(request.user, producer, pk)
    end_chore(chore=chore, by=request.user, at=now())
    messages.success(request, _("Việc này không nhắc nữa."))
    return redirect("diary:chores", producer)
