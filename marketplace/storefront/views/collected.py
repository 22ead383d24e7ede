"""Collections that officers lay out, and gift sets that go into the basket at one press."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST, require_safe

from marketplace.cart import access as carts
from marketplace.cart.actions import open_cart
from marketplace.cart.queries import count
from marketplace.collections import access, queries
from marketplace.collections.actions import NotWhole, put_set
from marketplace.storefront.pages_kept import kept
from marketplace.storefront.queries.collected import products_of

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from marketplace.cart.models import Cart


@require_safe
@kept
def collections(request: HttpRequest) -> HttpResponse:
    """What is laid out today."""
    page = {"rows": list(queries.running(on=localdate()))}
    return TemplateResponse(request, "storefront/collections.html", page)


@require_safe
@kept
def collection(request: HttpRequest, slug: str) -> HttpResponse:
    """One of them; when its days are over, its words and the way to others."""
    today = localdate()
    seen = access.collection_to_see(slug, on=today)
    page = {"collection": seen, "is_running": seen.is_running(on=today)}
    if page["is_running"]:
        page |= {
            "offers": queries.sets_of(seen, on=today),
            "goods": products_of(seen, on=today),
        }
    else:
        page["others"] = list(queries.running(on=today))
    return TemplateResponse(request, "storefront/collection.html", page)


@require_POST
def gift_set(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """The whole set into the basket, or nothing and the word what is missing."""
    today = localdate()
    wanted = access.set_to_buy(slug, pk, on=today)
    mine = carts.cart_of(request) or _opened(request)
    try:
        put_set(cart=mine, gift_set=wanted, on=today, at=now())
    except NotWhole as lack:
        messages.error(request, _why(lack))
        return redirect(wanted.collection)
    request.session["basket_count"] = count(mine)
    messages.success(request, _("Cả bộ «%(title)s» đã vào giỏ.") % {"title": wanted.title})
    return redirect("cart:cart")


def _opened(request: HttpRequest) -> Cart:
    user = request.user if request.user.is_authenticated else None
    mine = open_cart(user=user, at=now())
    request.session[carts.SESSION_KEY] = str(mine.key)
    return mine


def _why(lack: NotWhole) -> str:
    names = ", ".join(f"«{pack}»" for pack in lack.packs)
    if not names:
        return _("Bộ quà này đang trống.")
    words = ngettext(
        "Chưa thêm gì vào giỏ: %(names)s không còn đủ cho cả bộ.",
        "Chưa thêm gì vào giỏ: %(names)s không còn đủ cho cả bộ.",
        len(lack.packs),
    )
    return words % {"names": names}
