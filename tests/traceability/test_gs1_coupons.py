"""Coupons of North America: GS1's own vectors say which are whole."""

import pytest

from traceability.gs1.syntax import RuleBroken, find

PURCHASE = "012345612345611110123"  # company, offer, saved, and what is bought


@pytest.mark.parametrize(
    ("ai", "value"),
    [
        ("8110", PURCHASE),
        ("8110", PURCHASE + "10110123" + "0123456"),
        ("8110", PURCHASE + "10110123" + "9"),
        ("8110", PURCHASE + "21101239" + "3261122" + "4261101"),
        ("8110", PURCHASE + "50123456" + "611234567" + "96201"),
        ("8112", "001234561234560123456"),
        ("8112", "111234567123456" + "9123456789012345"),
    ],
)
def test_a_whole_coupon_passes(ai, value):
    find(ai).refuse(value)


@pytest.mark.parametrize(
    ("ai", "value"),
    [
        ("8110", "71234567890123"),  # no company is that long
        ("8110", PURCHASE[:-1]),
        ("8110", PURCHASE + "0"),  # after the fields there are none
        ("8110", PURCHASE + "14"),
        ("8110", PURCHASE + "3261322"),
        ("8110", PURCHASE + "3260101" + "4260102"),  # over before it begins
        ("8110", PURCHASE + "4261101" + "3261122"),  # the fields have their order
        ("8110", PURCHASE + "60123456"),
        ("8110", PURCHASE + "93001"),
        ("8112", "07"),
        ("8112", "201234561234560123456"),
        ("8112", "0012345612345601234567"),
    ],
)
def test_a_broken_coupon_is_refused(ai, value):
    with pytest.raises(RuleBroken) as refusal:
        find(ai).refuse(value)

    assert refusal.value.rule in {"couponcode", "couponposoffer"}
