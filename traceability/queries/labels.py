"""Labels of a lot: how many were issued, and the codes of a run in their order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from traceability.models import ItemCode, LabelRun, Lot


def codes_issued(lot: Lot) -> int:
    """Over all runs of the lot."""
    return int(lot.runs.aggregate(n=Sum("count"))["n"] or 0)


def codes_to_print(run: LabelRun) -> QuerySet[ItemCode]:
    """In the order they were issued, with all a label says."""
    return run.codes.select_related("lot__pack__product__producer").order_by("pk")
