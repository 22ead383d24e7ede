"""The checkout page and the two parts of it that change while one types."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.functional import SimpleLazyObject
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods

from accounts.sessions import save_along
from catalog.models import Pack
from marketplace.addresses.access import book_to_pick_from
from marketplace.addresses.views import communes_typed
from marketplace.carriers.actions.quoting import ask_carriers
from marketplace.cart.access import cart_of, province_asked
from marketplace.cart.deliveries import Wishes, sent_to_commune, sent_to_province
from marketplace.cart.queries import Basket, basket
from marketplace.checkout import actions, queries
from marketplace.checkout.access import guesses_counted
from marketplace.checkout.forms.checkout import CheckoutForm, from_last_order, look_of
from marketplace.checkout.forms.vouchers import codes_in, field_of
from marketplace.delivery.queries import NotDelivered
from marketplace.orders.access import remember
from marketplace.orders.actions.caps import HoldsTooMuch
from marketplace.payments.actions.opening import NotPayable
from marketplace.payments.views.paying import begin
from marketplace.vouchers.discounts import Kind, Reason, Refused
from marketplace.vouchers.queries import why_not
from traceability.actions.stock import OutOfStock

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpRequest, HttpResponse

    from accounts.models import User
    from marketplace.cart.models import Cart
    from marketplace.checkout.queries import Quote
    from marketplace.orders.models import OrderGroup
    from marketplace.payments.models import Payment

REFUSALS = (
    actions.PriceChanged,
    actions.EmptyBasket,
    actions.TooYoung,
    actions.NoStreet,
    Refused,
    OutOfStock,
    NotDelivered,
    NotPayable,
    HoldsTooMuch,
)


@never_cache
@require_http_methods(["GET", "POST"])
def checkout(request: HttpRequest) -> HttpResponse:
    cart = cart_of(request)
    wanted = basket(cart, on=localdate(), is_shown=False)
    if request.method == "POST" and cart is not None:
        return _order(request, cart, wanted)
    if not wanted.is_ready:
        return redirect("cart:cart")
    user, province = _user(request), province_asked(request)
    if user is None and not province:
        return _blank_page(request, wanted)
    book = book_to_pick_from(request)
    last = queries.last_address(user) if user and not book else None
    known = from_last_order(last, user) | (book[0].typed if book else {})
    form = _form(wanted, initial={"province": province, **known, "key": uuid4()})
    return _page(request, form, wanted, addresses=book)


@never_cache
@require_GET
def communes(request: HttpRequest) -> HttpResponse:
    """As of the address book; what is picked here changes the total."""
    return TemplateResponse(request, "checkout/_communes.html", communes_typed(request))


@never_cache
@require_GET
def summary(request: HttpRequest) -> HttpResponse:
    """What the basket comes to in the province, and the commune, just chosen."""
    wanted = basket(cart_of(request), on=localdate(), is_shown=False)
    wishes = Wishes(chosen=_chosen(request, wanted))
    page = _sums(wanted, _province(request), request.GET.get("commune", ""), wishes)
    page |= _less(request, page["quote"], codes_in(request.GET)) | {"is_part": True}
    return TemplateResponse(request, "checkout/_summary.html", page)


def _order(request: HttpRequest, cart: Cart, wanted: Basket) -> HttpResponse:
    """Place the order and go to pay, or say what is in the way."""
    placed = queries.placed_with(request.POST.get("key", ""))
    if placed is not None:
        return _go_to_pay(request, placed)
    if "look" in request.POST:
        return _page(request, _form(wanted, initial=request.POST.dict()), wanted)
    form = _form(wanted, data=request.POST)
    if not form.is_valid():
        return _page(request, form, wanted, status=422)
    try:
        payment = _place(request, cart, wanted, form)
    except REFUSALS as refusal:
        return _refuse(request, form, wanted, refusal)
    begin(request, payment)
    return _go_to_pay(request, payment)


def _refuse(
    request: HttpRequest, form: CheckoutForm, wanted: Basket, refusal: Exception
) -> HttpResponse:
    """Nothing was ordered: say why, and how to go on."""
    if isinstance(refusal, actions.PriceChanged):
        return _ask_again(request, form, wanted, refusal)
    if isinstance(refusal, OutOfStock):
        return _sold_out(request, refusal)
    if isinstance(refusal, (actions.EmptyBasket, actions.TooYoung)):
        return redirect("cart:cart")
    if isinstance(refusal, Refused):
        form.add_error(field_of(refusal.kind), why_not(refusal))
        is_tired = refusal.reason is Reason.TOO_OFTEN
        return _page(request, form, wanted, status=429 if is_tired else 422)
    if isinstance(refusal, actions.NoStreet):
        form.add_error("street", _("Xin ghi số nhà, đường hay thôn để hàng tới tận nơi."))
    else:
        form.add_error(None, str(refusal))
    return _page(request, form, wanted, status=422)


def _go_to_pay(request: HttpRequest, payment: Payment) -> HttpResponse:
    """To the payment of an order just placed, or placed by an earlier press of the same button."""
    _remember(request, payment.group)
    return redirect("payments:pay", payment.reference)


def _remember(request: HttpRequest, placed: OrderGroup) -> None:
    """Let this browser see the order, and say that its basket is empty."""
    remember(request, placed)
    request.session["basket_count"] = 0
    save_along(request)


def _place(request: HttpRequest, cart: Cart, wanted: Basket, form: CheckoutForm) -> Payment:
    """Carriers are asked first: nothing is locked while somebody else thinks."""
    told, codes = form.cleaned_data, codes_in(form.cleaned_data)
    ask_carriers(wanted=wanted, there=told["commune"], at=now())
    with guesses_counted(request, codes, now()):
        return actions.place_order(
            cart=cart,
            buyer=form.buyer(_user(request)),
            gateway=told["gateway"],
            expected_total=told["expected_total"],
            is_adult=told.get("is_adult", False),
            key=told["key"],
            wishes=Wishes(chosen=form.ways),
            codes=codes,
            at=now(),
            along=partial(_remember, request),
        )


def _ask_again(
    request: HttpRequest, form: CheckoutForm, wanted: Basket, change: actions.PriceChanged
) -> HttpResponse:
    """The same form once more, with the new total to agree to; 409 if an old one was shown."""
    shown = form.cleaned_data["expected_total"]
    page = {"asked_again": True, "shown_total": shown, "new_total": change.total}
    return _page(request, form, wanted, status=200 if shown is None else 409, **page)


def _sold_out(request: HttpRequest, shortage: OutOfStock) -> HttpResponse:
    packs = Pack.objects.select_related("product").in_bulk([s.pack_id for s in shortage.shortages])
    missing = [{"pack": packs[short.pack_id], "short": short} for short in shortage.shortages]
    return TemplateResponse(request, "checkout/sold_out.html", {"missing": missing}, status=409)


def _blank_page(request: HttpRequest, wanted: Basket) -> HttpResponse:
    """For who is not known: questions that look the same to all; their form is made when needed."""
    form = SimpleLazyObject(lambda: _form(wanted))
    page = {"form": form, "blank": look_of(wanted), "key": uuid4(), "basket": wanted}
    return TemplateResponse(request, "checkout/checkout.html", page)


def _page(
    request: HttpRequest, form: CheckoutForm, wanted: Basket, *, status: int = 200, **more: object
) -> HttpResponse:
    told = getattr(form, "cleaned_data", {})
    province, commune = told.get("province"), told.get("commune")
    code = province.pk if province else str(form["province"].value() or "")
    there = getattr(commune, "code", "") or ("" if told else str(form["commune"].value() or ""))
    wishes = Wishes(chosen=form.ways) if told else None
    page = {"form": form, "key": form["key"].value(), **_sums(wanted, code, there, wishes), **more}
    page |= _less(request, page["quote"], _codes(form))
    return TemplateResponse(request, "checkout/checkout.html", page, status=status)


def _sums(
    wanted: Basket, province: str, commune: str, wishes: Wishes | None = None
) -> dict[str, Any]:
    """The basket and, once the province is known, all it costs: exactly, once the commune is."""
    there = queries.province(province) if province else None
    if there is None:
        return {"basket": wanted, "quote": None}
    exact = queries.commune(commune, there.pk) if commune else None
    if exact:
        told = ask_carriers(wanted=wanted, there=exact, at=now())
        sent = sent_to_commune(wanted, exact, replace(wishes or Wishes(), told=told))
    else:
        sent = sent_to_province(wanted, there, wishes)
    page = {"basket": sent, "there": there, "exact": exact}
    try:
        return page | {"quote": queries.quote(sent)}
    except NotDelivered:
        return page | {"quote": None, "is_refused": True}


def _less(request: HttpRequest, cost: Quote | None, codes: Mapping[Kind, str]) -> dict[str, Any]:
    """The sums with what vouchers take off; ``faults`` says of each other one why it does not."""
    left, faults = dict(codes), {}
    while cost is not None and left:
        try:
            with guesses_counted(request, left, now()):
                cost = queries.with_vouchers(cost, left, at=now())
        except Refused as refused:
            faults[left.pop(refused.kind)] = why_not(refused)
        else:
            break
    return {"quote": cost, "faults": faults}


def _codes(form: CheckoutForm) -> dict[Kind, str]:
    """What is typed, without what is said to be wrong at its field."""
    wrong = form.errors if form.is_bound else {}
    typed = codes_in({field_of(kind): form[field_of(kind)].value() for kind in Kind})
    return {kind: code for kind, code in typed.items() if field_of(kind) not in wrong}


def _form(wanted: Basket, **kwargs: Any) -> CheckoutForm:  # noqa: ANN401 (as Django's forms)
    return CheckoutForm(wanted=wanted, **kwargs)


def _province(request: HttpRequest) -> str:
    """A province's code from the address: two digits, or nothing."""
    code = request.GET.get("province", "")
    return code if re.fullmatch("[0-9]{2}", code) else ""


def _chosen(request: HttpRequest, wanted: Basket) -> dict[int, int]:
    """The ways chosen in the address, by producer (keys); those that are none are no choice."""
    told = {s.producer.pk: request.GET.get(f"way-{s.producer.pk}", "") for s in wanted.shops}
    return {pk: int(way) for pk, way in told.items() if re.fullmatch("[1-9][0-9]{0,17}", way)}


def _user(request: HttpRequest) -> User | None:
    return request.user if request.user.is_authenticated else None
