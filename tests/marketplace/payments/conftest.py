"""Stripe's stand-in, started once for the tests of payments."""

import pytest

from tests.stand_ins.stripe.server import running


@pytest.fixture(scope="session")
def stripe_stand_in():
    with running() as stripe:
        yield stripe
