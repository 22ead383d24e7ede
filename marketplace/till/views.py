"""The till: what is sold, the code it is paid by, and what is done while its buyer stands there."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog.stalls import frame
from marketplace.orders.actions import on_the_spot
from marketplace.orders.actions.cancelling import Why, cancel
from marketplace.orders.actions.packing import WrongItem
from marketplace.orders.actions.states import NotNow
from marketplace.orders.models import Cancellation
from marketplace.payments.actions.lapsing import give_up
from marketplace.payments.actions.opening import NotPayable
from marketplace.till import access, actions, queries, wares
from marketplace.till.forms import ReceiptForm, SaleForm
from traceability import qr
from traceability.actions.stock import OutOfStock

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from catalog.models import Producer
    from marketplace.orders.models import Order

HERE = "till:home"


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def home(request: SignedInRequest, producer: str) -> HttpResponse:
    """The table with its goods; posted to, what was chosen becomes a sale with a code to pay by."""
    mine = access.till(request.user, producer)
    form = SaleForm(sent(request), producer=mine, wares=wares.wares(mine, on=localdate()))
    order = queries.sold_by_key(mine, request.POST.get("key", ""))
    if order is None and form.is_valid():
        order = _sold(form, mine, request)
    if order is not None:
        return redirect("till:sale", mine.slug, order.code)
    page = {
        "form": form,
        "waiting": queries.waiting(mine, at=now()),
        "loose": queries.loose(mine, at=now()),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "till/home.html", page, status=422 if form.errors else 200)


def _sold(form: SaleForm, mine: Producer, request: SignedInRequest) -> Order | None:
    """The sale, or None with words at the form."""
    key = form.cleaned_data["key"]
    try:
        return actions.sell(producer=mine, chosen=form.chosen(), key=key, by=request.user, at=now())
    except OutOfStock as shortage:
        names = {ware.pack.pk: ware.pack for ware in form.wares}
        for short in shortage.shortages:
            told = {"goods": names.get(short.pack_id, _("món này")), "free": short.free}
            form.add_error(None, _("%(goods)s: chỉ còn %(free)s, hoặc lô đã chọn không đủ.") % told)
    except (actions.NotSold, WrongItem, NotPayable) as refusal:
        form.add_error(None, str(refusal))
    return None


@login_required
@never_cache
@require_GET
def item(request: SignedInRequest, producer: str) -> HttpResponse:
    """One scanned item as a line of the sale to be; 422 and why, where it cannot be sold."""
    mine = access.till(request.user, producer)
    try:
        code = wares.item(mine, request.GET.get("serial", "")[:300], on=localdate())
    except wares.NotToSell as refusal:
        return HttpResponse(str(refusal), status=422, content_type="text/plain; charset=utf-8")
    return TemplateResponse(request, "till/_item.html", {"code": code})


@login_required
@never_cache
@require_GET
def sale(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The code to pay by, large; then that the money is there."""
    return _sale_page(request, access.sale(request.user, producer, code))


@login_required
@never_cache
@require_GET
def standing(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The part of that page that turns green by itself; empty while nothing is new."""
    page = _page_of(access.sale(request.user, producer, code))
    if request.GET.get("da-biet") == page["sale"].known:
        return HttpResponse(status=204)
    return TemplateResponse(request, "till/_standing.html", page)


@login_required
@never_cache
@require_GET
def picture(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The VietQR for what is missing, as a drawing."""
    payload = queries.sale(access.sale(request.user, producer, code), at=now()).payload
    if not payload:
        raise Http404
    return HttpResponse(qr.svg(payload), content_type="image/svg+xml")


@login_required
@require_POST
def dropping(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The buyer does not pay after all."""
    order = access.sale(request.user, producer, code)
    if not give_up(group=order.group, by=request.user, at=now()):
        messages.info(request, _("Lần bán này không còn chờ tiền."))
        return redirect("till:sale", producer, code)
    messages.info(request, _("Đã thôi; hàng lại bán được cho người khác."))
    return redirect("till:home", producer)


@login_required
@require_POST
def handing(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """Paid late, or something was in the way: now the buyer has the goods."""
    order = access.sale(request.user, producer, code)
    try:
        on_the_spot.hand_over(order=order, by=request.user, at=now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("till:sale", producer, code)


@login_required
@require_POST
def returning(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """Paid late, and the buyer has gone without the goods: the money goes back."""
    order = access.sale(request.user, producer, code)
    why = Why(
        side=Cancellation.Side.PRODUCER,
        reason=Cancellation.Reason.OTHER,
        words=_("khách đã về, chưa nhận hàng"),
    )
    try:
        cancel(order=order, why=why, by=request.user, at=now())
    except NotNow as refusal:
        messages.error(request, str(refusal))
    return redirect("till:sale", producer, code)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def receipt(request: SignedInRequest, producer: str, code: str) -> HttpResponse:
    """The buyer's number, for the receipt; taken down once."""
    order = access.sale(request.user, producer, code)
    form = ReceiptForm(sent(request))
    if not form.is_valid():
        return _sale_page(request, order, form if request.method == "POST" else None)
    phone = form.cleaned_data["phone"]
    if on_the_spot.name_buyer(order=order, phone=phone, by=request.user, at=now()):
        messages.success(request, _("Đã gửi biên nhận cho khách."))
    else:
        messages.info(request, _("Lần bán này đã có số điện thoại rồi."))
    return redirect("till:sale", producer, code)


@login_required
@require_POST
def assigning(request: SignedInRequest, producer: str, code: str, pk: int) -> HttpResponse:
    """Money that came by the printed code is this buyer's."""
    order = access.sale(request.user, producer, code)
    found = queries.receipt_of(order.producer, pk, at=now())
    if found is None:
        raise Http404
    try:
        actions.assign(receipt=found, order=order, by=request.user, at=now())
    except actions.NotSold as refusal:
        messages.error(request, str(refusal))
    return redirect("till:sale", producer, code)


def _page_of(order: Order) -> dict[str, Any]:
    return {"sale": queries.sale(order, at=now()), "order": order, **frame(order.producer, HERE)}


def _sale_page(
    request: SignedInRequest, order: Order, refused: ReceiptForm | None = None
) -> HttpResponse:
    page = _page_of(order) | {"receipt_form": refused or ReceiptForm()}
    return TemplateResponse(request, "till/sale.html", page, status=422 if refused else 200)
