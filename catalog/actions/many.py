"""Many products and packs at once, in as few statements as a handful takes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.utils.timezone import localdate

from accounts.models import Entry, label
from catalog.actions.gate import settle
from catalog.folding import slug
from catalog.models import Pack, Product, TradeItem

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence
    from datetime import datetime

    from accounts.models import User
    from catalog.models import CriteriaSet, Producer

AT_A_TIME = 500
PRICED = ("name", "net_content", "net_unit", "gross_weight", "price", "gtin", "is_active")


@transaction.atomic
def draft_many(
    *,
    producer: Producer,
    named: Mapping[str, CriteriaSet],
    by: User,
    at: datetime,
) -> list[Product]:
    """Begin products by their names, each of a kind of goods; nobody sees them yet."""
    slugs = _free_slugs(named)
    rows = []
    for name, kind in named.items():
        row = Product(producer=producer, province=producer.province, commune=producer.commune)
        row.name, row.criteria_set, row.shelf, row.slug = name, kind, kind.shelf, next(slugs)
        row.searchable = row.text_to_search()
        rows.append(row)
    made = Product.objects.bulk_create(rows, batch_size=AT_A_TIME)
    settle(products=Product.objects.filter(producer=producer, cleared_until=None), on=localdate(at))
    _note(producer, "drafted", [(one, {}) for one in made], by, at)
    return made


@transaction.atomic
def add_many(*, producer: Producer, packs: Sequence[Pack], by: User, at: datetime) -> list[Pack]:
    """Add packs that were judged before. IntegrityError where a GTIN stands for another."""
    made = Pack.objects.bulk_create(packs, batch_size=AT_A_TIME)
    _number(made)
    told = [(one, {"before": None, "after": one.price}) for one in made]
    _note(producer, "priced", told, by, at)
    return made


@transaction.atomic
def change_many(
    *, producer: Producer, changed: Mapping[int, Mapping[str, Any]], by: User, at: datetime
) -> list[Pack]:
    """New values of packs by their keys; all packs are this producer's, or none is changed."""
    mine = Pack.objects.select_for_update(of=("self",)).filter(product__producer=producer)
    packs = list(mine.filter(pk__in=changed).order_by("pk"))
    if len(packs) != len(changed):
        raise Pack.DoesNotExist
    told = []
    for pack in packs:
        before = pack.price
        for name, value in changed[pack.pk].items():
            setattr(pack, name, value)
        told.append((pack, {"before": before, "after": pack.price}))
    Pack.objects.bulk_update(packs, PRICED, batch_size=AT_A_TIME)
    _number([pack for pack in packs if "gtin" in changed[pack.pk]])
    _note(producer, "priced", told, by, at)
    return packs


def _number(packs: Collection[Pack]) -> None:
    """A GTIN stays its pack's for ever."""
    numbered = [pack for pack in packs if pack.gtin]
    known = TradeItem.objects.filter(pack__in=numbered).values_list("gtin", "pack_id")
    there = set(known)
    fresh = [one for one in numbered if (one.gtin, one.pk) not in there]
    items = [TradeItem(gtin=one.gtin or "", pack=one) for one in fresh]
    TradeItem.objects.bulk_create(items, batch_size=AT_A_TIME)


def _note(
    producer: Producer,
    verb: str,
    told: Sequence[tuple[Any, dict[str, Any]]],
    by: User,
    at: datetime,
) -> None:
    whom = label(producer)
    entries = [
        Entry(actor=by, verb=verb, subject=label(one), on_behalf_of=whom, detail=detail, at=at)
        for one, detail in told
    ]
    Entry.objects.bulk_create(entries, batch_size=AT_A_TIME)


def _free_slugs(names: Collection[str]) -> Iterator[str]:
    """One for each name, in their order; with a number behind it where there is one already."""
    taken = set(Product.objects.values_list("slug", flat=True))
    for name in names:
        wanted = found = slug(name) or "chua-dat-ten"
        number = 2
        while found in taken:
            found, number = f"{wanted}-{number}", number + 1
        taken.add(found)
        yield found
