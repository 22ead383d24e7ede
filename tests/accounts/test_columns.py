"""What is written at once is what Django's fields would have made of it."""

from __future__ import annotations

from datetime import timedelta, timezone

import pytest
from django.db import connection, models
from django.utils.timezone import now
from hypothesis import given
from hypothesis import strategies as some

from accounts.columns import columns, written
from accounts.models import Entry, Message, User
from marketplace.payments.models import Receipt
from tests.factories import MIDDAY

MOMENTS = some.sampled_from([None, MIDDAY, MIDDAY.astimezone(timezone(timedelta(hours=7)))])


def both(row):
    """As we write it, and as Django does."""
    fields = [one for one in row._meta.concrete_fields if not one.primary_key]
    theirs = [one.get_db_prep_save(one.pre_save(row, add=True), connection) for one in fields]
    into = columns(fields, type(connection.ops))
    return [told(written(row, into, connection, add=True)), told(theirs)]


def told(values):
    """What JSON is wrapped in knows no equality."""
    return [getattr(one, "obj", one) for one in values]


@given(
    amount=some.none() | some.integers(1, 2**62) | some.just(True),
    state=some.sampled_from([*Receipt.State, "held", None]),
    text=some.none() | some.text(max_size=20) | some.integers(0, 9),
    came=MOMENTS,
)
def test_of_every_kind_of_value(amount, state, text, came):
    row = Receipt(amount=amount, state=state, text=text, came_at=came, payment_id=amount)
    ours, theirs = both(row)
    assert ours == theirs


@pytest.mark.parametrize(
    "row",
    [
        Entry(verb="đã «đọc»", subject="a:1", detail={"n": 1}, at=MIDDAY, actor=User(pk=3)),
        Message(key="k", language="vi", words={"a": "ă"}, written_at=MIDDAY, due_at=MIDDAY),
        User(phone="+84912345678", is_active="f", last_login=MIDDAY),
    ],
    ids=lambda row: row._meta.model_name,
)
def test_of_whole_rows(row):
    ours, theirs = both(row)
    assert ours == theirs


def test_a_time_of_writing_is_that_of_writing():
    field = models.DateTimeField(auto_now=True)
    field.set_attributes_from_name("at")
    row, before = Entry(at=MIDDAY), now()
    into = columns([field], type(connection.ops))

    written(row, into, connection, add=True)

    assert row.at >= before


def test_a_naive_moment_is_warned_of_as_ever():
    row = Entry(verb="a", subject="a:1", at=MIDDAY.replace(tzinfo=None))
    into = columns([Entry._meta.get_field("at")], type(connection.ops))
    with pytest.warns(RuntimeWarning, match="naive"):
        written(row, into, connection, add=True)
