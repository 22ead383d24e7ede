"""The calendar: months that producers set, else those of real harvests."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate, now

from marketplace.selling.models import Terms
from marketplace.storefront.queries import seasons
from tests.factories import EventFactory, ProducerFactory

pytestmark = pytest.mark.django_db
WINTER = date(2026, 12, 15)


@pytest.mark.parametrize(
    ("first", "last", "months"),
    [
        (3, 5, [3, 4, 5]),
        (11, 2, [1, 2, 11, 12]),
        (6, 6, [6]),
        (1, 12, list(range(1, 13))),
    ],
)
def test_a_season_takes_in_its_months_over_new_year_too(in_stock, first, last, months):
    product = in_stock("Chè")
    Terms.objects.create(product=product, first_month=first, last_month=last)

    (row,) = seasons.year(on=WINTER, of_age=False)

    assert [cell.month for cell in row.cells if cell.goods] == months
    for month in range(1, 13):
        assert Terms.objects.in_month(month).exists() is (month in months)
        assert bool(seasons.in_month(month, on=WINTER, of_age=False)) is (month in months)


def harvested(product, at):
    lot = product.packs.get().lots.get()
    return EventFactory(lot=lot, producer=lot.producer, stage="harvest", happened_at=at)


def test_who_set_no_season_is_in_season_when_it_was_harvested(in_stock):
    at = now() - timedelta(days=3)
    harvested(in_stock("Mật"), at)
    harvested(in_stock("Cũ"), at - timedelta(days=400))
    harvested(said := in_stock("Có mùa"), at)
    other = (at.month % 12) + 1
    Terms.objects.create(product=said, first_month=other, last_month=other)

    (row,) = seasons.year(on=localdate(), of_age=False)
    counted = {cell.month: cell.goods for cell in row.cells if cell.goods}
    shown = seasons.in_month(at.month, on=localdate(), of_age=False)

    assert counted == {localdate(at).month: 1, other: 1}
    assert [card["name"] for card in shown] == ["Mật"]


def test_the_fuller_a_month_the_darker_its_cell(in_stock):
    for n, last in enumerate((1, 2, 2, 2)):
        Terms.objects.create(product=in_stock(f"Chè {n}"), first_month=1, last_month=last)

    (row,) = seasons.year(on=WINTER, of_age=False)

    assert [(cell.goods, cell.fullness) for cell in row.cells[:3]] == [(4, 4), (3, 3), (0, 0)]


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_takes_as_many_queries_for_one_row_as_for_three(
    client, in_stock, rows, django_assert_num_queries
):
    for n in range(rows):
        Terms.objects.create(product=in_stock(f"Chè {n}"), first_month=4, last_month=5)

    with django_assert_num_queries(7):
        answer = client.get("/mua-vu/?thang=5")

    assert len(answer.context["goods"]) == rows
    assert answer.context["month"].number == 5


@pytest.mark.parametrize("asked", ["13", "0", "-1", "x", "5.0", "٥"])
def test_a_month_that_there_is_not_is_this_one(client, asked):
    assert client.get("/mua-vu/", {"thang": asked}).context["month"].number == localdate().month


def test_home_says_what_is_in_season(client, in_stock):
    maker = ProducerFactory()
    harvested(in_stock("Tươi", producer=maker), now())
    in_stock("Quanh năm")

    answer = client.get("/")

    assert [card["name"] for card in answer.context["season"]] == ["Tươi"]
    assert 'href="/mua-vu/"' in answer.content.decode()
