"""A listing is what its product is, whoever changes what, and whatever day it becomes."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.db import connection

from catalog.models import Pack, Photo, Producer, Product, Recognition
from marketplace.delivery.models import Travel
from marketplace.listings.actions import rebuild, settle
from marketplace.listings.audit import listed_otherwise
from marketplace.listings.faces import from_text
from marketplace.listings.marks import GATE, SOURCES
from marketplace.listings.models import Listing, ListingMark
from marketplace.selling.models import Terms
from tests.factories import MIDDAY, LotFactory, ProductFactory, RecognitionFactory
from traceability.models import Lot

pytestmark = pytest.mark.django_db
TODAY = MIDDAY.date()
TOMORROW = TODAY + timedelta(days=1)


@pytest.fixture
def tea():
    """On show, four stars until tomorrow, ten packs of a lot that is sold for a week."""
    product = ProductFactory(name="Chè búp", producer__claimed_at=MIDDAY)
    RecognitionFactory(product=product, stars=4, valid_from=TODAY, valid_until=TOMORROW)
    week = TODAY + timedelta(days=7)
    LotFactory(pack__product=product, pack__price=90_000, on_hand=10, best_before=week)
    settle(on=TODAY)
    return product


def listing(of, *, on=TODAY):
    settle(on=on)
    return Listing.objects.get(pk=of.pk)


def test_a_listing_tells_stars_price_and_stock(tea):
    kept = listing(tea)

    assert (kept.stars, kept.band, kept.price, kept.is_available) == (4, "duoi-100", 90_000, True)
    assert (kept.standing, kept.changes_on) == (141, TOMORROW)
    assert from_text(kept.face).price_from == 90_000


def test_settling_twice_finds_nothing_to_do(tea):
    assert settle(on=TODAY) == 0


def sold_out(product):
    Lot.objects.filter(pack__product=product).update(reserved=10)


def recalled(product):
    Lot.objects.filter(pack__product=product).update(held_back=0)


def another_price(product):
    Pack.objects.filter(product=product).update(price=2_000_000)


def resting(product):
    month = (TODAY.month + 5) % 12 + 1
    Terms.objects.create(product=product, first_month=month, last_month=month)


def disproved(product):
    Recognition.objects.filter(product=product).delete()


def kept_cold(product):
    Travel.objects.create(pack=product.packs.get(), needs_cold=True)


def unclaimed(product):
    Producer.objects.filter(pk=product.producer_id).update(claimed_at=None)


def renamed(product):
    Product.objects.filter(pk=product.pk).update(name="Trà búp")


def photographed(product):
    sizes = dict.fromkeys(("small", "medium", "large"), "photos/a.webp")
    Photo.objects.create(product=product, **sizes, width=9, height=9, added_at=MIDDAY)


@pytest.mark.parametrize(
    ("change", "tells", "told"),
    [
        (sold_out, "is_available", False),
        (recalled, "is_available", False),
        (another_price, "band", "tren-1000"),
        (resting, "is_available", False),
        (disproved, "stars", 0),
        (kept_cold, "is_cold", True),
        (unclaimed, "standing", 40),
        (renamed, "name", " tra bup \n trà búp "),
    ],
)
def test_every_change_is_seen_by_the_next_who_looks(tea, change, tells, told):
    change(tea)

    assert getattr(listing(tea), tells) == told
    assert list(listed_otherwise(on=TODAY)) == []


def test_a_new_photo_is_on_the_card(tea):
    photographed(tea)

    assert from_text(listing(tea).face).photo.small == "photos/a.webp"


@pytest.mark.parametrize("gone", [{"published_at": None}, {"suspended_at": MIDDAY}])
def test_what_is_withdrawn_is_listed_no_more(tea, gone):
    Product.objects.filter(pk=tea.pk).update(**gone)
    settle(on=TODAY)

    assert not Listing.objects.exists()


def test_stars_and_lots_end_by_themselves(tea):
    week = TODAY + timedelta(days=7)

    assert (listing(tea, on=TOMORROW).stars, listing(tea, on=TOMORROW).is_available) == (0, True)
    assert listing(tea, on=week).is_available is False


def test_packs_promised_one_by_one_mark_nothing_until_the_last(tea):
    lot = Lot.objects.filter(pack__product=tea)

    lot.update(reserved=9)
    assert not ListingMark.objects.exists()
    lot.update(reserved=10)
    assert ListingMark.objects.count() == 1


def test_a_listing_that_lies_is_told_and_mended(tea):
    Listing.objects.update(stars=5)

    assert list(listed_otherwise(on=TODAY)) == [f"product {tea.pk}: its listing is old in stars"]
    assert rebuild(on=TODAY) == 1
    assert list(listed_otherwise(on=TODAY)) == []


def test_everything_can_be_indexed_anew(tea):
    Product.objects.update(searchable="")
    call_command("search_index", verbosity=0)

    assert "che bup" in Listing.objects.get().words


def test_every_trigger_stands():
    """SQLite drops them without a word when a later migration makes a table anew."""
    catalog = "sqlite_master" if connection.vendor == "sqlite" else "pg_trigger"
    column = "name" if connection.vendor == "sqlite" else "tgname"
    with connection.cursor() as cursor:
        cursor.execute(
            f"SELECT {column} FROM {catalog} WHERE {column} LIKE 'listing\\_marks%' ESCAPE '\\'"
        )
        standing = {name for (name,) in cursor.fetchall()}

    wanted = {
        f"listing_marks_{one['name']}" for source in (*SOURCES, GATE) for one in source.triggers()
    }
    assert standing == wanted
