"""The rules of claims as they ship, read from their table."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from catalog.tables import rows
from marketplace.rights.models import ClaimRule

TABLE = "law/claim_rules.csv"


@transaction.atomic
def load_rules() -> int:
    """Add the rules that ship and are not there; say how many. What operators changed stays."""
    added = 0
    for row in rows(TABLE):
        begins, ends = date.fromisoformat(row.pop("valid_from")), row.pop("valid_until") or None
        named = {"goods": row.pop("goods"), "kind": row.pop("kind"), "valid_from": begins}
        told = {**row, "valid_until": ends}
        added += ClaimRule.objects.get_or_create(**named, defaults=told)[1]
    return added
