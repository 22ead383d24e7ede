"""Vouchers under haste: twenty buyers and a budget for five; one phone from many browsers.

On a SQLite file and on PostgreSQL. Each race has a careless twin that must fail, to prove that the
race would show it.
"""

from __future__ import annotations

import time

import pytest
from django.db.models import F

from marketplace.orders import audit
from marketplace.orders.models import OrderGroup, VoucherUse
from marketplace.payments.actions import lapsing
from marketplace.vouchers.discounts import Kind, Refused
from marketplace.vouchers.models import Voucher
from tests.factories import LotFactory
from tests.marketplace.stories import LATER, VoucherFactory, basket, buyer, order, tariffs
from tests.races.crowds import AT_ONCE, rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

TOTAL = 10_000 + 30_000 - 6_000
FITS = 5


@pytest.fixture
def lot():
    tariffs()
    return LotFactory(packed=100, on_hand=100, pack__price=10_000, pack__gross_weight=100)


def buying(lot, voucher, whose):
    """Each of these buyers with a basket of its own."""
    people = [(basket((lot.pack, 1)), who) for who in whose]

    def buy(person):
        mine, who = person
        order(mine, total=TOTAL, who=who, codes={Kind.MARKET: voucher.code})
        return "saved"

    return rush(people, buy)


def test_a_budget_for_five_serves_five_and_can_be_given_back(lot):
    voucher = VoucherFactory(amount=6_000, budget=FITS * 6_000 + 5_999, uses=AT_ONCE)
    whose = [buyer(phone=f"+849123000{n:02d}") for n in range(AT_ONCE)]

    assert buying(lot, voucher, whose) == {"saved": FITS, Refused: AT_ONCE - FITS}

    voucher.refresh_from_db()
    lot.refresh_from_db()
    assert (voucher.held, voucher.used, lot.reserved) == (FITS * 6_000, FITS, FITS)
    assert list(audit.vouchers_otherwise()) == []
    lapsing.release_overdue(at=LATER)
    voucher.refresh_from_db()
    assert (voucher.held, voucher.used, voucher.budget_left) == (0, 0, voucher.budget)
    assert set(VoucherUse.objects.values_list("state", flat=True)) == {"returned"}


def test_one_phone_saves_as_often_as_it_may_from_many_browsers(lot, settings):
    settings.MOST_UNPAID_ORDERS = browsers = 8
    voucher, who = VoucherFactory(amount=6_000, uses_each=2), buyer()

    assert buying(lot, voucher, [who] * browsers) == {"saved": 2, Refused: browsers - 2}
    assert OrderGroup.objects.count() == 2


def test_a_careless_cashier_passes_the_budget():
    """The negative control: read what is left, compare, write."""
    voucher = VoucherFactory(amount=6_000, budget=FITS * 6_000, uses=AT_ONCE)

    def take_carelessly(_n):
        if Voucher.objects.get(pk=voucher.pk).budget_left < 6_000:
            return Refused
        time.sleep(0.05)  # the moment in which others look too
        Voucher.objects.filter(pk=voucher.pk).update(
            budget=F("budget") + 6_000, held=F("held") + 6_000, used=F("used") + 1
        )
        return "saved"

    assert rush(range(AT_ONCE), take_carelessly)["saved"] > FITS
