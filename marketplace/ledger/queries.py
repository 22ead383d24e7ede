"""What accounts hold: always the sum of their legs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Sum

from marketplace.ledger.models import LedgerTransaction, Leg

if TYPE_CHECKING:
    from collections.abc import Collection


def balance(code: str) -> int:
    """Đồng on an account, debits positive; 0 for one that was never used."""
    return balances([code])[code]


def balances(codes: Collection[str]) -> dict[str, int]:
    """Đồng on each of these accounts. One query."""
    sums = Leg.objects.filter(account__code__in=codes).values_list("account__code")
    found = dict(sums.annotate(n=Sum("amount")).order_by())
    return {code: found.get(code, 0) for code in codes}


def balances_like(prefix: str) -> dict[str, int]:
    """Đồng on each account whose code begins so, and that was used. One query."""
    sums = Leg.objects.filter(account__code__startswith=prefix).values_list("account__code")
    return dict(sums.annotate(n=Sum("amount")).order_by("account__code"))


def posted(keys: Collection[str]) -> set[str]:
    """Those of the keys under which something is booked. One query."""
    rows = LedgerTransaction.objects.filter(key__in=keys).order_by()
    return set(rows.values_list("key", flat=True))
