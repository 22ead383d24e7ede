"""Prepared queries: what the queryset itself gives, whatever values it was compiled with."""

from __future__ import annotations

from datetime import date, timedelta
from threading import Thread
from uuid import uuid4

import pytest
from django.db import connection, transaction
from django.db.models import Count, F

from accounts.days import monday
from accounts.models import Entry, User
from accounts.prepared import Derived, Prepared, PreparedChange
from catalog.models import Producer, Recognition
from marketplace.cart.models import Cart
from tests.factories import (
    MIDDAY,
    TODAY,
    LotFactory,
    MembershipFactory,
    ProducerFactory,
    RecognitionFactory,
    UserFactory,
)
from traceability.models import Lot

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@Prepared
def people(keys):
    return User.objects.filter(pk__in=keys).order_by("pk")


@pytest.mark.parametrize("number", range(1, 6))
def test_a_list_of_any_length_finds_its_own(number):
    keys = [UserFactory().pk for _ in range(6)]

    assert [one.pk for one in people(keys=keys[:number])] == keys[:number]
    assert [one.pk for one in people(keys={keys[-1]})] == keys[-1:]


@pytest.mark.parametrize("keys", [[], [-1], [10**9, 10**9 + 1]])
def test_who_is_not_there_is_not_found(keys):
    UserFactory()

    assert people(keys=keys) == []


@pytest.mark.parametrize("key", [2**63, -(2**63), 10**30])
def test_a_number_that_no_database_holds_finds_nothing(key):
    one = Prepared(lambda pk: User.objects.filter(pk=pk))

    assert one(pk=key) == []


def test_numbers_words_and_moments_are_exchanged():
    said = Prepared(
        lambda actor, verb, since: Entry.objects.filter(
            actor=actor, verb=verb, at__gte=since
        ).values_list("subject", "at")
    )
    mine, other = (UserFactory() for _ in range(2))
    Entry.objects.create(actor=mine, verb="went", subject="a", at=MIDDAY)
    Entry.objects.create(actor=other, verb="came", subject="b", at=MIDDAY)

    assert said(actor=mine.pk, verb="went", since=MIDDAY) == [("a", MIDDAY)]
    assert said(actor=other.pk, verb="came", since=MIDDAY - DAY) == [("b", MIDDAY)]
    assert said(actor=other.pk, verb="went", since=MIDDAY) == []
    assert said(actor=mine.pk, verb="went", since=MIDDAY + timedelta(microseconds=1)) == []


def test_days_are_exchanged():
    held = Prepared(lambda on: Recognition.objects.filter(valid_from__lte=on))
    row = RecognitionFactory(valid_from=TODAY)

    assert (held(on=TODAY), held(on=TODAY - DAY)) == ([row], [])


def test_a_day_may_stand_for_its_month_and_its_week():
    begun = Prepared(
        lambda on: Recognition.objects.filter(
            valid_from__month=on.month, valid_from__gte=monday(on)
        )
    )
    row = RecognitionFactory(valid_from=date(2026, 9, 28))
    days = [date(2026, 9, 30), date(2026, 9, 21), date(2026, 10, 4), date(2026, 10, 1)]

    assert [begun(on=day) for day in days] == [[row], [row], [], []]


def test_uuids_are_exchanged():
    carts = [Cart.objects.create(key=uuid4(), updated_at=MIDDAY) for _ in range(3)]
    found = Prepared(lambda key: Cart.objects.filter(key=key))

    assert [found(key=cart.key) for cart in carts] == [[cart] for cart in carts]


def test_what_hangs_on_a_row_comes_along(django_assert_num_queries):
    rows = Prepared(
        lambda keys: (
            Producer.objects.filter(pk__in=keys)
            .select_related("commune__province")
            .prefetch_related("memberships__user")
            .annotate(people=Count("memberships"))
            .order_by("pk")
        )
    )
    made = [MembershipFactory().producer, ProducerFactory()]
    rows(keys=[made[0].pk])  # compiled with another one
    with django_assert_num_queries(3):
        told = [
            (one, one.commune.province.name, one.people, [m.user for m in one.memberships.all()])
            for one in rows(keys=[one.pk for one in made])
        ]

    assert told == [
        (one, one.commune.province.name, n, [m.user for m in one.memberships.all()])
        for one, n in zip(made, (1, 0), strict=True)
    ]


