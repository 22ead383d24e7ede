"""Keeping listings true: what is marked, or whose day has come, is worked out anew."""

from __future__ import annotations

import logging
from datetime import date, timedelta
from typing import TYPE_CHECKING

from django.db import OperationalError, connection, transaction

from accounts.prepared import Prepared
from catalog.folding import fold, tidy
from catalog.gate.rules import FOREVER
from catalog.models import Product, Recognition
from catalog.models.recognitions import VALID_FOR_YEARS
from marketplace.listings.faces import face
from marketplace.listings.models import Listing, ListingMark
from marketplace.listings.queries import band, with_facts, with_travel
from marketplace.listings.ranks import standing
from marketplace.listings.traits import traits
from marketplace.selling.models import Terms
from traceability.models import Lot

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator

    from django.db.models import QuerySet

    from marketplace.listings.faces import Face
    from marketplace.listings.queries import Rich

log = logging.getLogger(__name__)
LOCK = 6963  # this room's own, among PostgreSQL's advisory locks
AT_ONCE = 500
"""So many products are worked out at a time: whoever reads does not wait for a whole import."""
MARKS_EACH = 10
"""Writing down one product may touch it so many times."""
LONGEST_MONTH = timedelta(days=31)
FIELDS = [field.name for field in Listing._meta.concrete_fields if not field.primary_key]


def settle(*, on: date) -> int:
    """Work out what is due on that day, at most 500 products; say how many there were.

    Two queries where nothing is, as nearly always. Call it before listings are read. A database
    that is too busy to be written to is read as it stands: the next one settles it.
    """
    if not (_a_mark() or _overdue(on=on)):
        return 0
    try:
        return _settle(on)
    except OperationalError:
        log.exception("listings were not settled; the next one to read them will try")
        return 0


def settle_all(*, on: date) -> int:
    """Everything that is due, however much."""
    done = 0
    while some := _settle(on):
        done += some
    return done


@transaction.atomic
def rebuild(*, on: date) -> int:
    """Work out every listing, for a market that has none or whose triggers were away."""
    Listing.objects.all().delete()
    ListingMark.objects.all().delete()
    keys = Product.objects.listed().order_by("pk").values_list("pk", flat=True)
    ListingMark.objects.bulk_create((ListingMark(product=key) for key in keys), batch_size=AT_ONCE)
    return settle_all(on=on)


@transaction.atomic
def _settle(on: date) -> int:
    """One after another, so that nobody writes what somebody else has seen change."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])
    marks = _marks()
    due = {*marks.values(), *(key for (key,) in _overdue(on=on))}
    rows = [*listings(due, on=on)]
    Listing.objects.bulk_create(
        rows, update_conflicts=True, unique_fields=["product"], update_fields=FIELDS
    )
    Listing.objects.filter(pk__in=due - {row.pk for row in rows}).delete()
    ListingMark.objects.filter(pk__in=marks).delete()
    return len(due)


def listings(keys: Collection[int], *, on: date) -> Iterator[Listing]:
    """The listings of these products as they are on that day, unsaved; of unlisted ones none."""
    named = Product.objects.listed().filter(pk__in=keys)
    turns = _turns(keys, on=on)
    for product in with_travel(with_facts(named, on=on)):
        shown = face(product, on=on)
        yield _listing(product, shown, changes_on=turns.get(product.pk))


def _listing(product: Rich, shown: Face, *, changes_on: date | None) -> Listing:
    counted = {
        "is_available": product.is_available,
        "stars": shown.stars,
        "shelf": product.shelf_id,
        "group": product.criteria_set.group_id,
        "band": band(product.price_from),
        "is_cold": product.is_cold,
        "criteria_set": product.criteria_set_id,
        "province": product.province_id or "",
    }
    return Listing(
        product=product,
        producer=product.producer_id,
        words=product.searchable.strip(),
        name=f" {fold(product.name)} \n {tidy(product.name).casefold()} ",
        commune=product.commune.code if product.commune else "",
        price=product.price_from,
        most_hours=product.most_hours,
        standing=standing(
            is_available=shown.is_available, stars=shown.stars, is_claimed=shown.is_claimed
        ),
        published_at=product.published_at,
        changes_on=changes_on,
        face=shown.as_text(),
        traits=traits(**counted),
        **counted,
    )


def _turns(keys: Collection[int], *, on: date) -> dict[int, date]:
    """The next day on which each of them changes though nobody does anything."""
    turns: dict[int, date] = {}
    for key, *days in _dated(keys, on):
        for day in days:
            if day and day > on:
                turns[key] = min(day, turns.get(key, day))
    return turns


def _dated(keys: Collection[int], on: date) -> Iterator[tuple[int, date | None, date | None]]:
    """Stars begin and end, lots grow old, seasons turn with the month, papers run out."""
    cleared = Product.objects.filter(pk__in=keys, cleared_until__lt=FOREVER)
    for key, until in cleared.values_list("pk", "cleared_until"):
        yield key, until, None
    decided = Recognition.objects.filter(product__in=keys)
    yield from decided.values_list("product", "valid_from", "valid_until")
    reported = decided.filter(reported_year__isnull=False)
    for key, year in reported.values_list("product", "reported_year"):
        yield key, date((year or 0) + VALID_FOR_YEARS + 1, 1, 1), None
    lots = Lot.objects.sellable(on=on).filter(pack__product__in=keys)
    yield from lots.values_list("pack__product", "best_before", "sell_until")
    seasonal = Terms.objects.filter(product__in=keys, first_month__isnull=False)
    for key in seasonal.values_list("product", flat=True):
        yield key, (on.replace(day=1) + LONGEST_MONTH).replace(day=1), None


@Prepared
def _a_mark() -> QuerySet[ListingMark, tuple[int]]:
    return ListingMark.objects.order_by("pk").values_list("pk")[:1]


def _marks() -> dict[int, int]:
    """The oldest marks, by key, of so many products; one product may have several."""
    rows = ListingMark.objects.order_by("pk").values_list("pk", "product")
    found = dict(rows[: AT_ONCE * MARKS_EACH])
    first = set(list(dict.fromkeys(found.values()))[:AT_ONCE])
    return {mark: product for mark, product in found.items() if product in first}


@Prepared
def _overdue(on: date) -> QuerySet[Listing, tuple[int]]:
    return Listing.objects.filter(changes_on__lte=on).values_list("pk")[:AT_ONCE]
