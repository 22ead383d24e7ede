"""What accounts hold: always the sum of their legs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import connection, transaction
from django.db.models import Max, Sum

from marketplace.ledger.models import Account, LedgerTransaction, Leg

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


def kept_balance(code: str) -> int:
    """As :func:`balance`, of an account that is never overdrawn and keeps it. One row is read."""
    row = Account.objects.filter(code=code, may_be_overdrawn=False).values_list("balance").first()
    return row[0] if row else 0


def last_for_good() -> int:
    """The key of a transaction: under no lower one will anything appear any more.

    Keys are given out before their rows are seen: on PostgreSQL whoever writes is let finish, for
    a second; what takes longer is an ``OperationalError``. Not called in a transaction.
    """
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET LOCAL lock_timeout = '1s'")
            cursor.execute(f"LOCK TABLE {LedgerTransaction._meta.db_table} IN SHARE MODE")
        return LedgerTransaction.objects.aggregate(n=Max("pk"))["n"] or 0


def posted(keys: Collection[str]) -> set[str]:
    """Those of the keys under which something is booked. One query."""
    rows = LedgerTransaction.objects.filter(key__in=keys).order_by()
    return set(rows.values_list("key", flat=True))
