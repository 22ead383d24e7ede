"""Vouchers on an order: held with it, spent when it is paid, else given back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from marketplace.checkout.actions import PriceChanged
from marketplace.orders import audit
from marketplace.orders.actions import cancelling
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.models import Line, Order, OrderGroup, VoucherUse
from marketplace.payments.actions import lapsing, opening
from marketplace.vouchers import actions
from marketplace.vouchers.discounts import Kind, Reason, Refused
from marketplace.vouchers.models import Voucher
from tests.factories import MIDDAY, CommuneFactory, LotFactory, UserFactory
from tests.marketplace.stories import (
    LATER,
    RateFactory,
    VoucherFactory,
    basket,
    buyer,
    hear,
    order,
    tariffs,
    voucher_of,
)

pytestmark = pytest.mark.django_db
PRICE, FEE = 185_000, 30_000
SECOND = timedelta(seconds=1)


@pytest.fixture
def lot():
    tariffs()
    return LotFactory()


def counts(voucher):
    voucher.refresh_from_db()
    return voucher.held, voucher.spent, voucher.used


def faults():
    return [*audit.vouchers_otherwise(), *audit.discounted_otherwise()]


def bought(lot, *, off=20_000, packs=1, **told):
    return order(basket((lot.pack, packs)), total=packs * PRICE + FEE - off, **told)


def refused(lot, code, *, kind=Kind.MARKET, off=20_000, **told):
    mine = basket((lot.pack, 1))
    before = OrderGroup.objects.count()
    with pytest.raises(Refused) as refusal:
        order(mine, total=PRICE + FEE - off, codes={kind: code}, **told)
    assert OrderGroup.objects.count() == before
    lot.refresh_from_db()
    assert (mine.lines.count(), lot.reserved) == (1, before)
    return refusal.value.reason


def test_three_vouchers_are_frozen_in_order_lines_and_uses(lot):
    RateFactory(basis_points=1_000)
    other = LotFactory()
    vouchers = [
        voucher_of(lot.producer, amount=10_000),
        VoucherFactory(amount=None, percent=10, most=50_000, bearer="programme", programme="NTM"),
        VoucherFactory(kind="freight", amount=50_000),
    ]
    codes = {Kind(one.kind): one.code.lower() for one in vouchers}
    total = 3 * PRICE + 2 * FEE - 10_000 - 50_000 - 50_000

    group = order(basket((lot.pack, 2), (other.pack, 1)), total=total, codes=codes).group

    assert (group.goods_discount, group.delivery_discount, group.total) == (60_000, 50_000, total)
    uses = VoucherUse.objects.order_by("pk").values_list("kind", "bearer", "amount", "state")
    assert list(uses) == [
        ("producer", "producer", 10_000, "held"),
        ("market", "programme", 50_000, "held"),
        ("freight", "market", 50_000, "held"),
    ]
    first, second = Line.objects.order_by("pk")
    assert (first.discount, first.own_discount, first.commission) == (43_028, 10_000, 36_000)
    assert (second.discount, second.own_discount, second.commission) == (16_972, 0, 18_500)
    assert first.payout == 370_000 - 10_000 - 36_000
    assert second.payout == 185_000 - 18_500
    parts = Order.objects.order_by("pk").values_list("goods_discount", "delivery_discount", "total")
    assert list(parts) == [
        (43_028, 25_000, 370_000 + FEE - 68_028),
        (16_972, 25_000, 185_000 + FEE - 41_972),
    ]
    assert faults() == []


def test_what_was_held_is_spent_once_when_the_money_comes(lot):
    voucher = VoucherFactory()
    payment = opening.start(payment=bought(lot, codes={Kind.MARKET: voucher.code}), at=MIDDAY)
    assert counts(voucher) == (20_000, 0, 1)

    hear(payment)
    hear(payment, key="FT2")

    assert counts(voucher) == (0, 20_000, 1)
    assert VoucherUse.objects.get().state == "spent"
    assert faults() == []


def test_an_order_given_up_gives_its_voucher_back_once(lot):
    voucher = VoucherFactory(uses=1)
    group = bought(lot, codes={Kind.MARKET: voucher.code}).group
    assert refused(lot, voucher.code) is Reason.USED_UP

    lapsing.give_up(group=group, by=None, at=MIDDAY)
    lapsing.give_up(group=group, by=None, at=MIDDAY)

    assert counts(voucher) == (0, 0, 0)
    assert bought(lot, codes={Kind.MARKET: voucher.code}).amount == PRICE + FEE - 20_000


def test_a_paid_checkout_gives_its_voucher_back_with_the_last_order_given_up(lot):
    voucher, other = VoucherFactory(), LotFactory()
    goods = basket((lot.pack, 1), (other.pack, 1))
    total = 2 * (PRICE + FEE) - 20_000
    placed = order(goods, total=total, codes={Kind.MARKET: voucher.code})
    hear(opening.start(payment=placed, at=MIDDAY))
    why, counted = Why(side="market", reason="other"), []

    for one in [*Order.objects.order_by("pk"), Order.objects.last()]:
        cancelling.cancel(order=one, why=why, by=None, at=MIDDAY)
        counted.append(counts(voucher))

    assert counted == [(0, 20_000, 1), (0, 0, 0), (0, 0, 0)]
    assert VoucherUse.objects.get().state == "returned"
    assert faults() == []


def test_money_that_comes_late_takes_the_voucher_again_if_it_is_still_there(lot):
    voucher = VoucherFactory(uses=1)
    late = opening.start(payment=bought(lot, codes={Kind.MARKET: voucher.code}), at=MIDDAY)
    lapsing.release_overdue(at=LATER)
    assert counts(voucher) == (0, 0, 0)

    hear(late, at=LATER)

    assert counts(voucher) == (0, 20_000, 1)


def test_money_that_comes_late_goes_to_a_person_when_the_voucher_is_gone(lot):
    voucher = VoucherFactory(uses=1)
    late = opening.start(payment=bought(lot, codes={Kind.MARKET: voucher.code}), at=MIDDAY)
    lapsing.release_overdue(at=LATER)
    bought(lot, codes={Kind.MARKET: voucher.code}, who=buyer(phone="+84912345679"), at=LATER)

    assert hear(late, at=LATER).outcome == "late"

    lot.refresh_from_db()
    assert (lot.reserved, counts(voucher)) == (1, (20_000, 0, 1))


def test_a_voucher_one_second_late_is_refused_and_nothing_changes(lot):
    voucher = VoucherFactory(ends_at=MIDDAY + SECOND)
    code = {Kind.MARKET: voucher.code}

    assert refused(lot, voucher.code, at=MIDDAY + SECOND) is Reason.ENDED
    assert bought(lot, codes=code, at=MIDDAY + SECOND / 2).amount == PRICE + FEE - 20_000


def test_one_phone_uses_it_as_often_as_it_may_and_another_still_can(lot):
    voucher = VoucherFactory(uses_each=1)
    bought(lot, codes={Kind.MARKET: voucher.code})

    assert refused(lot, voucher.code) is Reason.ALREADY_USED
    assert counts(voucher) == (20_000, 0, 1)
    bought(lot, codes={Kind.MARKET: voucher.code}, who=buyer(phone="+84912345679"))
    assert counts(voucher) == (40_000, 0, 2)


@pytest.mark.parametrize("kind", [Kind.PRODUCER, Kind.FREIGHT])
def test_a_code_of_another_kind_is_as_unknown_as_none(lot, kind):
    assert refused(lot, VoucherFactory().code, kind=kind) is Reason.UNKNOWN
    assert refused(lot, "KHONGCO", kind=kind) is Reason.UNKNOWN


def test_a_producers_voucher_is_for_its_own_goods(lot):
    assert (
        refused(lot, voucher_of(LotFactory().producer).code, kind=Kind.PRODUCER)
        is Reason.OTHER_GOODS
    )


def test_a_total_agreed_to_without_the_voucher_is_another_total(lot):
    voucher = VoucherFactory()

    with pytest.raises(PriceChanged) as change:
        bought(lot, off=0, codes={Kind.MARKET: voucher.code})

    assert (change.value.total, counts(voucher)) == (PRICE + FEE - 20_000, (0, 0, 0))


def test_a_paused_voucher_is_refused_until_it_goes_on(lot):
    voucher, by = VoucherFactory(), UserFactory()
    actions.pause(voucher=voucher, by=by, at=MIDDAY)
    assert refused(lot, voucher.code) is Reason.ENDED

    actions.resume(voucher=voucher, by=by, at=MIDDAY)

    bought(lot, codes={Kind.MARKET: voucher.code})


def test_paused_between_looking_and_taking_it_takes_nothing():
    voucher = VoucherFactory()
    Voucher.objects.update(paused_at=MIDDAY)

    with pytest.raises(Refused), transaction.atomic():
        actions.take(voucher=voucher, amount=1, at=MIDDAY)

    assert counts(voucher) == (0, 0, 0)


@pytest.mark.parametrize(
    "wrong",
    [
        {"held": 200_001},
        {"used": 11},
        {"code": "có dấu"},
        {"percent": 10, "most": 5},
        {"amount": None},
        {"amount": None, "percent": 101, "most": 5},
        {"bearer": "producer"},
        {"bearer": "programme"},
        {"kind": "producer"},
        {"ends_at": MIDDAY},
    ],
)
def test_the_database_keeps_a_voucher_true(wrong):
    VoucherFactory()

    with pytest.raises(IntegrityError), transaction.atomic():
        VoucherFactory(**wrong)


@pytest.mark.parametrize(
    ("table", "wrong"),
    [
        (Voucher, {"held": 1}),
        (Voucher, {"used": 0}),
        (Line, {"discount": 1}),
        (VoucherUse, {"kind": "freight"}),
    ],
)
def test_verify_finds_a_count_that_was_altered(lot, table, wrong):
    bought(lot, codes={Kind.MARKET: VoucherFactory().code})
    table.objects.update(**wrong)

    assert len(faults()) == 1


@pytest.mark.parametrize("earlier", [0, 3])
def test_three_vouchers_take_six_queries_more(earlier, django_assert_max_num_queries):
    tariffs()
    lots = [LotFactory(pack__gross_weight=100) for _ in range(3)]
    lots += [LotFactory(pack__product=lot.pack.product, pack__gross_weight=100) for lot in lots[:2]]
    vouchers = [
        voucher_of(lots[0].producer, uses_each=9),
        VoucherFactory(uses_each=9),
        VoucherFactory(kind="freight", uses_each=9),
    ]
    codes = {Kind(one.kind): one.code for one in vouchers}
    commune = type(CommuneFactory()).objects.select_related("province").get()
    who, total = buyer(commune=commune), 5 * PRICE + 3 * FEE - 60_000
    for _ in range(earlier):
        order(basket(*((lot.pack, 1) for lot in lots)), total=total, who=who, codes=codes)
    mine = basket(*((lot.pack, 1) for lot in lots))

    with django_assert_max_num_queries(46):
        order(mine, total=total, who=who, codes=codes)

    assert VoucherUse.objects.count() == 3 * (earlier + 1)
