"""A stall's store: what lots hold, counting, terms of selling, planned lots."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate, now

from accounts.models import Entry
from marketplace.selling.models import PlannedLot, Terms
from marketplace.workspace.today import day
from tests.factories import TODAY, LotFactory, MembershipFactory, PackFactory
from tests.marketplace.selling.test_supply import terms
from traceability.models import Lot, Movement

pytestmark = pytest.mark.django_db


@pytest.fixture
def owner(client):
    made = MembershipFactory()
    client.force_login(made.user)
    return made


@pytest.fixture
def lot(owner):
    return LotFactory(pack__product__producer=owner.producer, reserved=2)


def at(name, owner, *more):
    return reverse(f"workspace:{name}", args=[owner.producer.slug, *more])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_store_asks_the_same_however_many_lots(client, owner, rows, django_assert_num_queries):
    for _ in range(rows):
        LotFactory(pack__product__producer=owner.producer)

    with django_assert_num_queries(11):  # session, person, stall, count, lots, five of what sells
        page = client.get(at("stock", owner)).text

    assert page.count("hộp 100 g") == rows


def test_an_empty_store_says_what_to_do(client, owner):
    assert "Kho đang trống" in client.get(at("stock", owner)).text


def test_a_lot_is_counted_again_and_the_difference_kept(client, owner, lot):
    typed = {"counted": "7", "cause": "missing"}

    answer = client.post(at("recount", owner, lot.code), typed)

    assert answer.url == at("lot_stock", owner, lot.code)
    lot.refresh_from_db()
    assert (lot.on_hand, lot.reserved) == (7, 2)
    moved = Movement.objects.get()
    assert (moved.kind, moved.on_hand, moved.cause) == ("recounted", -3, "missing")
    assert Entry.objects.get().detail == {"before": 10, "after": 7, "cause": "missing"}
    assert "Thiếu, không rõ vì sao" in client.get(answer.url).text


@pytest.mark.parametrize("typed", ["1", "11", "-1", "1.5", "NaN", "３", "1_0", "1" * 31, "", "hai"])
def test_a_count_that_cannot_be_stays_in_its_field(client, owner, lot, typed):
    """Two are promised, ten were packed."""
    told = {"counted": typed, "cause": "missing"}

    answer = client.post(at("recount", owner, lot.code), told)

    assert (answer.status_code, Movement.objects.count()) == (422, 0)
    assert f'value="{typed}"' in answer.text or not typed


def test_what_is_broken_leaves_the_lot(client, owner, lot):
    client.post(at("loss", owner, lot.code), {"packs": "3", "cause": "broken"})

    lot.refresh_from_db()
    assert (lot.on_hand, lot.free) == (7, 5)


def test_promised_packs_cannot_be_thrown_away(client, owner, lot):
    answer = client.post(at("loss", owner, lot.code), {"packs": "9", "cause": "broken"})

    assert answer.status_code == 422
    assert "chỉ còn 8 gói chưa hứa cho đơn nào" in answer.text
    assert Lot.objects.get().on_hand == 10


def test_packs_of_a_recalled_lot_may_only_be_destroyed(client, owner, lot):
    Lot.objects.update(held_back=2)

    client.post(at("loss", owner, lot.code), {"packs": "8", "cause": "spoiled"})

    assert Lot.objects.get().on_hand == 2


def test_terms_are_set_and_shown_again(client, owner, lot):
    product = lot.pack.product
    address = at("terms", owner, product.slug)
    typed = {"days": 30, "first_month": 11, "last_month": 2, "weekly_most": 40, "low_mark": 8}

    assert client.post(address, typed).status_code == 302

    product.refresh_from_db()
    kept = Terms.objects.get()
    assert product.least_days_left == 30
    assert (kept.first_month, kept.last_month, kept.weekly_most, kept.low_mark) == (11, 2, 40, 8)
    page = client.get(address).text
    assert 'value="30"' in page
    assert '<option value="11" selected>' in page


@pytest.mark.parametrize(
    "wrong",
    [
        *[{"first_month": 3}, {"last_month": 3}, {"first_month": 13, "last_month": 1}],
        *[{"days": -1}, {"weekly_most": 0}, {"weekly_most": "1e3"}, {"low_mark": ""}],
    ],
)
def test_half_a_season_and_odd_numbers_are_refused(client, owner, lot, wrong):
    typed = {"days": 0, "low_mark": 5, **wrong}

    answer = client.post(at("terms", owner, lot.pack.product.slug), typed)

    assert (answer.status_code, Terms.objects.count()) == (422, 0)


def test_orders_before_the_harvest_are_opened_and_closed(client, owner, lot):
    ship_by = localdate(now()) + timedelta(days=20)
    typed = {"pack": lot.pack_id, "most": "50", "ship_by": ship_by.isoformat()}

    assert client.post(at("plans", owner), typed).status_code == 302
    planned = PlannedLot.objects.get()
    assert (planned.most, planned.ship_by, planned.closed_at) == (50, ship_by, None)
    assert client.post(at("plans", owner), typed | {"most": "60"}).status_code == 422

    client.post(at("plan_end", owner, planned.pk))
    assert PlannedLot.objects.get().closed_at is not None


def test_a_pack_of_another_stall_cannot_be_planned(client, owner):
    typed = {"pack": PackFactory().pk, "most": "50", "ship_by": "2027-01-01"}

    assert client.post(at("plans", owner), typed).status_code == 422
    assert not PlannedLot.objects.exists()


@pytest.mark.parametrize("ship_by", ["", "2026-01-01", "9999-12-31", "mai"])
def test_a_day_that_cannot_be_promised_is_refused(client, owner, lot, ship_by):
    typed = {"pack": lot.pack_id, "most": "50", "ship_by": ship_by}

    assert client.post(at("plans", owner), typed).status_code == 422


@pytest.mark.parametrize("rows", [1, 3])
def test_plans_ask_the_same_however_many_rows(client, owner, rows, django_assert_num_queries):
    for _ in range(rows):
        PlannedLot.objects.create(
            pack=PackFactory(product__producer=owner.producer),
            most=5,
            ship_by=date(2026, 12, 15),
            opened_at=now(),
        )

    with django_assert_num_queries(7):  # session, person, stall, count, plans, packs to choose
        page = client.get(at("plans", owner)).text

    assert page.count("Hứa giao trước 15/12/2026") == rows


def test_the_day_reminds_below_the_mark_its_producer_set(lot):
    assert day(lot.producer, on=TODAY).low == []

    terms(lot.pack.product, low_mark=9)

    assert day(lot.producer, on=TODAY).low == [lot]


def test_the_day_reminds_before_goods_may_not_be_sold_any_more(lot):
    terms(lot.pack.product, days=330)

    assert day(lot.producer, on=TODAY).expiring == [lot]
