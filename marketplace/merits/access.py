"""The doors to a product's self-assessment and the papers in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.http import Http404
from django.shortcuts import get_object_or_404

from catalog.access import product_to_manage
from marketplace.merits.models import SelfMark
from marketplace.merits.queries.assessment import Assessment, Row, assessment

if TYPE_CHECKING:
    from datetime import date

    from accounts.models import User


@dataclass(frozen=True, slots=True)
class Asked:
    """One item of a product's sheet."""

    whole: Assessment
    row: Row


def assessment_to_manage(user: User, producer: str, slug: str, *, on: date) -> Assessment | None:
    """Of a product of a stall for which this person acts; None while its sheet is not loaded."""
    return assessment(product_to_manage(user, producer, slug), on=on)


def sheet_to_manage(user: User, producer: str, slug: str, *, on: date) -> Assessment:
    """The same; 404 where there is no sheet."""
    found = assessment_to_manage(user, producer, slug, on=on)
    if found is None:
        raise Http404
    return found


def item_to_mark(user: User, producer: str, slug: str, number: int, *, on: date) -> Asked:
    """One item of it, by its number on the sheet."""
    whole = sheet_to_manage(user, producer, slug, on=on)
    row = whole.row(number)
    if row is None:
        raise Http404
    return Asked(whole, row)


def paper_to_read(user: User, producer: str, slug: str, number: int) -> SelfMark:
    """The paper that was sent with a mark, for those who act for the stall alone."""
    product = product_to_manage(user, producer, slug)
    marks = SelfMark.objects.filter(product=product, item__number=number).exclude(file="")
    return get_object_or_404(marks.order_by("-marked_at", "-pk")[:1])
