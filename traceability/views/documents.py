"""Adding a document to a lot or to its product."""

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
from traceability.actions.documents import add_document
from traceability.forms import DocumentForm

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_document(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    lot = access.lot_to_manage(request.user, producer, code)
    form = DocumentForm(sent(request), request.FILES or None)
    if form.is_valid():
        added = add_document(lot=lot, by=request.user, at=now(), **form.cleaned_data)
        messages.success(request, _("Đã thêm %(title)s.") % {"title": added.title})
        return redirect("traceability:lot", producer, lot.code)
    context = {"form": form, "lot": lot, **frame(lot.producer, "traceability:lots")}
    return render(
        request, "traceability/document.html", context, status=422 if form.errors else 200
    )
