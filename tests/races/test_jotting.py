"""An entry sent twenty times at once is heard once; of twenty phones each is told its share."""

from __future__ import annotations

from threading import Event as Signal
from uuid import uuid4

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError

from tests.factories import MIDDAY, LotFactory, UserFactory
from tests.races.crowds import rush
from traceability.actions.jottings import Told, digest, jot
from traceability.actions.stages import record_stage
from traceability.models import Event, Jotting

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]
TIMES = 20


def sell(lot, by, key, packs=1, second=0):
    """As a phone tells it: so many packs of the lot were sold."""
    moment = MIDDAY.replace(minute=1, second=second)
    facts = {"packs": packs, "place": lot.workshop, "happened_at": moment}
    told = Told(key=key, digest=digest({"packs": str(packs)}), jotted_at=moment)
    _jotting, is_new = jot(
        producer=lot.producer,
        told=told,
        write=lambda: record_stage(lot=lot, stage="selling", by=by, at=later(), **facts),
        by=by,
        at=later(),
    )
    return "written" if is_new else "again"


def later():
    return MIDDAY.replace(hour=6)


def test_one_entry_sent_twenty_times_at_once_is_one_event():
    lot, by, key = LotFactory(), UserFactory(), uuid4()

    answers = rush(range(TIMES), lambda _n: sell(lot, by, key))

    assert answers == {"written": 1, "again": TIMES - 1}
    lot.refresh_from_db()
    assert (lot.on_hand, Event.objects.count(), Jotting.objects.count()) == (9, 1, 1)


def test_twenty_phones_of_one_lot_sell_what_there_is_and_the_rest_are_told():
    lot, people = LotFactory(), [UserFactory() for _ in range(TIMES)]

    def one(n):
        try:
            return sell(lot, people[n], uuid4(), second=n)
        except ValidationError as refusal:
            return refusal.code

    assert rush(range(TIMES), one) == {"written": 10, "not_so_many": 10}
    lot.refresh_from_db()
    assert (lot.on_hand, Jotting.objects.count()) == (0, 10)


def test_a_careless_writer_who_looks_first_and_writes_then_is_stopped_by_the_database():
    """The negative control: everybody has looked before anybody writes, and no lock is held."""
    lot, by, key = LotFactory(), UserFactory(), uuid4()
    looked, all_looked = [], Signal()

    def write_carelessly(_n):
        looked.append(Jotting.objects.filter(by=by, key=key).exists())
        if len(looked) == TIMES:
            all_looked.set()
        all_looked.wait(timeout=30)
        Jotting.objects.create(
            producer=lot.producer, by=by, key=key, digest="", jotted_at=MIDDAY, heard_at=MIDDAY
        )
        return "written"

    assert rush(range(TIMES), write_carelessly) == {"written": 1, IntegrityError: TIMES - 1}
    assert looked == [False] * TIMES
