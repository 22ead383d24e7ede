"""The page of one order, with whatever form on it was refused just now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.template.response import TemplateResponse

from catalog.stalls import frame
from marketplace.orders.actions.cancelling import stage
from marketplace.orders.actions.packing import MOST_PARCELS
from marketplace.orders.consequences import Stage
from marketplace.orders.queries import orders_in_full, walk
from marketplace.talks.models import Side
from marketplace.talks.queries import unread_of
from marketplace.workspace import desk
from marketplace.workspace.forms.changes import ShorteningForm, WeighingForm
from marketplace.workspace.forms.parcels import HandOverForm, ItemForm, SendingForm

if TYPE_CHECKING:
    from collections.abc import Sequence

    from django.forms import Form
    from django.http import HttpResponse

    from accounts.http import SignedInRequest
    from marketplace.orders.models import Order

HERE = "workspace:orders"


def _meant(request: SignedInRequest) -> dict[str, str]:
    """Which parcel was being packed, as the address says."""
    told = request.GET.get("kien", "")
    return {"number": told} if told.isdecimal() and told.isascii() else {}


def _with_forms(
    row: desk.PackingLine, refused: Form | None, of: int
) -> tuple[desk.PackingLine, Form, Form]:
    """A row with its forms for fewer packs and for a weight, each with ids of its own."""
    mine = refused if of == row.line.pk else None
    ids = f"{row.line.pk}-%s"
    short = mine if isinstance(mine, ShorteningForm) else ShorteningForm(auto_id=ids)
    weigh = mine if isinstance(mine, WeighingForm) else WeighingForm(auto_id=ids)
    return row, short, weigh


def _is_missing_some(order: Order, rows: Sequence[desk.PackingLine]) -> bool:
    return order.state == order.State.AWAITING_PICKUP and any(row.missing > 0 for row in rows)


def order_page(
    request: SignedInRequest, found: Order, *, refused: Form | None = None, of: int = 0
) -> HttpResponse:
    """Everything of one order. ``refused`` is a form with errors, ``of`` its parcel or line."""
    full = orders_in_full(found.group).get(pk=found.pk)
    full.group, full.producer = found.group, found.producer
    rows, parcels = desk.packing(full), desk.parcels_of(full)
    asked = desk.request_of(full)
    item_form = refused if isinstance(refused, ItemForm) else ItemForm(initial=_meant(request))
    context = {
        "order": full,
        "walk": walk(full),
        "table": [_with_forms(row, refused, of) for row in rows],
        "parcels": parcels,
        "next": desk.next_step(full, rows, parcels, asked),
        "asked": asked,
        "stage": stage(full),
        "may_cancel": stage(full) != Stage.SENT,
        "may_add": len(parcels) < MOST_PARCELS,
        "item_form": item_form,
        "to_scan": bool(item_form.errors) or _is_missing_some(full, rows),
        "hand_over_form": refused if isinstance(refused, HandOverForm) else HandOverForm(),
        "sending_form": refused if isinstance(refused, SendingForm) else SendingForm(),
        "refused_of": of if refused else 0,
        "unread": unread_of([full], Side.STALL).get(full.pk, 0),
        "now_packing": item_form["number"].value(),
        **frame(found.producer, HERE),
    }
    status = 422 if refused else 200
    return TemplateResponse(request, "workspace/order.html", context, status=status)
