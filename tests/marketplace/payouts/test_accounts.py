"""A stall's bank account: another counts only after it has cooled off, and may be stopped."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry, Message
from marketplace.payments.models import BankAccount
from marketplace.payments.queries import producer_account
from marketplace.payouts.actions import accounts
from marketplace.payouts.queries.runs import to_pay
from tests.factories import MIDDAY, MembershipFactory, ProducerFactory, UserFactory
from tests.marketplace.payouts.stories import OVER, account, confirmed_account, earned

pytestmark = pytest.mark.django_db

HOUR, DAYS = timedelta(hours=1), timedelta(days=3)


@pytest.fixture
def producer():
    """It is paid at 0123456789."""
    mine = ProducerFactory()
    account(mine)
    return mine


def paid_at(producer, at):
    return producer_account(producer.pk, at=at).number


def test_a_first_account_counts_at_once_and_another_after_three_days(producer):
    account(producer, "999999999", at=OVER)

    told = [paid_at(producer, at) for at in (MIDDAY, OVER, OVER + DAYS - HOUR, OVER + DAYS)]
    assert told == ["0123456789"] * 3 + ["999999999"]


def test_a_run_pays_the_old_account_until_the_new_one_has_cooled_off():
    mine = earned().producer
    account(mine)
    account(mine, "999999999", at=OVER)

    told = [to_pay(at=at, least=1)[0].account.number for at in (OVER, OVER + DAYS)]
    assert told == ["0123456789", "999999999"]


def test_a_stopped_change_never_counts_and_the_next_cools_off_anew(producer):
    change, by = account(producer, "999999999", at=OVER), UserFactory()
    for _time in range(2):
        accounts.stop_account(account=change, by=by, at=OVER + HOUR)
    assert paid_at(producer, OVER + DAYS) == "0123456789"

    account(producer, "888888888", at=OVER + DAYS)
    told = [paid_at(producer, OVER + DAYS + wait) for wait in (HOUR, DAYS)]
    assert told == ["0123456789", "888888888"]
    assert Entry.objects.filter(actor=by).values_list("verb", flat=True).get() == (
        "stopped its account"
    )


def test_what_counts_already_is_not_stopped(producer):
    change = account(producer, "999999999", at=OVER)

    with pytest.raises(accounts.TooLate):
        accounts.stop_account(account=change, by=UserFactory(), at=OVER + DAYS)
    assert paid_at(producer, OVER + DAYS) == "999999999"


def test_a_third_account_takes_the_place_of_the_one_that_cools_off(producer):
    account(producer, "999999999", at=OVER)
    account(producer, "888888888", at=OVER + HOUR)

    told = [paid_at(producer, OVER + wait) for wait in (DAYS, DAYS + HOUR)]
    assert told == ["0123456789", "888888888"]


def test_the_old_account_told_again_stops_the_change_and_the_new_one_changes_nothing(producer):
    change = account(producer, "999999999", at=OVER)
    assert account(producer, "999999999", at=OVER + HOUR) == change

    account(producer, at=OVER + HOUR)
    assert paid_at(producer, OVER + DAYS) == "0123456789"
    assert BankAccount.objects.count() == 2
    assert "999999999" not in str(list(Entry.objects.values_list("detail", "subject")))


def test_owners_and_whoever_told_the_old_account_hear_of_it_without_its_number():
    producer, before = ProducerFactory(), UserFactory()
    old = account(producer)
    BankAccount.objects.update(told_by=before)
    owner = MembershipFactory(producer=producer)
    MembershipFactory(producer=producer, role="staff")

    account(producer, "999999123", at=OVER)

    letters = Message.objects.order_by("pk")
    assert {letter.phone for letter in letters} == {before.phone, owner.user.phone}
    for letter in letters:
        masked = "•••••••789 sang ••••••123"
        assert (masked in letter.body, old.number in letter.body) == (True, False)
        assert "999999123" not in letter.body


def test_straight_payments_stay_with_the_old_account_until_the_new_one_was_looked_at():
    producer, looks = ProducerFactory(), UserFactory(is_staff=True)
    confirmed_account(producer)
    change = account(producer, "999999999", at=OVER)
    with pytest.raises(accounts.NotConfirmed):
        accounts.confirm_account(account=change, by=looks, at=OVER + HOUR)
    assert list(BankAccount.objects.to_confirm(at=OVER + HOUR)) == []

    late = OVER + DAYS
    assert list(BankAccount.objects.to_confirm(at=late)) == [change]
    assert producer_account(producer.pk, at=late, is_confirmed=True) != change
    accounts.confirm_account(account=change, by=looks, at=late)
    assert producer_account(producer.pk, at=late, is_confirmed=True) == change


@pytest.mark.parametrize(
    ("broken", "rule"),
    [
        ({"valid_from": OVER}, "changed_account_cools_off"),
        ({"replaces": None}, "producer_has_one_first_account"),
        ({"stopped_at": OVER + DAYS}, "account_is_stopped_before_it_counts"),
        ({"confirmed_at": OVER}, "account_is_confirmed_once_it_counts"),
    ],
)
def test_the_database_itself_keeps_a_change_waiting(producer, broken, rule):
    change = account(producer, "999999999", at=OVER)
    said = {"confirmed_by": UserFactory()} if "confirmed_at" in broken else {}

    with pytest.raises(IntegrityError) as refusal, transaction.atomic():
        BankAccount.objects.filter(pk=change.pk).update(**broken, **said)
    assert rule in str(refusal.value) or "producer_id" in str(refusal.value)
