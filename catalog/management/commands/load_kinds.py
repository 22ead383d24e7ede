"""``manage.py load_kinds``: groups, shelves, criteria sets and what the law asks of them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.management.base import BaseCommand
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import CriteriaSet, Policy, ProductGroup, Shelf
from catalog.tables import rows


class Command(BaseCommand):
    help = "Load the 6 groups, 16 shelves, 26 criteria sets and their policies."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        for row in rows("kinds/groups.csv"):
            ProductGroup.objects.update_or_create(number=row.pop("number"), defaults=row)
        for row in rows("kinds/shelves.csv"):
            Shelf.objects.update_or_create(slug=row.pop("slug"), defaults=row)
        for row in rows("kinds/sets.csv"):
            CriteriaSet.objects.update_or_create(
                number=row["number"],
                defaults={
                    "group_id": row["group"],
                    "shelf_id": row["shelf"],
                    "name": row["name"],
                },
            )
        for row in rows("kinds/policies.csv"):
            _put_policy(row)
        self.stdout.write(_("Đã có nhóm, kệ hàng, bộ tiêu chí và quy định theo loại hàng."))


def _put_policy(row: dict[str, str]) -> None:
    """A rule is known by its kind of goods and its first day; a new law is a new row."""
    flags = ("needs_licence", "needs_declaration", "is_fresh", "may_be_promoted")
    Policy.objects.update_or_create(
        criteria_set_id=int(row["criteria_set"]),
        valid_from=date.fromisoformat(row["valid_from"]),
        defaults={
            "minimum_age": row["minimum_age"],
            "warning": row["warning"],
            "legal_basis": row["legal_basis"],
            **{flag: row[flag] == "1" for flag in flags},
        },
    )
