"""How far a recall is, and what its report says: numbers only, and orders by their codes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.db.models import Count, Q, Sum

from marketplace.orders.models import OrderGroup, RecalledLine, RecallLetter, RefundDue
from marketplace.recalls.queries.unfound import count_unfound
from traceability.models import Lot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from traceability.models import Recall

Outcome = RecalledLine.Outcome


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """Packs made, kept and out; letters to write, told and read; packs returned; đồng prepared.

    ``unfound`` are lines whose buyers are not written down yet: nobody is told before all are.
    """

    made: int
    kept: int
    out: int
    waiting: int
    replaced: int
    withdrawn: int
    returned: int
    letters: int
    told: int
    read: int
    refunds: int
    refunded: int
    unfound: int

    @property
    def is_told(self) -> bool:
        return not self.waiting and not self.unfound and self.told == self.letters


def progress(recall: Recall) -> Progress:
    """Four queries, one more before anybody is told, however much was sold."""
    letters = RecallLetter.objects.filter(recall=recall).aggregate(
        letters=Count("pk"), told=Count("told_at"), read=Count("read_at")
    )
    lines = RecalledLine.objects.filter(recall=recall).aggregate(
        returned=Sum("returned"),
        **{name: Sum("packs", filter=Q(outcome=name)) for name in Outcome.values},
    )
    lines.pop("cancelled")
    due = RefundDue.objects.filter(recall=recall).aggregate(
        refunds=Count("order", distinct=True), refunded=Sum("amount")
    )
    sums = lines | due | _packs(recall)
    unfound = count_unfound(recall) if letters["letters"] and not letters["told"] else 0
    return Progress(**letters, unfound=unfound, **{name: n or 0 for name, n in sums.items()})


def _packs(recall: Recall) -> dict[str, int | None]:
    """Of a recall of single items, the items; else the packs of all its lots."""
    if recall.scope == recall.Scope.ITEMS:
        count = recall.items.count()
        out = RecalledLine.objects.filter(recall=recall, outcome=Outcome.OUT)
        return {"made": count, "kept": count - (out.aggregate(n=Sum("packs"))["n"] or 0)}
    lots = Lot.objects.filter(recalled__recall=recall)
    return dict(lots.aggregate(made=Sum("packed"), kept=Sum("on_hand")))


def lines_out(recall: Recall) -> QuerySet[RecalledLine]:
    """What buyers hold, to be noted when it comes back; what has not come first."""
    out = RecalledLine.objects.filter(recall=recall, outcome=Outcome.OUT)
    return out.select_related("line__order").order_by("returned", "pk")


def of_buyer(recall: Recall, group: OrderGroup) -> QuerySet[RecalledLine]:
    return RecalledLine.objects.filter(recall=recall, group=group).select_related("line")


def due_to(recall: Recall, group: OrderGroup) -> int:
    """Đồng prepared for this buyer."""
    due = RefundDue.objects.filter(recall=recall, order__group=group)
    return due.aggregate(n=Sum("amount"))["n"] or 0


def report(recall: Recall) -> list[tuple[RecalledLine, int]]:
    """Every line that was found, with the đồng due for it."""
    due = dict(
        RefundDue.objects.filter(recall=recall, line__isnull=False)
        .values_list("line")
        .annotate(sum=Sum("amount"))
    )
    lines = RecalledLine.objects.filter(recall=recall).select_related("line__order")
    return [(line, due.get(line.line_id, 0)) for line in lines.order_by("pk")]
