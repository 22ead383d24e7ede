"""Following an order by phone and code, having its link sent, and taking it into an account."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.crypto import salted_hmac
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts import limits, links
from accounts.http import sent
from accounts.messages.kinds import Family
from accounts.throttles import caller
from marketplace.addresses.actions import BookFull, add_address
from marketplace.guests import access, actions
from marketplace.guests.forms import TrackingForm
from marketplace.orders import access as orders
from marketplace.orders import queries

if TYPE_CHECKING:
    from datetime import datetime

    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.addresses.places import Place

TRIES = 10
TRIES_WITHIN = timedelta(minutes=15)
TRIES_OF_A_CODE = 30
DAY = timedelta(days=1)


@never_cache
@require_http_methods(["GET", "POST"])
def tracking(request: HttpRequest) -> HttpResponse:
    """Where an order is, by phone and code. Posted, so that neither stands in an address."""
    form = TrackingForm(sent(request), initial={"code": request.GET.get("ma", "")[:20]})
    if not form.is_valid():
        return _page(request, form, status=422 if form.is_bound else 200)
    try:
        _count(request, form.cleaned_data["code"], at=now())
    except limits.TooOften:
        form.add_error(None, _("Bạn thử hơi nhiều lần rồi; xin chờ mươi lăm phút nữa."))
        return _page(request, form, status=429)
    group = access.group_to_track(**form.cleaned_data)
    if group is None:
        form.add_error(None, _("Không thấy đơn nào khớp cả số điện thoại và mã đơn."))
        return _page(request, form, status=404)
    access.remember(request, group)
    return redirect("guests:order", group.code)


@never_cache
@require_GET
def order(request: HttpRequest, code: str) -> HttpResponse:
    """How far an order is and nothing else; whoever may see it whole is led there."""
    group = access.group_to_follow(request, code)
    if orders.may_see(request, group):
        return redirect(group)
    parts = [
        (part, queries.walk(part))
        for part in group.orders.select_related("producer").order_by("pk")
    ]
    return TemplateResponse(request, "guests/order.html", {"group": group, "parts": parts})


@require_POST
def link(request: HttpRequest, code: str) -> HttpResponse:
    """The signed link is sent to the telephone of the order."""
    group = access.group_to_follow(request, code)
    try:
        actions.send_link(group=group, at=now())
    except limits.TooOften:
        messages.error(request, _("Liên kết vừa được gửi mấy lần rồi; xin xem lại tin nhắn."))
    else:
        messages.success(request, _("Đã nhắn liên kết vào số điện thoại lúc đặt."))
    return redirect("guests:order", group.code)


@require_POST
def renewal(request: HttpRequest, code: str) -> HttpResponse:
    """Links sent before open nothing any more; this browser goes on."""
    group = orders.group_to_see(request, code)
    by = request.user if request.user.is_authenticated else None
    try:
        renewed = actions.renew_link(group=group, by=by, at=now())
    except limits.TooOften:
        messages.error(request, _("Liên kết vừa được đổi mấy lần rồi; một lát nữa thử lại nhé."))
    else:
        orders.remember(request, renewed)
        messages.success(
            request, _("Liên kết cũ không mở được nữa. Liên kết mới đã nhắn vào số lúc đặt.")
        )
    return redirect(group)


@never_cache
@require_GET
def choices(request: HttpRequest, code: str) -> HttpResponse:
    """On to what the telephone of this order goes on being sent, which needs no account."""
    group = orders.group_to_see(request, code)
    person = links.person_key(phone=group.buyer_phone, email=group.buyer_email)
    return redirect(links.choices_page(person=person, family=Family.SHIPPING))


@login_required
@require_POST
def taking(request: SignedInRequest, code: str) -> HttpResponse:
    """An order opened by its link goes into the account of whoever is signed in."""
    group = orders.group_to_see(request, code)
    try:
        actions.take_order(group=group, by=request.user, at=now())
    except actions.Taken as refusal:
        messages.error(request, refusal.message)
    else:
        messages.success(request, _("Đơn đã vào tài khoản của bạn."))
    return redirect(group)


@login_required
@require_POST
def taking_all(request: SignedInRequest) -> HttpResponse:
    """All orders of the account's own confirmed number."""
    try:
        taken = actions.take_orders_of_phone(by=request.user, at=now())
    except actions.NotConfirmed as refusal:
        messages.error(request, refusal.message)
    else:
        told = ngettext("Đã đưa %(n)s đơn vào tài khoản.", "Đã đưa %(n)s đơn vào tài khoản.", taken)
        messages.success(request, told % {"n": taken})
    return redirect("orders:mine")


@login_required
@require_POST
def address(request: SignedInRequest, code: str) -> HttpResponse:
    """Where an order of one's own goes is kept for the next one."""
    group = orders.group_to_see(request, code)
    place: Place = {
        "label": "",
        "name": group.buyer_name,
        "phone": group.buyer_phone,
        "commune": group.commune,
        "street": group.street,
    }
    try:
        add_address(user=request.user, place=place, at=now())
    except BookFull as refusal:
        messages.error(request, refusal.messages[0])
    else:
        messages.success(request, _("Đã ghi vào sổ địa chỉ."))
    return redirect("addresses:book")


def _count(request: HttpRequest, code: str, *, at: datetime) -> None:
    """So often from one address, and so often for one code from anywhere."""
    wanted = salted_hmac("guests.tracking", code.strip().upper()).hexdigest()[:32]
    by = caller(request, "tracking")
    limits.count_try(key=by, at=at, limit=TRIES, within=TRIES_WITHIN)
    limits.count_try(key=f"tracked:{wanted}", at=at, limit=TRIES_OF_A_CODE, within=DAY)


def _page(request: HttpRequest, form: TrackingForm, *, status: int) -> HttpResponse:
    return TemplateResponse(request, "guests/tracking.html", {"form": form}, status=status)
