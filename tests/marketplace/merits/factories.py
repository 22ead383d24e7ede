"""A small sheet of one item, and a mark on it with a paper."""

from __future__ import annotations

from datetime import date

from django.core.files.base import ContentFile
from factory import LazyAttribute
from factory.django import DjangoModelFactory

from marketplace.merits.models import ScoreEdition, SelfMark
from tests.factories import MIDDAY

STARTS = {"two_from": 30, "three_from": 50, "four_from": 70, "five_from": 90}


def sheet_for(kind):
    """One item with two answers, of an edition of its own."""
    told = {"name": "Quyết định mẫu", "valid_from": date(2023, 2, 24)}
    edition = ScoreEdition.objects.create(code="mau", **told, **STARTS)
    sheet = edition.sheets.create(criteria_set=kind)
    item = sheet.items.create(number=1, part="A", criterion="1. MẪU")
    for points in (0, 5):
        item.options.create(points=points, words=f"Được {points}")
    return sheet


class SelfMarkFactory(DjangoModelFactory[SelfMark]):
    class Meta:
        model = SelfMark

    option = LazyAttribute(lambda mark: mark.item.options.get(points=5))
    points = 5
    note = "Hợp đồng mẫu"
    file = LazyAttribute(lambda _mark: ContentFile(b"%PDF-1.4 mau", name="mau.pdf"))
    sha256 = "0" * 64
    marked_at = MIDDAY
