"""A market whose buyers pay producers straight says so where nobody can be paid."""

from __future__ import annotations

import pytest
from django.core.checks import Tags, run_checks

from marketplace.payments.checks import NOBODY_IS_PAID
from tests.factories import LotFactory
from tests.marketplace.payouts.stories import account, confirmed_account

pytestmark = pytest.mark.django_db


def said(databases=("default",)):
    found = run_checks(tags=[Tags.database], databases=list(databases))
    return [one for one in found if one.id == NOBODY_IS_PAID.id]


def test_a_direct_market_without_a_confirmed_account_is_warned_of(settings):
    settings.SETTLEMENT = "direct"
    producer = LotFactory().pack.product.producer
    account(producer)
    assert said() == [NOBODY_IS_PAID]
    assert said(databases=()) == []

    confirmed_account(producer)
    assert said() == []


def test_where_a_partner_is_paid_there_is_nothing_to_say():
    assert said() == []
