"""``manage.py load_requirements``: what the laws ask of the page behind a label."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils.translation import gettext as _

from catalog.models import CriteriaSet
from catalog.tables import rows
from traceability.models import Requirement

TABLE = "law/requirements.csv"
WORDS = ("law_en", "article", "label", "label_en", "how", "how_en", "fact", "legal_basis", "url")


class Command(BaseCommand):
    help = "Load what Circular 02/2024 and Decree 37/2026 ask to be known of each lot."

    @transaction.atomic
    def handle(self, *_args: Any, **_options: Any) -> None:
        for row in rows(TABLE):
            _put(row)
        self.stdout.write(_("Đã có danh mục luật yêu cầu với hồ sơ của lô."))


def _put(row: dict[str, str]) -> None:
    """A row is known by its law, number and first day; a last day that operators set stays."""
    begun = date.fromisoformat(row["valid_from"])
    known = Requirement.objects.filter(law=row["law"], number=row["number"], valid_from=begun)
    requirement = known.first() or Requirement(
        law=row["law"], number=int(row["number"]), valid_from=begun
    )
    for name in WORDS:
        setattr(requirement, name, row[name])
    if row["valid_until"]:
        requirement.valid_until = date.fromisoformat(row["valid_until"])
    try:
        requirement.full_clean()
    except ValidationError as refusal:
        raise CommandError(f"{TABLE}, {requirement}: {' '.join(refusal.messages)}") from refusal
    requirement.save()
    requirement.criteria_sets.set(_kinds(row["criteria_sets"], requirement))


def _kinds(written: str, requirement: Requirement) -> list[CriteriaSet]:
    numbers = written.split()
    kinds = list(CriteriaSet.objects.filter(number__in=numbers))
    if len(kinds) != len(set(numbers)):
        raise CommandError(f"{TABLE}, {requirement}: criteria_sets {written}?")
    return kinds
