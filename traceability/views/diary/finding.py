"""From a code in the hand to the lot's page in the book."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from catalog.access import stall
from catalog.stalls import frame
from traceability.forms.finding import FindForm
from traceability.views.diary.home import ROOM

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_safe
def finding(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = stall(request.user, producer)
    form = FindForm(request.GET if "ma" in request.GET else None, producer=mine)
    if form.is_valid():
        return redirect(form.cleaned_data["ma"])
    status = 422 if form.errors else 200
    return render(request, "diary/finding.html", {"form": form, **frame(mine, ROOM)}, status=status)
