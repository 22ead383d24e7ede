"""A stall's products, packs and pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template.response import TemplateResponse
from django.urls import reverse
from django.utils.timezone import localdate, now
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from accounts.http import sent
from catalog import access, pictures
from catalog.actions import products as actions
from catalog.queries.amendments import told
from catalog.readiness import what_is_missing
from catalog.stalls import frame
from marketplace.selling.queries import may_be_paid
from marketplace.workspace import queries
from marketplace.workspace.forms.products import (
    FirstListingForm,
    PackForm,
    PayoutForm,
    PhotoForm,
    ProductForm,
)

if TYPE_CHECKING:
    from accounts.http import SignedInRequest
    from catalog.models import Pack, Producer, Product

HERE = "workspace:products"
ROWS_A_PAGE = 20


@login_required
@never_cache
@require_GET
def products(request: SignedInRequest, producer: str) -> HttpResponse:
    mine = access.stall(request.user, producer)
    found = Paginator(queries.products_of(mine, on=localdate()), ROWS_A_PAGE)
    context = {
        "rows": found.get_page(request.GET.get("trang")),
        "may_be_paid": may_be_paid(mine),
        "today": localdate(),
        **frame(mine, HERE),
    }
    return TemplateResponse(request, "workspace/products.html", context)


@login_required
@never_cache
@require_GET
def net(request: SignedInRequest, producer: str) -> HttpResponse:
    """What reaches the stall of a price, in words, while it is typed; nothing for nonsense."""
    mine, asked = access.stall(request.user, producer), PayoutForm(request.GET)
    told = queries.net_of(mine, asked.cleaned_data["gia"]) if asked.is_valid() else ""
    return HttpResponse(told, content_type="text/plain; charset=utf-8")


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def new_product(request: SignedInRequest, producer: str) -> HttpResponse:
    """Five things are enough to begin with; the page that follows says what else is missing."""
    mine = access.stall(request.user, producer)
    form = FirstListingForm(sent(request), request.FILES or None)
    if form.is_valid():
        made = _list_first(request, mine, form)
        messages.success(
            request, _("Đã ghi «%(name)s». Còn vài mục nữa là lên kệ.") % {"name": made}
        )
        return redirect("workspace:product", mine.slug, made.slug)
    return _page(request, "workspace/new_product.html", {"form": form, **frame(mine, HERE)})


def _list_first(request: SignedInRequest, mine: Producer, form: FirstListingForm) -> Product:
    photo = form.cleaned_data["picture"]
    return actions.list_first(
        producer=mine,
        fields={name: form.cleaned_data[name] for name in ("name", "criteria_set")},
        pack=form.first_pack,
        sizes=pictures.sizes(photo) if photo else None,
        size=photo.size if photo else (0, 0),
        by=request.user,
        at=now(),
    )


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def product(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    form = ProductForm(sent(request), instance=mine)
    if form.is_valid():
        fields = dict(form.cleaned_data)
        asked = actions.change_product(
            product=mine, why=fields.pop("why"), fields=fields, by=request.user, at=now()
        )
        messages.success(
            request, _("Đã gửi cán bộ duyệt; phần khác đã lưu.") if asked else _("Đã lưu.")
        )
        return redirect("workspace:product", producer, slug)
    return _product_page(request, mine, form, PhotoForm())


@login_required
@require_POST
def publication(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    try:
        actions.publish_product(product=mine, by=request.user, at=now())
    except actions.NotReady as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        messages.success(request, _("%(name)s đã lên kệ.") % {"name": mine})
    return redirect("workspace:product", producer, slug)


@login_required
@require_POST
def withdrawal(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    actions.withdraw_product(product=mine, by=request.user, at=now())
    messages.success(request, _("%(name)s đã xuống kệ.") % {"name": mine})
    return redirect("workspace:product", producer, slug)


@login_required
@require_POST
def photos(request: SignedInRequest, producer: str, slug: str) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    form = PhotoForm(request.POST, request.FILES)
    if form.is_valid():
        try:
            _keep_photo(request, mine, form)
        except actions.TooManyPhotos as refusal:
            form.add_error("picture", refusal)
        else:
            messages.success(request, _("Đã thêm ảnh."))
            return redirect("workspace:product", producer, slug)
    return _product_page(request, mine, ProductForm(instance=mine), form)


@login_required
@never_cache
@require_http_methods(["GET", "POST"])
def pack(request: SignedInRequest, producer: str, slug: str, pk: int | None = None) -> HttpResponse:
    mine = access.product_to_manage(request.user, producer, slug)
    known = None if pk is None else access.pack_of(mine, pk)
    form = PackForm(sent(request), instance=known)
    form.fields["price"].widget.attrs["data-payout"] = reverse("workspace:net", args=[producer])
    if form.is_valid() and _saved_pack(request, mine, known, form):
        messages.success(request, _("Đã lưu quy cách và giá."))
        return redirect("workspace:product", producer, slug)
    payout = queries.net_of(mine.producer, known.price) if known else ""
    shown = {"form": form, "product": mine, "known": known, "payout": payout}
    context = {**shown, **frame(mine.producer, HERE)}
    return _page(request, "workspace/pack.html", context)


def _saved_pack(
    request: SignedInRequest, mine: Product, known: Pack | None, form: PackForm
) -> bool:
    try:
        actions.save_pack(
            product=mine, pack=known, fields=form.cleaned_data, by=request.user, at=now()
        )
    except actions.GtinTaken as refusal:
        form.add_error(None, refusal)
        return False
    return True


def _keep_photo(request: SignedInRequest, mine: Product, form: PhotoForm) -> None:
    photo = form.cleaned_data["picture"]
    width, height = photo.size
    actions.add_photo(
        product=mine,
        sizes=pictures.sizes(photo),
        width=width,
        height=height,
        description=form.cleaned_data["description"],
        by=request.user,
        at=now(),
    )


def _product_page(
    request: SignedInRequest, mine: Product, form: ProductForm, photo_form: PhotoForm
) -> HttpResponse:
    waiting = told(mine.amendments.waiting())
    form.tell_waiting(waiting)
    context = {
        "product": mine,
        "waiting": waiting,
        "is_cleared": mine.is_cleared(on=localdate()),
        "form": form,
        "photo_form": photo_form,
        "photos": mine.photos.all(),
        "packs": queries.priced_packs(mine),
        "missing": what_is_missing(mine, on=localdate()),
        "may_be_paid": may_be_paid(mine.producer),
        **frame(mine.producer, HERE),
    }
    return _page(request, "workspace/product.html", context)


def _page(request: SignedInRequest, template: str, context: dict[str, object]) -> HttpResponse:
    """A form sent in that comes back as a page was refused: 422."""
    status = 422 if request.method == "POST" else 200
    return TemplateResponse(request, template, context, status=status)