def test_a_row_asked_again_is_as_it_is_now():
    user = UserFactory(full_name="Lan")
    people(keys=[user.pk])
    User.objects.filter(pk=user.pk).update(full_name="Mai")

    assert [one.full_name for one in people(keys=[user.pk])] == ["Mai"]


@pytest.mark.parametrize(
    "derived",
    [
        lambda on: Recognition.objects.filter(valid_from__day=on.day),
        lambda on: Recognition.objects.filter(valid_from__gt=on + DAY),
        lambda on: Recognition.objects.filter(
            **{f"valid_{'from' if on == TODAY else 'until'}": on}
        ),
    ],
    ids=["its day of the month", "the day after", "another column"],
)
def test_what_is_worked_out_of_a_value_is_refused(derived):
    with pytest.raises(Derived):
        Prepared(derived)(on=TODAY)


def test_words_made_into_a_pattern_are_refused():
    with pytest.raises(Derived):
        Prepared(lambda name: User.objects.filter(full_name__contains=name))(name="Lan")


@pytest.mark.django_db(transaction=True)
def test_each_thread_asks_through_its_own_connection():
    user = UserFactory()
    people(keys=[user.pk])
    heard = []

    def ask():
        heard.extend(people(keys=[user.pk]))
        connection.close()

    thread = Thread(target=ask)
    thread.start()
    thread.join()

    assert heard == [user]


def test_a_change_changes_the_rows_it_names_and_says_how_many():
    lan, mai, dung = (UserFactory(full_name=name) for name in ("Lan", "Mai", "Dũng"))
    rename = PreparedChange(
        lambda keys, name: (User.objects.filter(pk__in=keys), {"full_name": name})
    )

    assert (rename(keys=[lan.pk], name="Cúc"), rename(keys=[mai.pk], name="Huệ")) == (1, 1)
    assert (rename(keys=[], name="Ai"), rename(keys=[0], name="Ai")) == (0, 0)
    assert list(User.objects.order_by("pk").values_list("full_name", flat=True)) == [
        *("Cúc", "Huệ", dung.full_name),
    ]


def test_a_change_works_out_what_it_sets_from_what_is_there():
    lot = LotFactory(on_hand=5)
    more = PreparedChange(
        lambda lot, packs, most: (
            Lot.objects.filter(pk=lot, on_hand__lte=most),
            {"on_hand": F("on_hand") + packs},
        )
    )

    assert (more(lot=lot.pk, packs=2, most=5), more(lot=lot.pk, packs=3, most=6)) == (1, 0)
    assert Lot.objects.get().on_hand == 7


def test_rows_go_where_nothing_is_set():
    lan, mai, dung = UserFactory.create_batch(3)
    gone = PreparedChange(lambda keys: (User.objects.filter(pk__in=keys), None))

    assert [gone(keys=[lan.pk, mai.pk]), gone(keys=[lan.pk]), gone(keys=[])] == [2, 0, 0]
    assert list(User.objects.all()) == [dung]


@pytest.mark.django_db(transaction=True)
def test_a_lock_is_refused_outside_a_transaction():
    user = UserFactory()
    locked = Prepared(lambda pk: User.objects.filter(pk=pk).select_for_update())

    with transaction.atomic():
        assert locked(pk=user.pk) == [user]
    with pytest.raises(transaction.TransactionManagementError):
        locked(pk=user.pk)


def test_rows_of_another_shape_are_refused():
    with pytest.raises(TypeError):
        Prepared(lambda pk: User.objects.filter(pk=pk).values_list("pk", flat=True))(pk=1)
