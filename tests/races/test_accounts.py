"""Many who tell a stall's account at once: one change cools off, and nobody is paid there yet."""

from __future__ import annotations

from datetime import timedelta
from threading import Barrier

import pytest
from django.db import IntegrityError

from marketplace.payments.models import BankAccount
from marketplace.payments.queries import producer_account
from marketplace.payouts.actions import accounts
from tests.factories import MIDDAY, ProducerFactory, UserFactory
from tests.marketplace.payouts.stories import OVER, account
from tests.races.crowds import rush

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

LATER = OVER + timedelta(days=3)
NUMBERS = [f"99999999{n}" for n in range(8)]


def test_of_many_changes_at_once_one_cools_off_and_the_others_are_stopped():
    producer = ProducerFactory()
    first = account(producer)

    rush(NUMBERS, lambda number: account(producer, number, at=OVER).pk)

    standing = BankAccount.objects.filter(stopped_at=None).exclude(pk=first.pk)
    assert (standing.count(), BankAccount.objects.count()) == (1, 9)
    assert producer_account(producer.pk, at=OVER) == first
    assert producer_account(producer.pk, at=LATER) == standing.get()


def test_careless_changes_that_look_first_are_stopped_by_the_database_all_but_one():
    """The negative control: nobody holds a lock, and all have looked before anybody writes."""
    producer = ProducerFactory()
    first = account(producer)
    looked = Barrier(len(NUMBERS))

    def change_carelessly(number):
        assert not BankAccount.objects.cooling(at=OVER).exists()
        looked.wait(timeout=30)
        told = {"bank": "970436", "number": number, "holder": "MAU", "told_at": OVER}
        BankAccount.objects.create(producer=producer, replaces=first, valid_from=LATER, **told)
        return "told"

    assert rush(NUMBERS, change_carelessly) == {"told": 1, IntegrityError: len(NUMBERS) - 1}


def test_a_change_stopped_while_another_is_told_leaves_the_last_word_to_one():
    producer, by = ProducerFactory(), UserFactory()
    account(producer, at=MIDDAY)
    change = account(producer, "888888888", at=OVER)

    def stop_or_tell(number):
        if number is None:
            return bool(accounts.stop_account(account=change, by=by, at=OVER).stopped_at)
        return account(producer, number, at=OVER).number

    assert rush([None, "999999999"], stop_or_tell) == {True: 1, "999999999": 1}
    assert producer_account(producer.pk, at=LATER).number == "999999999"
