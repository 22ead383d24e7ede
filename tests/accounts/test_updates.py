"""Columns written over by a ready statement are those that ``save`` would have written."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest
from django.db import DatabaseError

from accounts.updates import update
from marketplace.cart.models import Cart
from marketplace.payments.models import Notice, Payment, Receipt
from tests.factories import MIDDAY
from tests.marketplace.stories import hear, pending_payment

pytestmark = pytest.mark.django_db


def test_only_the_named_fields_of_only_this_row_are_written():
    payment, later = pending_payment(), MIDDAY + timedelta(hours=1)
    other = Payment.objects.create(
        group=payment.group, gateway="sandbox", reference="X", amount=1, started_at=MIDDAY,
        expires_at=MIDDAY,
    )  # fmt: skip
    payment.transfer, payment.expires_at, payment.external_id = {"ở": None}, later, "khác"

    update(payment, "transfer", "expires_at")

    rows = Payment.objects.order_by("pk").values_list("transfer", "expires_at", "external_id")
    told = Payment.objects.get(pk=other.pk)
    assert list(rows) == [({"ở": None}, later, rows[0][2]), ({}, told.expires_at, "")]
    assert rows[0][2] != "khác"


def test_a_row_points_to_another_or_to_none():
    notice = hear(pending_payment())
    receipt, notice.receipt, notice.payment = notice.receipt, None, None

    update(notice, "receipt", "payment")
    assert list(Notice.objects.values_list("receipt", "payment")) == [(None, None)]

    notice.receipt = Receipt.objects.get(pk=receipt.pk)
    update(notice, "receipt")
    assert list(Notice.objects.values_list("receipt", "payment")) == [(receipt.pk, None)]


def test_a_row_that_is_not_there_is_no_success():
    with pytest.raises(DatabaseError, match="is not there"):
        update(Cart(pk=1, key=UUID(int=7), updated_at=MIDDAY), "updated_at")
