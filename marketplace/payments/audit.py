"""Whether what goes back agrees with what is owed and with what came."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import F, Q, Sum

from marketplace.orders.models import Line, Order, RefundDue
from marketplace.payments.models import Payment, Receipt, Refund

if TYPE_CHECKING:
    from collections.abc import Iterator


def refunded_otherwise() -> Iterator[str]:
    """Every payment whose refunds add up to something else than it says. One query."""
    wrong = Payment.objects.annotate(n=Sum("refunds__amount", default=0)).exclude(n=F("refunded"))
    for reference, said, n in wrong.order_by("pk").values_list("reference", "refunded", "n"):
        yield f"payment {reference}: says {said} went back, its refunds say {n}"


def received_otherwise() -> Iterator[str]:
    """Every payment whose receipts add up to something else than it says. One query.

    What its bank took away again counts or not: a part no longer does, what was used still does.
    """
    counted = Q(receipts__state__in=Receipt.COUNTED)
    with_gone = counted | Q(receipts__state=Receipt.State.REVERSED)
    wrong = Payment.objects.annotate(
        least=Sum("receipts__amount", filter=counted, default=0),
        most=Sum("receipts__amount", filter=with_gone, default=0),
    ).exclude(received__gte=F("least"), received__lte=F("most"))
    for reference, said, n in wrong.order_by("pk").values_list("reference", "received", "least"):
        yield f"payment {reference}: says {said} came, its receipts say {n}"


def paid_back_otherwise() -> Iterator[str]:
    """Every refund of another sum, or out of another order's payment, than what is owed."""
    same = Refund.objects.filter(due__isnull=False)
    right = {"amount": F("due__amount"), "payment__group": F("due__order__group")}
    for key, amount, owed in (
        same.exclude(**right).order_by("pk").values_list("key", "amount", "due__amount")
    ):
        yield f"refund {key}: gives {amount}, owed is {owed} of another order or sum"
    straight = same.filter(payment__order__isnull=False).exclude(payment__order=F("due__order"))
    for key in straight.order_by("pk").values_list("key", flat=True):
        yield f"refund {key}: is paid from another order's money"


def owed_otherwise() -> Iterator[str]:
    """Every line, and every delivery fee, of which more is owed back than was paid."""
    lines = Line.objects.annotate(n=Sum("refunds_due__amount")).filter(n__isnull=False)
    for line in lines.select_related("order").order_by("pk"):
        if line.n > line.paid:
            yield f"order {line.order}, line {line.pk}: owes {line.n}, paid was {line.paid}"
    fees = RefundDue.objects.filter(line__isnull=True, amount__gt=F("order__delivery_fee"))
    for code, amount in fees.order_by("pk").values_list("order__code", "amount"):
        yield f"order {code}: owes {amount} of its delivery fee"
    unpaid = Order.objects.filter(refunds_due__isnull=False, paid_at__isnull=True).distinct()
    for code in unpaid.order_by("pk").values_list("code", flat=True):
        yield f"order {code}: owes something back that was never paid"
