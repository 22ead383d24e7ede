"""An officer's collections: what lies there, and each with its products and gift sets."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from accounts.http import sent
from catalog.access import post
from catalog.desk import frame
from marketplace.collections import access, actions, queries
from marketplace.collections.forms import (
    COLLECT,
    LIFT,
    CollectionForm,
    PieceForm,
    ProductForm,
    SetForm,
)
from marketplace.collections.models import Collection

if TYPE_CHECKING:
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.collections.models import GiftSet

HERE = "collections:desk"
ROWS = 20
MOST_ASKED = 100
"""Letters of a search that are read."""


@login_required
@never_cache
@require_safe
def desk(request: SignedInRequest) -> HttpResponse:
    held = post(request.user)
    rows = Paginator(Collection.objects.kept_by(held), ROWS).get_page(request.GET.get("trang"))
    page = {"rows": rows, "today": localdate(), **frame(held, HERE)}
    return TemplateResponse(request, "collections/desk.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    held = post(request.user)
    form = CollectionForm(sent(request))
    if form.is_valid():
        made = actions.open_collection(post=held, by=request.user, at=now(), told=form.told())
        messages.success(request, _("Đã mở bộ sưu tập. Giờ chọn món hàng cho vào."))
        return redirect("collections:one", made.pk)
    page = {"form": form, **frame(held, HERE)}
    return TemplateResponse(request, "collections/new.html", page, status=_status(form))


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def one(request: SignedInRequest, pk: int) -> HttpResponse:
    """Its words and days, its products in their order, its gift sets, and what more to take."""
    kept = access.collection_to_keep(request.user, pk)
    form = CollectionForm.of(kept, sent(request))
    if form.is_valid():
        actions.change_collection(collection=kept, by=request.user, at=now(), told=form.told())
        messages.success(request, _("Đã lưu."))
        return redirect("collections:one", pk)
    page = {
        "collection": kept,
        "form": form,
        "set_form": SetForm(),
        "collected": kept.collected.select_related("product__producer"),
        "offers": queries.sets_of(kept, on=localdate()),
        "is_running": kept.is_running(on=localdate()),
        "today": localdate(),
        **_choice(request),
        **frame(post(request.user), HERE),
    }
    return TemplateResponse(request, "collections/one.html", page, status=_status(form))


@login_required
@require_POST
def publication(request: SignedInRequest, pk: int) -> HttpResponse:
    kept = access.collection_to_keep(request.user, pk)
    try:
        actions.publish(collection=kept, by=request.user, at=now())
    except (actions.NothingInIt, actions.NotASet) as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Ai cũng xem được bộ sưu tập trong những ngày đã chọn."))
    return redirect("collections:one", pk)


@login_required
@require_POST
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    kept = access.collection_to_keep(request.user, pk)
    actions.take_down(collection=kept, by=request.user, at=now())
    messages.success(request, _("Đã cất bộ sưu tập đi. Mở lại lúc nào cũng được."))
    return redirect("collections:one", pk)


@login_required
@require_POST
def product(request: SignedInRequest, pk: int) -> HttpResponse:
    """Take one in, out, or a place up."""
    kept = access.collection_to_keep(request.user, pk)
    form = ProductForm(request.POST)
    if form.is_valid():
        try:
            _moved(request, kept, form.cleaned_data)
        except actions.TooMany as refusal:
            messages.error(request, refusal.message)
    return redirect("collections:one", pk)


def _moved(request: SignedInRequest, kept: Collection, asked: dict[str, Any]) -> None:
    key, by, at = asked["product"], request.user, now()
    if asked["do"] == COLLECT:
        chosen = access.product_to_collect(by, key, on=localdate())
        actions.collect(collection=kept, product=chosen, by=by, at=at)
        return
    found = access.product_collected(kept, key)
    if asked["do"] == LIFT:
        actions.lift(collection=kept, product=found)
    else:
        actions.drop(collection=kept, product=found, by=by, at=at)


@login_required
@require_POST
def new_set(request: SignedInRequest, pk: int) -> HttpResponse:
    kept = access.collection_to_keep(request.user, pk)
    form = SetForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Đặt tên cho bộ quà trước đã."))
        return redirect("collections:one", pk)
    try:
        made = actions.open_set(collection=kept, by=request.user, at=now(), **form.cleaned_data)
    except actions.TooMany as refusal:
        messages.error(request, refusal.message)
        return redirect("collections:one", pk)
    return redirect("collections:gift_set", made.pk)


@login_required
@never_cache
@require_safe
def gift_set(request: SignedInRequest, pk: int) -> HttpResponse:
    """What is in a set, what it costs, and what more to put in."""
    kept = access.set_to_keep(request.user, pk)
    return _set_page(request, kept)


@login_required
@require_POST
def piece(request: SignedInRequest, pk: int) -> HttpResponse:
    """So many packs of one kind; none takes them out."""
    kept = access.set_to_keep(request.user, pk)
    form = PieceForm(request.POST)
    if not form.is_valid():
        return _set_page(request, kept, form)
    key, wanted = form.cleaned_data["pack"], form.cleaned_data["quantity"]
    pack = (
        access.pack_to_give(request.user, key, on=localdate())
        if wanted
        else access.pack_given(kept, key)
    )
    try:
        actions.set_piece(gift_set=kept, pack=pack, quantity=wanted, by=request.user, at=now())
    except actions.TooMany as refusal:
        messages.error(request, refusal.message)
    return redirect("collections:gift_set", pk)


@login_required
@require_POST
def set_removal(request: SignedInRequest, pk: int) -> HttpResponse:
    kept = access.set_to_keep(request.user, pk)
    actions.drop_set(gift_set=kept, by=request.user, at=now())
    return redirect("collections:one", kept.collection_id)


def _set_page(
    request: SignedInRequest, kept: GiftSet, form: PieceForm | None = None
) -> HttpResponse:
    offers = queries.sets_of(kept.collection, on=localdate())
    page = {
        "offer": next(offer for offer in offers if offer.gift_set == kept),
        "collection": kept.collection,
        "form": form,
        **_choice(request),
        **frame(post(request.user), HERE),
    }
    return TemplateResponse(request, "collections/gift_set.html", page, status=422 if form else 200)


def _choice(request: SignedInRequest) -> dict[str, Any]:
    """What may be taken, by the words asked for."""
    text = request.GET.get("tim", "")[:MOST_ASKED]
    return {"asked": text, "found": queries.to_choose_from(request.user, text, on=localdate())}


def _status(form: CollectionForm) -> int:
    return 422 if form.errors else 200
