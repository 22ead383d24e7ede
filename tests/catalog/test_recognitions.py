"""Stars are dated decisions."""

from __future__ import annotations

from datetime import date

import pytest
from django.db import IntegrityError
from django.urls import reverse

from catalog.actions import recognitions
from catalog.models import Product, Recognition
from tests.factories import MIDDAY, OfficerFactory, ProductFactory, RecognitionFactory, UserFactory

pytestmark = pytest.mark.django_db
Standing = Recognition.Standing
DECISION = {
    "decision": "12/QĐ-UBND",
    "level": "province",
    "issuer": "UBND tỉnh Quảng Ninh",
    "valid_from": date(2026, 3, 1),
}


def reported(**fields):
    return RecognitionFactory(
        verified_at=None, decision="", valid_from=None, valid_until=None, **fields
    )


@pytest.mark.parametrize(
    ("on", "standing"),
    [
        (date(2025, 12, 31), Standing.UNVERIFIED),
        (date(2026, 1, 1), Standing.IN_FORCE),
        (date(2028, 12, 31), Standing.IN_FORCE),
        (date(2029, 1, 1), Standing.EXPIRED),
    ],
)
def test_proved_stars_hold_from_the_first_day_until_the_last(on, standing):
    recognition = RecognitionFactory()

    assert recognition.standing(on=on) == standing
    is_starred = standing == Standing.IN_FORCE
    assert Product.objects.starred(on=on).exists() == is_starred


@pytest.mark.parametrize(
    ("year", "standing"),
    [(None, Standing.UNVERIFIED), (2023, Standing.UNVERIFIED), (2022, Standing.EXPIRED)],
)
def test_a_reported_year_alone_is_never_a_star(year, standing):
    recognition = reported(reported_year=year)

    assert recognition.standing(on=date(2026, 11, 21)) == standing
    assert not Product.objects.starred(on=date(2026, 11, 21)).exists()


def test_an_officer_proves_reported_stars_for_36_months(client):
    recognition = reported(stars=4)
    client.force_login(OfficerFactory().user)

    client.post(
        reverse("officer:recognition", args=[recognition.pk]),
        DECISION | {"valid_from": "2026-03-01"},
    )

    recognition.refresh_from_db()
    assert recognition.valid_until == date(2029, 3, 1)
    assert recognition.standing(on=date(2026, 11, 21)) == Standing.IN_FORCE


def test_a_decision_of_a_leap_day_ends_on_the_first_of_march():
    assert recognitions.ends_on(date(2024, 2, 29)) == date(2027, 3, 1)


def test_what_is_proved_is_not_proved_again():
    recognition = RecognitionFactory()

    with pytest.raises(recognitions.AlreadyVerified):
        recognitions.verify_recognition(
            recognition=recognition, by=UserFactory(), at=MIDDAY, **DECISION
        )


def test_nobody_but_an_officer_of_the_area_reaches_the_form(client):
    recognition = reported()
    address = reverse("officer:recognition", args=[recognition.pk])
    client.force_login(UserFactory())

    assert client.post(address, DECISION).status_code == 404


def test_the_database_refuses_a_proof_without_a_decision():
    with pytest.raises(IntegrityError):
        RecognitionFactory(decision="")


def test_the_database_refuses_two_stars():
    with pytest.raises(IntegrityError):
        RecognitionFactory(stars=2)


def test_a_decision_cannot_come_from_tomorrow(client):
    recognition = reported()
    client.force_login(OfficerFactory().user)

    response = client.post(
        reverse("officer:recognition", args=[recognition.pk]),
        DECISION | {"valid_from": "2999-01-01"},
    )

    assert response.status_code == 422
    assert list(response.context["form"].errors) == ["valid_from"]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_the_same_however_many_rows(client, django_assert_num_queries, count):
    for _ in range(count):
        reported(product=ProductFactory())
    client.force_login(OfficerFactory().user)

    with django_assert_num_queries(5):
        response = client.get(reverse("officer:recognitions"))

    assert len(response.context["rows"]) == count
