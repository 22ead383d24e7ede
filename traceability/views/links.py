"""Links from a product to pages elsewhere: its producer and its officer add and remove them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from accounts.http import sent
from catalog import desk
from catalog.access import post, product_overseen, product_to_manage
from catalog.stalls import frame
from traceability import access
from traceability.actions.links import TooManyLinks, add_link, remove_link
from traceability.forms import LinkForm
from traceability.forms.links import name_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from catalog.models import Product


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def links(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    mine = product_to_manage(request.user, producer, slug)
    around = {
        "layout": "layouts/workspace.html",
        "back": reverse("workspace:product", args=[producer, slug]),
        **frame(mine.producer, "workspace:products"),
    }
    return _page(request, mine, around)


@login_required
@require_POST
def link_removal(request: SignedInRequest, producer: str, slug: str, pk: int) -> HttpResponse:
    mine = product_to_manage(request.user, producer, slug)
    _remove(request, mine, pk)
    return redirect("traceability:links", producer, slug)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def overseen_links(request: SignedInRequest, slug: str) -> HttpResponse:
    product = product_overseen(request.user, slug)
    around = {
        "layout": "layouts/officer.html",
        "back": product.get_absolute_url() if product.is_listed else "",
        **desk.frame(post(request.user), ""),
    }
    return _page(request, product, around)


@login_required
@require_POST
def overseen_link_removal(request: SignedInRequest, slug: str, pk: int) -> HttpResponse:
    product = product_overseen(request.user, slug)
    _remove(request, product, pk)
    return redirect("oversight:links", slug)


def _page(request: SignedInRequest, product: Product, around: Mapping[str, object]) -> HttpResponse:
    """The links there are, and a form for one more; each removal is asked for beside its link."""
    form = LinkForm(sent(request))
    if form.is_valid() and _add(request, product, form):
        return redirect(request.path)
    rows = [(link, name_of(link.link_type)) for link in product.external_links.all()]
    context = {"form": form, "product": product, "links": rows, **around}
    status = 422 if form.errors else 200
    return render(request, "traceability/links.html", context, status=status)


def _add(request: SignedInRequest, product: Product, form: LinkForm) -> bool:
    try:
        added = add_link(product=product, by=request.user, at=now(), **form.cleaned_data)
    except TooManyLinks as refusal:
        form.add_error(None, refusal)
        return False
    messages.success(request, _("Đã thêm liên kết %(title)s.") % {"title": added.title})
    return True


def _remove(request: SignedInRequest, product: Product, pk: int) -> None:
    remove_link(link=access.link_of(product, pk), by=request.user, at=now())
    messages.success(request, _("Đã bỏ liên kết."))
