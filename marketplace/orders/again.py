"""«Mua lại»: one tap from an order, or a line of it, to the basket."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from marketplace.cart import queries as carts
from marketplace.cart.opening import opened_cart
from marketplace.orders import access
from marketplace.orders.actions.again import buy_again
from marketplace.orders.models import Line

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from marketplace.orders.actions.again import Bought

LONGEST_KEY = 18


@require_POST
def again(request: HttpRequest, code: str) -> HttpResponse:
    """Of the buyer's own order: all of it, or the line that is named."""
    group = access.group_to_see(request, code)
    lines = Line.objects.filter(order__group=group)
    named = request.POST.get("line", "")
    if named:
        is_key = named.isascii() and named.isdecimal() and len(named) <= LONGEST_KEY
        lines = lines.filter(pk=get_object_or_404(lines, pk=int(named) if is_key else None).pk)
    mine = opened_cart(request)
    _say(request, buy_again(lines=lines, cart=mine, at=now()))
    request.session["basket_count"] = carts.count(mine)
    return redirect("cart:cart")


def _say(request: HttpRequest, told: Bought) -> None:
    """Kindly, of each line that is not there as it was."""
    if told.put:
        messages.success(request, _("Đã cho vào giỏ, theo giá hôm nay."))
    for line in told.fewer:
        messages.warning(
            request, _("«%(name)s» còn ít hơn lần trước, giỏ có chừng ấy.") % _of(line)
        )
    for line in told.sold_out:
        messages.warning(request, _("«%(name)s» đang hết hàng, để lần sau bạn nhé.") % _of(line))
    for line in told.gone:
        messages.warning(request, _("«%(name)s» nay không còn bán nữa.") % _of(line))


def _of(line: Line) -> dict[str, str]:
    return {"name": line.name}
