"""What `manage.py migrate` and `check --database default` say before a market opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.core import checks
from django.db import DEFAULT_DB_ALIAS, connection

from marketplace.payments.models import BankAccount
from marketplace.selling.queries import is_straight

if TYPE_CHECKING:
    from collections.abc import Sequence

NOBODY_IS_PAID = checks.Warning(
    "SETTLEMENT=direct, and no producer has a confirmed account: nothing can be bought.",
    hint="Operators compare accounts at /chi-tra/tai-khoan/ (docs/settlement.md).",
    id="marketplace.W001",
)


@checks.register(checks.Tags.database)
def somebody_can_be_paid(
    *,
    databases: Sequence[str] | None = None,
    **_told: object,
) -> list[checks.Warning]:
    """Where buyers pay producers straight, goods sell once somebody has looked at an account.

    Before the first migration there is nothing to look at.
    """
    if not is_straight() or DEFAULT_DB_ALIAS not in (databases or ()):
        return []
    is_there = BankAccount._meta.db_table in connection.introspection.table_names()
    if not is_there or BankAccount.objects.confirmed().exists():
        return []
    return [NOBODY_IS_PAID]
