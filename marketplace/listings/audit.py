"""Whether listings say what products are, worked out again from the products themselves."""

from __future__ import annotations

from typing import TYPE_CHECKING

from django.db import DatabaseError, connection

from catalog.models import Product
from catalog.search.names import COMMUNES, OLD_COMMUNES, PRODUCERS
from marketplace.listings.actions import AT_ONCE, FIELDS, listings, settle_all
from marketplace.listings.models import WORDS, Listing

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import date


def listed_otherwise(*, on: date) -> Iterator[str]:
    """A sentence for each listing that is not as its product is; settles first what is due."""
    settle_all(on=on)
    yield from _misindexed()
    keys = list(Product.objects.order_by("pk").values_list("pk", flat=True))
    for begin in range(0, len(keys), AT_ONCE):
        yield from _differing(keys[begin : begin + AT_ONCE], on)


def _differing(keys: list[int], on: date) -> Iterator[str]:
    kept = Listing.objects.in_bulk(keys)
    true = {listing.pk: listing for listing in listings(keys, on=on)}
    for key in sorted(kept.keys() | true.keys()):
        if key not in true:
            yield f"product {key} is listed, and is not on show"
        elif key not in kept:
            yield f"product {key} is on show, and is not listed"
        else:
            fields = [f for f in FIELDS if getattr(kept[key], f) != getattr(true[key], f)]
            if fields:
                yield f"product {key}: its listing is old in {', '.join(fields)}"


def _misindexed() -> Iterator[str]:
    """SQLite compares an index with its table by itself; PostgreSQL's are always true."""
    if connection.vendor != "sqlite":
        return
    for index in (WORDS, PRODUCERS, COMMUNES, OLD_COMMUNES):
        name = f"{index.table}_words"
        check = f"INSERT INTO {name}({name}, rank) VALUES ('integrity-check', 1)"  # noqa: S608 (own tables)
        try:
            with connection.cursor() as cursor:
                cursor.execute(check)
        except DatabaseError:
            yield f"the words of {index.table} are indexed wrongly: run search_index"
