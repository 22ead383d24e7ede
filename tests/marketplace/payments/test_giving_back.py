"""What every gateway must keep when it is asked to give back: once, whatever replies are lost."""

from contextlib import suppress
from dataclasses import replace

import pytest

from marketplace.payments import memo
from marketplace.payments.gateways.contract import Refused, Unavailable
from tests.marketplace.payments.counters import (
    CHARGE,
    COUNTERS,
    MAKERS,
    REFUND_CALLS,
    given_in_all,
    only,
    refund,
)
from tests.marketplace.payments.senders import ViettelSender, VNPaySender


def test_all_of_it_goes_back_once(gateway, paid):
    first = refund(gateway, paid, CHARGE.amount, 1)
    assert first.amount == CHARGE.amount

    with pytest.raises(Unavailable):  # refused, or not known: never given again
        refund(gateway, paid, CHARGE.amount, 2)


def test_a_part_goes_back_where_it_can(gateway, paid):
    if not gateway.capabilities.partial_refund:
        with pytest.raises(Refused):
            refund(gateway, paid, 85_000, 1)
        return
    assert refund(gateway, paid, 85_000, 1).amount == 85_000
    assert refund(gateway, paid, 100_000, 2).amount == 100_000
    with pytest.raises(Refused):
        refund(gateway, paid, 5_000, 3)


def test_the_same_refund_again_gives_nothing_more(counter, gateway, paid):
    part = 85_000 if gateway.capabilities.partial_refund else CHARGE.amount
    refund(gateway, paid, part, 1)
    try:
        again = refund(gateway, paid, part, 1, is_again=True)
    except Unavailable:
        assert counter.sender.name == "viettel"  # which does not say
    else:
        assert again.amount == part
    if gateway.capabilities.partial_refund:
        assert refund(gateway, paid, CHARGE.amount - part, 2).amount == CHARGE.amount - part


@only(*(name for name in COUNTERS if name != "zalopay"))  # it says no sum
def test_another_sum_under_the_same_key_is_refused(gateway, paid):
    part = 85_000 if gateway.capabilities.partial_refund else CHARGE.amount
    refund(gateway, paid, part, 1)

    with pytest.raises(Unavailable):
        refund(gateway, paid, part - 1, 1, is_again=True)


@only("sandbox", "stripe", "momo", "zalopay")
def test_nothing_goes_back_of_what_was_not_paid(gateway, counter):
    start = gateway.start(replace(CHARGE, reference=memo.mint()))
    with pytest.raises(Unavailable):
        refund(gateway, start.external_id, CHARGE.amount + 1, 1)


@only(*MAKERS)
@pytest.mark.parametrize("lost", [1, 2])
def test_a_refund_whose_reply_was_lost_is_never_given_twice(counter, gateway, paid, lost):
    """One lost reply is made up for at once; with both, it is found when it is asked for again."""
    all_of_it = not gateway.capabilities.partial_refund
    part = CHARGE.amount if all_of_it else 85_000
    counter.vendor.lose_replies_to(REFUND_CALLS[counter.sender.name], lost)
    found = None
    for is_again in (False, True, True):
        with suppress(Unavailable):
            found = found or refund(gateway, paid, part, 1, is_again=is_again)
            assert not isinstance(found, Refused)

    assert given_in_all(counter.sender) == part
    assert found is None if all_of_it else found.amount == part
    if not all_of_it:
        assert refund(gateway, paid, CHARGE.amount - part, 2).amount == CHARGE.amount - part


@only(*MAKERS)
def test_a_lost_reply_to_a_refund_is_never_taken_for_a_no(counter, gateway, paid):
    """Told no, a person would send the money once more."""
    part = 85_000 if gateway.capabilities.partial_refund else CHARGE.amount
    counter.vendor.lose_replies_to(REFUND_CALLS[counter.sender.name], 1)

    for is_again in (False, True, True):
        try:
            refund(gateway, paid, part, 1, is_again=is_again)
        except Unavailable as unknown:
            assert type(unknown) is Unavailable  # noqa: PT017 - a reply may come as well


@only("momo")
def test_a_refund_that_momo_has_forgotten_being_asked_for_is_found_in_its_books(
    counter, gateway, paid
):
    refund(gateway, paid, 85_000, 1)
    counter.sender.vendor.replies.clear()

    with pytest.raises(Unavailable):
        refund(gateway, paid, 85_000, 1)
    assert refund(gateway, paid, 85_000, 1, is_again=True).amount == 85_000
    assert given_in_all(counter.sender) == 85_000


@only("vnpay")
def test_a_part_that_vnpay_does_not_name_is_not_given_again(counter, gateway, paid):
    refund(gateway, paid, 85_000, 1)

    with pytest.raises(Unavailable):
        refund(gateway, paid, 85_000, 2, is_again=True)
    assert given_in_all(counter.sender) == 85_000


@pytest.mark.parametrize("name", ["", "CG7K2M9QXA0", "CG7K2M9QXA0-", "x-²"])
def test_nothing_is_known_of_what_was_never_opened(name):
    for make in (VNPaySender, ViettelSender):
        with pytest.raises(Refused):
            refund(make().speaker, name, 1, 1)
