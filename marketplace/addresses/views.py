"""The pages of the address book."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog.queries import communes_called
from marketplace.addresses import access, actions, queries
from marketplace.addresses.forms import AddressForm

if TYPE_CHECKING:
    from django.http import HttpRequest, HttpResponse

    from accounts.http import SignedInRequest


@login_required
@never_cache
@require_GET
def book(request: SignedInRequest) -> HttpResponse:
    page = {"rows": queries.book_of(request.user)}
    return TemplateResponse(request, "addresses/book.html", page)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new(request: SignedInRequest) -> HttpResponse:
    user = request.user
    form = AddressForm(
        sent(request), initial={"name": user.full_name, "phone": user.phone_national}
    )
    if form.is_valid():
        try:
            actions.add_address(user=user, place=form.place, at=now())
        except actions.BookFull as refusal:
            form.add_error(None, refusal)
        else:
            messages.success(request, _("Đã ghi vào sổ địa chỉ."))
            return redirect("addresses:book")
    return _page(request, form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def address(request: SignedInRequest, pk: int) -> HttpResponse:
    """One address, said otherwise."""
    found = access.address_of(request.user, pk)
    form = AddressForm(sent(request), initial={**found.typed, "label": found.label})
    if form.is_valid():
        actions.change_address(address=found, place=form.place, at=now())
        messages.success(request, _("Đã sửa địa chỉ."))
        return redirect("addresses:book")
    return _page(request, form)


@login_required
@require_POST
def removal(request: SignedInRequest, pk: int) -> HttpResponse:
    actions.remove_address(address=access.address_of(request.user, pk), at=now())
    messages.success(request, _("Đã xoá khỏi sổ địa chỉ."))
    return redirect("addresses:book")


@login_required
@require_POST
def default(request: SignedInRequest, pk: int) -> HttpResponse:
    """Filled in by itself from now on."""
    actions.make_default(address=access.address_of(request.user, pk), at=now())
    messages.success(request, _("Lần sau đặt hàng, nơi này được điền sẵn."))
    return redirect("addresses:book")


@login_required
@never_cache
@require_GET
def communes(request: SignedInRequest) -> HttpResponse:
    return TemplateResponse(request, "addresses/_communes.html", communes_typed(request))


def communes_typed(request: HttpRequest) -> dict[str, Any]:
    """The communes that what is being typed may mean, to pick from."""
    province, typed = request.GET.get("province", ""), request.GET.get("commune_name", "")[:80]
    is_known = re.fullmatch("[0-9]{2}", province) and typed
    matches = communes_called(typed, province=province) if is_known else []
    return {"matches": matches, "typed": typed}


def _page(request: SignedInRequest, form: AddressForm) -> HttpResponse:
    status = 422 if form.is_bound else 200
    return TemplateResponse(request, "addresses/address.html", {"form": form}, status=status)
