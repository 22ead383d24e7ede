"""Which cart a visitor has, and which packs may go into one."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from uuid import UUID

from django.http import Http404
from django.shortcuts import get_object_or_404

from accounts.prepared import Prepared
from marketplace.cart.models import Cart
from marketplace.delivery.models import Method
from marketplace.selling.models import PlannedLot
from marketplace.selling.queries import is_straight, packs_on_sale

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.http import HttpRequest

    from catalog.models import Pack

SESSION_KEY = "cart"
PROVINCE_KEY = "province"
PROVINCE = re.compile("[0-9]{2}")


def pack_to_buy(pk: int, *, on: date) -> Pack:
    """A pack that may be bought on that day, whether or not any is left; or 404."""
    found = _on_sale(pk=pk, on=on, straight=is_straight())
    if not found:
        raise Http404
    return found[0]


def plan_to_order(pack: Pack, pk: int, *, on: date) -> PlannedLot:
    """The planned lot of that pack that takes orders on that day; or 404."""
    return get_object_or_404(PlannedLot.objects.filter(ship_by__gte=on), pk=pk, pack=pack)


def way_to_choose(producer: int, method: int) -> Method:
    """A way in which that producer (key) delivers now; or 404."""
    offered = Method.objects.offered().filter(producer=producer)
    return get_object_or_404(offered, pk=method)


def province_asked(request: HttpRequest) -> str:
    """The code of the province in which this visitor shops: asked for now, or chosen before."""
    code = request.GET.get("tinh", "") or str(request.session.get(PROVINCE_KEY, ""))
    return code if PROVINCE.fullmatch(code) else ""


def session_key(request: HttpRequest) -> UUID | None:
    """The key of the visitor's cart as kept in the session."""
    try:
        return UUID(str(request.session.get(SESSION_KEY)))
    except ValueError:
        return None


def cart_of(request: HttpRequest) -> Cart | None:
    """The person's own cart when signed in, else the one this browser began."""
    if request.user.is_authenticated:
        return next(iter(_of_person(user=request.user.pk)), None)
    key = session_key(request)
    return next(iter(_of_visitor(key=key)), None) if key else None


@Prepared
def _on_sale(pk: int, on: date, *, straight: bool) -> QuerySet[Pack]:
    return packs_on_sale(on=on, straight=straight).filter(pk=pk)


@Prepared
def _of_person(user: int) -> QuerySet[Cart]:
    return Cart.objects.filter(user=user)


@Prepared
def _of_visitor(key: UUID) -> QuerySet[Cart]:
    return Cart.objects.filter(key=key, user=None)
