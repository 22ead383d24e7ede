"""The best-before day that a lot was opened without."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from accounts.http import sent
from catalog.stalls import frame
from traceability import access
from traceability.actions.dates import ChangedSince, DatesArePrinted, set_best_before
from traceability.forms.dates import BestBeforeForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def lot_dates(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot, at = access.lot_to_manage(request.user, producer, code), now()
    form = BestBeforeForm(sent(request), lot=lot, at=at)
    if form.is_valid():
        try:
            set_best_before(lot=lot, by=request.user, at=at, **form.cleaned_data)
        except (DatesArePrinted, ChangedSince) as refusal:
            lot.refresh_from_db(fields=["best_before"])
            form.see(lot.best_before)
            form.add_error("best_before", refusal)
        else:
            messages.success(request, _("Đã ghi hạn dùng."))
            return redirect("traceability:lot", producer, lot.code)
    context = {"form": form, "lot": lot, **frame(lot.producer, "traceability:lots")}
    return render(request, "traceability/dates.html", context, status=422 if form.errors else 200)
