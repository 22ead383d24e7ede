"""Importing the register: everything in it or nothing of it, and again without harm."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum

from django.db import transaction

from accounts import journal
from accounts.models import User
from catalog.folding import fold, slug
from catalog.models import Producer, Product, Recognition
from catalog.register.rows import Row

NOBODY = "Chưa rõ chủ thể"  # how the register's silence about a maker is named on screen


class Outcome(StrEnum):
    """What an import does with one row."""

    NEW = "new"
    CHANGED = "changed"
    UNCHANGED = "unchanged"
    LEFT = "left"  # its producer has come and looks after it alone


@dataclass(slots=True)
class Report:
    """How many rows had which outcome, and which lines changed what."""

    counts: Counter[Outcome] = field(default_factory=Counter)
    changes: list[tuple[int, Outcome, str, list[str]]] = field(default_factory=list)

    def note(self, row: Row, outcome: Outcome, fields: list[str]) -> None:
        self.counts[outcome] += 1
        if outcome in {Outcome.NEW, Outcome.CHANGED}:
            self.changes.append((row.line, outcome, row.name, fields))


@transaction.atomic
def import_rows(
    *,
    rows: Iterable[Row],
    at: datetime,
    by: User | None = None,
    write: bool = True,
    tick: Callable[[], object] = lambda: None,
) -> Report:
    """Put checked rows of the register into the catalog as unclaimed listings.

    With ``write=False`` nothing changes and the report says what would. ``tick`` is called after
    each row. A product of a claimed producer is left as its producer keeps it. The register's
    prices are never taken over, and its stars stay unverified until an officer has seen the
    decision.
    """
    desk = _Desk(at=at, by=by, write=write)
    report = Report()
    for row in rows:
        report.note(row, *desk.take(row))
        tick()
    return report


class _Desk:
    """What one import has before it: the producers, products and addresses already there."""

    def __init__(self, *, at: datetime, by: User | None, write: bool) -> None:
        self.at, self.by, self.write = at, by, write
        known = Product.objects.filter(register_key__isnull=False).select_related("producer")
        known = known.prefetch_related("recognitions")
        self.products = {product.register_key: product for product in known}
        real = Producer.objects.filter(is_fictional=False)
        self.producers = {(one.folded, one.province_id): one for one in real}
        self.product_slugs = set(Product.objects.values_list("slug", flat=True))
        self.producer_slugs = set(Producer.objects.values_list("slug", flat=True))

    def take(self, row: Row) -> tuple[Outcome, list[str]]:
        product = self.products.get(row.key)
        if product is None:
            if self.write:
                self._add(row)
            return Outcome.NEW, []
        if product.producer.is_claimed:
            return Outcome.LEFT, []
        changed = [name for name, value in _facts(row).items() if getattr(product, name) != value]
        new_stars = _stars_differ(product, row)
        if not changed and not new_stars:
            return Outcome.UNCHANGED, []
        if self.write:
            self._mend(product, row, stars=new_stars)
        return Outcome.CHANGED, changed + ["stars"] * new_stars

    def _add(self, row: Row) -> None:
        producer = self._producer(row)
        product = Product(
            producer=producer,
            slug=_free(slug(row.name), self.product_slugs),
            register_key=row.key,
            published_at=None if producer.is_claimed else self.at,
            **_facts(row),
        )
        product.searchable = product.text_to_search()
        product.save()
        self.products[row.key] = product
        _write_stars(product, row)
        journal.record(actor=self.by, verb="listed_from_register", subject=product, at=self.at)

    def _mend(self, product: Product, row: Row, *, stars: bool) -> None:
        for name, value in _facts(row).items():
            setattr(product, name, value)
        product.searchable = product.text_to_search()
        product.save(update_fields=[*_facts(row), "searchable"])
        if stars:
            _write_stars(product, row)
        journal.record(actor=self.by, verb="mended_from_register", subject=product, at=self.at)

    def _producer(self, row: Row) -> Producer:
        name = (
            row.producer_name
            or f"{NOBODY} ({row.province.name[:1].lower()}{row.province.name[1:]})"
        )
        key = fold(name), row.province.pk
        if key not in self.producers:
            self.producers[key] = Producer.objects.create(
                name=name,
                slug=_free(slug(name), self.producer_slugs),
                folded=fold(name),
                kind=row.kind if row.producer_name else Producer.Kind.UNKNOWN,
                province=row.province,
                commune=row.commune if row.producer_name else None,
                source_url=row.source_url if row.producer_name else "",
            )
        return self.producers[key]


def _facts(row: Row) -> dict[str, object]:
    """The fields of a product that the register speaks of."""
    return {
        "name": row.name,
        "name_en": row.name_en,
        "criteria_set_id": row.criteria_set.pk,
        "shelf_id": row.shelf_id,
        "province_id": row.province.pk,
        "commune_id": row.commune.pk if row.commune else None,
        "origin_text": row.origin_text,
        "description": row.description,
        "source_url": row.source_url,
    }


def _told(row: Row) -> Recognition | None:
    """What the register says of stars, as yet unverified."""
    if row.stars is None:
        return None
    return Recognition(
        stars=row.stars,
        reported_year=row.year,
        decision=row.decision,
        evidence=row.evidence,
        source_url=row.source_url,
    )


def _words(told: Recognition) -> tuple[object, ...]:
    return told.stars, told.reported_year, told.decision, told.evidence, told.source_url


def _stars_differ(product: Product, row: Row) -> bool:
    """Whether the register now tells of other stars; an officer's verified word stands above it."""
    recorded = list(product.recognitions.all())
    if any(one.verified_at for one in recorded):
        return False
    told = _told(row)
    return [_words(one) for one in recorded] != ([_words(told)] if told else [])


def _write_stars(product: Product, row: Row) -> None:
    product.recognitions.filter(verified_at__isnull=True).delete()
    told = _told(row)
    if told:
        told.product = product
        told.save()


def _free(wanted: str, taken: set[str]) -> str:
    """The address itself, or with the first number behind it that is free; then it is taken."""
    address, number = wanted or "san-pham", 1
    while address in taken:
        number += 1
        address = f"{wanted}-{number}"
    taken.add(address)
    return address
