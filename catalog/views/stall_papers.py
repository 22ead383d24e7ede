"""A stall's papers: what is asked of it, handing them in, taking proposals back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog import access
from catalog.actions import amendments
from catalog.actions import papers as actions
from catalog.forms.gate import SellerPaperForm
from catalog.gate import addresses, checklist
from catalog.stalls import frame

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Producer, Product, SellerPaper

HERE = "gate:papers"


@login_required
@never_cache
@require_GET
def papers(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    context = {"board": checklist.board(mine, on=localdate()), **frame(mine, HERE)}
    return TemplateResponse(request, "catalog/papers.html", context)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_paper(request: SignedInRequest, producer: str, which: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    return _handing_in(request, mine, None, which)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def goods_paper(request: SignedInRequest, producer: str, slug: str, which: str) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    return _handing_in(request, mine.producer, mine, which)


@login_required
@never_cache
@require_GET
def paper_file(request: SignedInRequest, producer: str, pk: int) -> FileResponse:
    """What was handed in, for the owner of the stall alone; officers have a door of their own."""
    mine = access.owned_stall(request.user, producer)
    return shown(access.paper_of(mine, pk))


def shown(paper: SellerPaper) -> FileResponse:
    return FileResponse(
        paper.file.open("rb"),
        as_attachment=True,
        headers={"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store"},
    )


@login_required
@require_POST
def amendment_end(request: SignedInRequest, producer: str, slug: str, pk: int) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    asked = access.amendment_of(mine, pk)
    try:
        amendments.withdraw_amendment(amendment=asked, by=request.user, at=now())
    except amendments.AlreadyDecided as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đã rút đề nghị."))
    return redirect("workspace:product", producer, slug)


def _handing_in(
    request: SignedInRequest, mine: Producer, product: Product | None, which: str
) -> HttpResponse:
    fact = addresses.NAMES.get(which, "")
    rule = checklist.asked(mine, fact, product, on=localdate())
    if rule is None:
        raise Http404
    form = SellerPaperForm(sent(request), request.FILES or None, fact=fact)
    if form.is_valid():
        _submit(request, mine, product, form)
        messages.success(request, _("Đã gửi. Cán bộ xem xong, chúng tôi nhắn cho bạn."))
        return redirect("gate:papers", mine.slug)
    answer = checklist.Answer(rule, checklist.Standing.MISSING, product=product)
    context = {"form": form, "answer": answer, "product": product, **frame(mine, HERE)}
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, "catalog/new_paper.html", context, status=status)


def _submit(
    request: SignedInRequest, mine: Producer, product: Product | None, form: SellerPaperForm
) -> None:
    fields = dict(form.cleaned_data)
    actions.submit_paper(
        producer=mine,
        fact=form.fact,
        product=product,
        file=fields.pop("file"),
        fields=fields,
        by=request.user,
        at=now(),
    )
