"""An officer's desk: words that mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from catalog import access, desk
from catalog.actions.synonyms import NoSynonym, add_synonym, end_synonym
from catalog.forms.synonyms import SynonymForm
from catalog.models import Synonym

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def synonyms(request: SignedInRequest) -> HttpResponse:
    post, form = access.post(request.user), SynonymForm(sent(request))
    if form.is_valid():
        try:
            add_synonym(by=request.user, at=now(), **form.cleaned_data)
        except NoSynonym as refusal:
            form.add_error("other", refusal)
        else:
            messages.success(request, _("Đã ghi. Từ bây giờ gõ từ này ra cả từ kia."))
            return redirect("officer:synonyms")
    page = {"form": form, "rows": Synonym.objects.in_force(on=localdate())}
    page |= desk.frame(post, "officer:synonyms")
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "officer/synonyms.html", page, status=status)


@login_required
@never_cache
@require_POST
def synonym_end(request: SignedInRequest, pk: int) -> HttpResponse:
    ended = end_synonym(
        synonym=access.synonym_to_end(request.user, pk, on=localdate()), by=request.user, at=now()
    )
    messages.success(request, _("“%(one)s” và “%(other)s” lại là hai từ.") % vars(ended))
    return redirect("officer:synonyms")
