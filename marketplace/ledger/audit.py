"""Whether the ledger is what was posted: worked out again from its rows, whoever wrote them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db.models import Count, F, Q, Sum

from marketplace.ledger.actions import fingerprint
from marketplace.ledger.models import Account, LedgerTransaction, Leg

if TYPE_CHECKING:
    from collections.abc import Iterator

AT_ONCE = 2_000


def unbalanced() -> Iterator[str]:
    """Every transaction whose legs are fewer than two or do not add up. One query."""
    legs = LedgerTransaction.objects.annotate(n=Count("legs"), over=Sum("legs__amount"))
    wrong = legs.filter(Q(n__lt=2) | ~Q(over=0)).order_by("pk")
    for key, n, over in wrong.values_list("key", "n", "over"):
        yield f"ledger {key}: {n} legs come to {over or 0}"


def altered() -> Iterator[str]:
    """Every transaction that says other legs than it has, or has another fingerprint."""
    rows = LedgerTransaction.objects.order_by("pk").prefetch_related("legs__account")
    for row in rows.iterator(chunk_size=AT_ONCE):
        legs = {leg.account.code: leg.amount for leg in row.legs.all()}
        if legs != row.amounts or fingerprint(row.kind, legs) != row.fingerprint:
            yield f"ledger {row.key}: is not what was posted"


def kept_otherwise() -> Iterator[str]:
    """Every account that keeps another balance than its legs give. One query."""
    kept = Account.objects.filter(may_be_overdrawn=False).annotate(n=Sum("legs__amount", default=0))
    wrong = kept.exclude(n=F("balance")).order_by("code")
    for code, balance, n in wrong.values_list("code", "balance", "n"):
        yield f"account {code}: keeps {balance}, its legs give {n}"


def whole() -> Iterator[str]:
    """All of it adds up to nothing. One query."""
    over = Leg.objects.aggregate(n=Sum("amount", default=0))["n"]
    if over:
        yield f"ledger: all legs together come to {over}"
