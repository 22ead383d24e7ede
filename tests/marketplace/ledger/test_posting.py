"""What is posted is posted once, whole, and never takes more than an account has."""

from __future__ import annotations

import pytest
from django.db import transaction

from marketplace.ledger import chart, queries
from marketplace.ledger.actions import Entry, KeyReused, Overdrawn, Unbalanced, post, post_all
from marketplace.ledger.models import Account, Kind, LedgerTransaction, Leg
from tests.factories import MIDDAY

GATEWAY, ESCROW, DUE = chart.gateway("sandbox"), chart.escrow(7), chart.BUYER_REFUND_DUE


def paid(key="paid:1", amount=100_000):
    return post(key=key, kind=Kind.PAID, legs={GATEWAY: amount, ESCROW: -amount}, at=MIDDAY)


def owed(key="owed:1", amount=30_000):
    return post(key=key, kind=Kind.REFUND_OWED, legs={ESCROW: amount, DUE: -amount}, at=MIDDAY)


@pytest.mark.django_db
def test_what_is_posted_stands_on_its_accounts():
    made = paid()

    assert list(made.legs.order_by("amount").values_list("account__code", "amount")) == [
        (ESCROW, -100_000),
        (GATEWAY, 100_000),
    ]
    assert queries.balances([GATEWAY, ESCROW, DUE]) == {GATEWAY: 100_000, ESCROW: -100_000, DUE: 0}
    assert LedgerTransaction.objects.get().posted_at is not None


@pytest.mark.django_db
def test_the_same_again_is_the_same(django_assert_num_queries):
    first = paid()

    with django_assert_num_queries(1):
        assert paid() == first
    assert Leg.objects.count() == 2


@pytest.mark.django_db
def test_posting_takes_five_statements_at_most(django_assert_max_num_queries):
    """Two of them a savepoint, one for the accounts: none, once they are known to stay."""
    with django_assert_max_num_queries(5):
        paid()


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("kind", "legs"),
    [
        (Kind.PAID, {GATEWAY: 99_999, ESCROW: -99_999}),
        (Kind.PAID, {GATEWAY: 100_000, chart.SUSPENSE: -100_000}),
        (Kind.CORRECTED, {GATEWAY: 100_000, ESCROW: -100_000}),
    ],
)
def test_a_key_stands_for_one_thing(kind, legs):
    paid()
    with pytest.raises(KeyReused, match="paid:1"):
        post(key="paid:1", kind=kind, legs=legs, at=MIDDAY)
    assert queries.balance(GATEWAY) == 100_000


@pytest.mark.parametrize(
    "legs",
    [
        {},
        {GATEWAY: 5},
        {GATEWAY: 5, ESCROW: -4},
        {GATEWAY: 5, ESCROW: -5, DUE: 0},
        {GATEWAY: 0.5, ESCROW: -0.5},
        {GATEWAY: True, ESCROW: -1},
        {GATEWAY: 10**30, ESCROW: -(10**30)},
    ],
)
@pytest.mark.django_db
def test_what_does_not_add_up_is_refused(legs):
    with pytest.raises(Unbalanced):
        post(key="odd", kind=Kind.PAID, legs=legs, at=MIDDAY)
    assert not LedgerTransaction.objects.exists()


@pytest.mark.django_db
@pytest.mark.parametrize("code", ["cash", "escrow", "escrow:", "bank:1", ""])
def test_an_account_outside_the_chart_is_refused(code):
    with pytest.raises(chart.UnknownAccount):
        post(key="odd", kind=Kind.PAID, legs={GATEWAY: 5, code: -5}, at=MIDDAY)


@pytest.mark.django_db
def test_no_more_leaves_an_account_than_came():
    paid()
    owed(amount=100_000)

    with pytest.raises(Overdrawn):
        owed(key="owed:2", amount=1)

    assert queries.balances([ESCROW, DUE]) == {ESCROW: 0, DUE: -100_000}
    kept = Account.objects.filter(may_be_overdrawn=False)
    assert dict(kept.values_list("code", "balance")) == {ESCROW: 0, DUE: -100_000}


@pytest.mark.django_db
def test_many_are_posted_with_as_few_statements_as_two(django_assert_num_queries):
    entries = [
        Entry(key=f"paid:{n}", kind=Kind.PAID, legs={GATEWAY: n, ESCROW: -n}, at=MIDDAY)
        for n in range(1, 21)
    ]
    paid("paid:3", 3)

    with django_assert_num_queries(6):
        made = post_all([*entries, entries[0]])

    assert [one.key for one in made] == [*(entry.key for entry in entries), "paid:1"]
    assert queries.balance(ESCROW) == -sum(range(1, 21))


@pytest.mark.django_db
def test_of_many_none_stays_where_one_is_wrong():
    paid()
    entries = [
        Entry(key=f"owed:{n}", kind=Kind.REFUND_OWED, legs={ESCROW: n, DUE: -n}, at=MIDDAY)
        for n in (60_000, 50_000)
    ]
    with pytest.raises(Overdrawn), transaction.atomic():
        post_all(entries)
    assert queries.balance(DUE) == 0


@pytest.mark.django_db(transaction=True)
def test_what_is_booked_stands_in_the_transaction_of_its_fact():
    with pytest.raises(RuntimeError, match="same transaction"):
        paid()
    with transaction.atomic():
        paid()
        transaction.set_rollback(True)
    assert not LedgerTransaction.objects.exists()

    with transaction.atomic():
        paid()
    assert queries.balance(GATEWAY) == 100_000


def test_legs_are_gathered_by_account_and_nothing_is_left_out_but_nothing():
    assert chart.legs((GATEWAY, 5), (ESCROW, -3), (ESCROW, -2), (DUE, 0)) == {
        GATEWAY: 5,
        ESCROW: -5,
    }


@pytest.mark.parametrize("cuts", [[1] * 7, [3, 4], [7], [2, 0, 5]])
def test_parts_taken_one_after_the_other_add_up(cuts):
    parts, after = [], 0
    for more in cuts:
        parts.append(chart.part(100, of=7, after=after, more=more))
        after += more
    assert sum(parts) == 100
    assert chart.part(-100, of=7, after=0, more=3) == -chart.part(100, of=7, after=0, more=3)
