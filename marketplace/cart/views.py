"""The basket page, and what is put in, changed and taken out."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.sessions import save_along
from marketplace.cart import access, actions, opening, queries
from marketplace.cart.deliveries import province_of, sent_to_province
from marketplace.cart.forms import DestinationForm, LineForm, WayForm

if TYPE_CHECKING:
    from django.forms import Form
    from django.http import HttpRequest, HttpResponse
    from django_htmx.middleware import HtmxDetails

    from catalog.models import Pack
    from marketplace.cart.models import Cart
    from marketplace.selling.models import PlannedLot

    class HtmxRequest(HttpRequest):
        htmx: HtmxDetails


MOST_SHOWN = 20
LONGEST_KEY = 18
"""Digits of a key that every database can hold."""


@never_cache
@require_http_methods(["GET", "POST"])
def cart(request: HtmxRequest) -> HttpResponse:
    """The basket. Posted to with ``pack`` and ``quantity``, it takes the pack in."""
    if request.method == "GET":
        return _page(request, access.cart_of(request))
    pack = request.POST.get("pack", "")
    if not (pack.isascii() and pack.isdecimal() and len(pack) <= LONGEST_KEY):
        raise Http404
    return line(request, int(pack))


@require_POST
def dropped(request: HttpRequest) -> HttpResponse:
    """What a recall took out of the basket was read."""
    mine = access.cart_of(request)
    if mine is not None:
        actions.forget_dropped(cart=mine)
    return redirect("cart:cart")


@require_POST
def destination(request: HtmxRequest) -> HttpResponse:
    """In which province the basket is to arrive: for this visit."""
    mine, form = access.cart_of(request), DestinationForm(request.POST)
    if not form.is_valid():
        return _page(request, mine, _refused(form, request.POST.get("province", "")))
    request.session[access.PROVINCE_KEY] = form.cleaned_data["province"].pk
    return _after(request, mine)


@require_POST
def way(request: HtmxRequest, producer: int) -> HttpResponse:
    """How one producer is to deliver."""
    mine, form = access.cart_of(request), WayForm(request.POST)
    if not form.is_valid():
        return _page(request, mine, _refused(form, request.POST.get("way", "")))
    if mine is None:
        raise Http404
    key = form.cleaned_data["way"]
    chosen = access.way_to_choose(producer, key) if key else None
    actions.choose_way(cart=mine, producer_id=producer, method=chosen, at=now())
    return _after(request, mine)


@require_POST
def line(request: HtmxRequest, pack: int) -> HttpResponse:
    """Put a pack in, change how many, or take it out; without script it leads to the basket."""
    if request.POST.get("do") == LineForm.REMOVE:
        return _after(request, _remove(request, pack))
    form = _asked_of(request, pack)
    if not form.is_valid():
        refused = _refused(form, request.POST.get("quantity", ""))
        return _page(request, access.cart_of(request), refused)
    return _after(request, _put(request, pack, form))


def _asked_of(request: HttpRequest, pack: int) -> LineForm:
    """Where one of several packs is chosen, each names its planned lot as ``plan-<pack>``."""
    told = request.POST
    return LineForm({**told.dict(), "plan": told.get("plan", told.get(f"plan-{pack}", ""))})


def _refused(form: Form, typed: str) -> dict[str, object]:
    """What was wrong, and what was typed, cut to a length that can be shown."""
    return {"error": next(iter(form.errors.values()))[0], "typed": typed[:MOST_SHOWN]}


def _put(request: HttpRequest, pack_id: int, form: LineForm) -> Cart | None:
    """Add or set, then say what became of it. One writing: the cart, what is in it, and whose."""
    pack = access.pack_to_buy(pack_id, on=localdate())
    is_more = form.cleaned_data["do"] == LineForm.ADD
    change = partial(actions.add_packs, planned=_plan(pack, form)) if is_more else actions.set_packs
    wanted = form.cleaned_data["quantity"]
    try:
        with transaction.atomic():
            mine = opening.opened_cart(request)
            put = change(cart=mine, pack=pack, quantity=wanted, on=localdate(), at=now())
            request.session["basket_count"] = queries.count(mine)
            save_along(request)
    except actions.SoldOut:
        messages.error(request, _("«%(pack)s» vừa hết hàng.") % {"pack": pack})
        return access.cart_of(request)
    if put.is_capped:
        words = _("«%(pack)s» chỉ còn %(n)s, chúng tôi đã để chừng ấy trong giỏ.")
        messages.warning(request, words % {"pack": pack, "n": put.quantity})
    elif is_more:
        messages.success(request, _("Đã thêm «%(pack)s» vào giỏ.") % {"pack": pack})
    return mine


def _plan(pack: Pack, form: LineForm) -> PlannedLot | None:
    """The planned lot named, when it is ordered from one."""
    key = form.cleaned_data["plan"]
    return access.plan_to_order(pack, key, on=localdate()) if key else None


def _remove(request: HttpRequest, pack_id: int) -> Cart | None:
    mine = access.cart_of(request)
    if mine is not None:
        actions.remove_pack(cart=mine, pack_id=pack_id, at=now())
    request.session["basket_count"] = queries.count(mine)
    return mine


def _after(request: HtmxRequest, mine: Cart | None) -> HttpResponse:
    if request.htmx:
        return _page(request, mine)
    return redirect("cart:cart")


def _page(
    request: HttpRequest, mine: Cart | None, refused: dict[str, object] | None = None
) -> HttpResponse:
    """The whole basket, or only its inside for a script. A refusal keeps what was typed."""
    basket = queries.basket(mine, on=localdate())
    if request.session.get("basket_count", basket.count) != basket.count:  # after a recall
        request.session["basket_count"] = basket.count
    is_part = bool(getattr(request, "htmx", False))
    template = "cart/_basket.html" if is_part else "cart/cart.html"
    status = 422 if refused and not is_part else 200
    provinces = queries.provinces()
    there = province_of(access.province_asked(request), basket, provinces)
    if there:
        basket = sent_to_province(basket, there)
    page = {
        "basket": basket,
        "there": there,
        "provinces": provinces,
        "dropped": queries.dropped(mine),
        "refused": refused,
        "is_part": is_part,
    }
    return TemplateResponse(request, template, page, status=status)
