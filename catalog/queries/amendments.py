"""Proposals of producers, as officers and producers read them."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from catalog.models import Amendment, CriteriaSet, Product

if TYPE_CHECKING:
    from collections.abc import Iterable


class Told(NamedTuple):
    """A proposal with the name of its field and both values in words."""

    amendment: Amendment
    label: str
    before: str
    after: str


def told(amendments: Iterable[Amendment]) -> list[Told]:
    """In their order. One query more where a kind of goods is asked for."""
    rows = list(amendments)
    kinds = {one for row in rows if row.field == "criteria_set" for one in (row.before, row.after)}
    names = (
        {str(one.pk): str(one) for one in CriteriaSet.objects.filter(pk__in=kinds)} if kinds else {}
    )
    return [
        Told(
            row,
            _label(row.field),
            names.get(row.before, row.before),
            names.get(row.after, row.after),
        )
        if row.field == "criteria_set"
        else Told(row, _label(row.field), row.before, row.after)
        for row in rows
    ]


def _label(field: str) -> str:
    return str(Product._meta.get_field(field).verbose_name)  # type: ignore[union-attr]  # a plain field
