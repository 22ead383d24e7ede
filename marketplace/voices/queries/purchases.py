"""What somebody bought and may say something of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Exists, OuterRef, Q

from marketplace.orders.models import Allocation, Line
from marketplace.voices.models import Review
from traceability.models import ItemCode, Lot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from catalog.models import Product
    from marketplace.orders.models import OrderGroup


def lots_received(line: Line) -> list[Lot]:
    """The lots from which packs of this line left."""
    shipped = Allocation.objects.filter(line=line, state=Allocation.State.SHIPPED)
    return list(Lot.objects.filter(pk__in=shipped.values("lot")).order_by("pk"))


def lines_handed_over() -> QuerySet[Line]:
    """Lines some of which left for their buyer, the newest first."""
    gone = Allocation.objects.filter(line=OuterRef("pk"), state=Allocation.State.SHIPPED)
    lines = Line.objects.filter(Exists(gone), order__shipped_at__isnull=False)
    return lines.select_related("order__group").order_by("-pk")


def of_code(code: str) -> Q | None:
    """Which lines a printed code may come from: an item's own, or any of a lot; None of no code."""
    item = ItemCode.objects.filter(serial=code).values_list("pk", "lot__trace_code").first()
    if item:
        return Q(items__code=item[0])
    if Lot.objects.filter(trace_code=code).exists():
        shipped = Allocation.objects.filter(lot__trace_code=code, state=Allocation.State.SHIPPED)
        return Q(pk__in=shipped.values("line"))
    return None


def of_product(product: Product) -> Q:
    return Q(pack__product=product)


def lot_of_code(code: str) -> Lot | None:
    """The lot that a code is of, as an item's or as its own."""
    lots = Lot.objects.select_related("pack__product__producer")
    return lots.filter(Q(codes__serial=code) | Q(trace_code=code)).first()


def reviews_of_group(group: OrderGroup) -> dict[int, Review]:
    """The reviews of one checkout by the key of their line."""
    written = Review.objects.filter(line__order__group=group, withdrawn_at__isnull=True)
    return {review.line_id: review for review in written}
