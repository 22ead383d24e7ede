"""Stripe's stand-in, started once for the tests of payments; and every gateway in its turn."""

from dataclasses import replace

import pytest

from marketplace.payments import memo
from tests.marketplace.payments.counters import (
    CHARGE,
    COUNTERS,
    MAKERS,
    CardCounter,
    DemoCounter,
    at_desk,
)
from tests.marketplace.payments.senders import DemoBank, Stripe
from tests.stand_ins.stripe.server import running


@pytest.fixture(scope="session")
def stripe_stand_in():
    with running() as stripe:
        yield stripe


@pytest.fixture(params=COUNTERS)
def counter(request, stripe_stand_in):
    if request.param == "sandbox":
        yield DemoCounter(DemoBank(), None)
    elif request.param == "stripe":
        yield CardCounter(Stripe(stripe_stand_in.address), stripe_stand_in)
    else:
        with at_desk(MAKERS[request.param]) as made:
            yield made


@pytest.fixture
def gateway(counter):
    return counter.gateway


@pytest.fixture
def start(counter):
    """A payment begun; each test's own."""
    return counter.gateway.start(replace(CHARGE, reference=memo.mint()))


@pytest.fixture
def paid(counter, start):
    counter.pay(start)
    return start.external_id
