"""Rows put in by a ready statement are those that ``bulk_create`` would put in."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

import pytest

from accounts.inserts import MOST_AT_ONCE, insert, insert_one, insert_unless_there
from accounts.models import Entry, User
from marketplace.cart.models import Cart
from marketplace.payments.models import Payment
from tests.factories import MIDDAY
from tests.marketplace.stories import pending_payment

pytestmark = pytest.mark.django_db


def entries(many):
    return [
        Entry(verb=f"đã «{n}»", subject="a:1", detail={"n": n, "ở": None}, at=MIDDAY)
        for n in range(many)
    ]


def kept(rows):
    """What the database has under the keys that these rows say."""
    found = Entry.objects.in_bulk([row.pk for row in rows])
    told = [found[row.pk] for row in rows]
    return [(entry.verb, entry.detail, entry.at, entry.actor_id) for entry in told]


@pytest.mark.parametrize("many", [0, 1, 3, MOST_AT_ONCE + 1])
def test_rows_are_kept_as_bulk_create_keeps_them(many):
    ours, django = insert(entries(many)), Entry.objects.bulk_create(entries(many))

    assert kept(ours) == kept(django) == [(e.verb, e.detail, e.at, None) for e in entries(many)]


def test_a_row_knows_its_key_and_can_be_saved_again():
    cart = insert_one(Cart(key=UUID(int=7), updated_at=MIDDAY))

    cart.updated_at = MIDDAY + timedelta(hours=1)
    cart.save()

    assert [(c.pk, c.key, c.updated_at) for c in Cart.objects.all()] == [
        (cart.pk, UUID(int=7), MIDDAY + timedelta(hours=1))
    ]


def test_a_row_points_to_others_and_holds_what_is_empty():
    old = pending_payment()
    copy = Payment(
        group=old.group, gateway="sandbox", reference="X", amount=1, started_at=MIDDAY,
        expires_at=MIDDAY,
    )  # fmt: skip

    insert_one(copy)

    row = Payment.objects.get(reference="X")
    assert (row.group, row.transfer, row.settled_at) == (old.group, {}, None)


def test_what_is_there_already_is_left_as_it_is():
    """Inside the transaction, and without a savepoint: it goes on."""
    first = Cart(key=UUID(int=7), updated_at=MIDDAY)
    again = Cart(key=UUID(int=7), updated_at=MIDDAY + timedelta(hours=1))

    done = [insert_unless_there(one, "key") for one in (first, again)]

    assert (done, again.pk) == ([True, False], None)
    assert list(Cart.objects.values_list("pk", "updated_at")) == [(first.pk, MIDDAY)]


def test_a_row_pointed_to_before_it_had_its_key_is_found():
    user = User(phone="+84912345678")
    entry = Entry(verb="đã", subject="a:1", at=MIDDAY, actor=user)

    with pytest.raises(ValueError, match="points to what is not there"):
        insert_one(entry)
    user.save()
    insert_one(entry)

    assert Entry.objects.get().actor == user
