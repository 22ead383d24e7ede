"""The demo, seeded once for all the tests that only look at it."""

from __future__ import annotations

from io import StringIO

import pytest
from django.core.management import call_command
from django.test import TransactionTestCase

from tests.factories import MIDDAY


def seed(at=MIDDAY):
    said = StringIO()
    call_command("seed_demo", "--without-pictures", at=at, stdout=said)
    return said.getvalue()


@pytest.fixture(scope="package")
def seeded_market(django_db_setup, django_db_blocker):
    with django_db_blocker.unblock():
        seed()
    yield
    with django_db_blocker.unblock():
        TransactionTestCase("run")._fixture_teardown()


@pytest.fixture
def market(seeded_market, db):
    """A seeded market in which a test may do as it likes."""
