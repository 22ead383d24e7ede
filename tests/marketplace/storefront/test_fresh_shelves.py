"""Kept pages never show for long what is not so any more, whoever changed it and however."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test import Client
from django.utils.timezone import localdate, override

from catalog.models import Pack, Photo, Recognition
from marketplace.freshness import Glance
from marketplace.freshness.shown import SHELVES, WATCHED
from tests.factories import MIDDAY, RecognitionFactory
from traceability.models import Lot, Recall
from traceability.queries import turns

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _looks_at_once(settings):
    """As if more than a second went by between any two visits."""
    settings.SHELVES_SEEN_EVERY = 0


def page(product):
    return Client().get(product.get_absolute_url()).content.decode()


def without_python(sql, *values):
    """A change no code of ours sees: another process, a person at the database."""
    with connection.cursor() as cursor:
        cursor.execute(sql, values)


def test_a_changed_price_shows_though_no_code_of_ours_changed_it(in_stock):
    product = in_stock("Chè", price=185_000)
    assert "185.000" in page(product)
    without_python("UPDATE catalog_pack SET price = 210000")

    told = page(product)

    assert "210.000" in told
    assert "185.000" not in told


def test_a_withdrawn_product_is_gone(in_stock):
    product = in_stock("Chè")
    page(product)
    without_python("UPDATE catalog_product SET suspended_at = published_at")

    assert Client().get(product.get_absolute_url()).status_code == 404
    assert "Chè" not in Client().get("/tim-kiem/").content.decode()


def test_a_star_that_is_taken_back_is_gone(in_stock):
    product = in_stock("Chè")
    RecognitionFactory(product=product, stars=4)
    assert "OCOP 4 sao" in page(product)
    Recognition.objects.update(verified_at=None)

    assert "OCOP 4 sao" not in page(product)


def test_a_star_ends_at_midnight(in_stock):
    product = in_stock("Chè")
    with override("Pacific/Kiritimati"):  # it is always a later day there than on Baker Island
        RecognitionFactory(product=product, stars=4, valid_until=localdate())
    with override("Etc/GMT+12"):
        assert "OCOP 4 sao" in page(product)

    with override("Pacific/Kiritimati"):
        assert "OCOP 4 sao" not in page(product)


def test_a_recalled_lot_is_said_to_be_one(in_stock):
    product = in_stock("Chè")
    assert "đang bị thu hồi" not in page(product)
    lot = Lot.objects.get()
    recall = Recall.objects.create(
        code="TH1", producer=lot.producer, scope="lot", lot=lot, form="voluntary",
        severity="harmful", reason="Nấm mốc", advice="Đừng dùng", opened_at=MIDDAY,
    )  # fmt: skip
    recall.lots.create(lot=lot)

    assert "đang bị thu hồi" in page(product)


def test_the_last_pack_that_goes_is_told_and_one_of_many_is_not(in_stock):
    product = in_stock("Chè", free=10)
    told = page(product)
    Lot.objects.update(reserved=4)
    assert "Còn 10" in told
    assert "Còn 10" in page(product)
    Lot.objects.update(reserved=10)

    assert "Tạm hết hàng" in page(product)


def test_whatever_is_written_anew_is_a_turn_and_stock_is_not(in_stock):
    product = in_stock("Chè")
    RecognitionFactory(product=product)
    Photo.objects.create(
        product=product, small="s", medium="m", large="l", width=1, height=1, added_at=MIDDAY
    )
    rows = ("product", "pack", "photo", "recognition", "producer")

    assert [_turned(f"UPDATE catalog_{row} SET id = id") for row in rows] == [1] * len(rows)
    assert _turned("UPDATE traceability_lot SET on_hand = 9, reserved = 3") == 0
    assert _turned("UPDATE traceability_lot SET reserved = 9") == 1
    assert _turned("DELETE FROM catalog_recognition") == 1


def test_every_trigger_counts_what_it_names():
    """Those of tables that have no row here are at least there, each in its own name."""
    with connection.cursor() as cursor:
        cursor.execute(LISTED[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}

    assert {one.trigger(verb) for one in WATCHED for verb in one.verbs} <= there


def test_a_worker_asks_once_in_a_while_and_no_more(settings, django_assert_num_queries):
    settings.SHELVES_SEEN_EVERY = 60
    glance, now = Glance(), turns_now()

    with django_assert_num_queries(1):
        assert {glance.turned() for _ in range(5)} == {now}


def test_two_workers_that_share_nothing_learn_of_the_same_change(in_stock):
    product, one, other = in_stock("Chè"), Glance(), Glance()
    before = one.turned(), other.turned()
    product.packs.update(price=99_000)

    assert before[0] == before[1] < one.turned() == other.turned()


def test_while_nobody_can_say_what_is_fresh_nothing_is_served_from_the_cache(in_stock, settings):
    product = in_stock("Chè")
    page(product)
    settings.SHELVES_SEEN_EVERY = "no number"  # as any failure to ask
    Pack.objects.update(price=99_000)

    assert "99.000" in page(product)


LISTED = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger",
}


def turns_now():
    return turns.of([SHELVES])


def _turned(sql):
    before = turns_now()
    without_python(sql)
    return turns_now() - before
