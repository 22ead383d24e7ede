"""Check digits of GS1 keys."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability.gs1 import check

DIGITS = st.text("0123456789", min_size=7, max_size=17)


@pytest.mark.parametrize("gtin", ["96385074", "614141007349", "9520123456788", "09520123456788"])
def test_a_gtin_of_each_length_is_known(gtin):
    assert check.is_gtin(gtin)


@pytest.mark.parametrize(
    "text",
    [
        "9520123456789",
        "952012345678",
        "",
        "952012345678X",
        "９５２０１２３４５６７８８",
        " 9520123456788",
        "²52012345678",
    ],
)
def test_what_is_no_gtin_is_refused(text):
    assert not check.is_gtin(text)


def test_places_and_logistic_units_have_their_own_lengths():
    assert check.is_gln("9520123456788")
    assert not check.is_gln("09520123456788")
    assert check.is_sscc("952012345678912345")
    assert not check.is_sscc("952012345678912346")
    assert not check.is_sscc("9520123456788")


@pytest.mark.parametrize(
    ("gtin", "is_example"),
    [("09520001010019", True), ("19521234543210", True), ("08938505974019", False), ("", False)],
)
def test_numbers_kept_for_examples_are_known(gtin, is_example):
    assert check.is_for_demonstration(gtin) == is_example


def test_a_check_digit_needs_digits():
    with pytest.raises(ValueError, match="digits only"):
        check.check_digit("95A")


def test_the_check_pair_of_gs1s_own_example():
    assert check.check_pair("1987654Ad4X4bL5ttr2310c") == "2K"


@given(body=DIGITS, place=st.integers(0, 16), digit=st.sampled_from("0123456789"))
def test_one_wrong_digit_is_always_seen(body, place, digit):
    key = body + check.check_digit(body)
    place %= len(key)
    wrong = key[:place] + digit + key[place + 1 :]

    assert check.has_check_digit(key)
    assert check.has_check_digit(wrong) == (wrong == key)
