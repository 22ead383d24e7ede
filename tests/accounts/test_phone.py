"""Phone numbers."""

from __future__ import annotations

import pytest

from accounts.phone import NotAPhone, to_e164, to_national, veil


@pytest.mark.parametrize(
    "typed", ["0912345678", "0912 345 678", "84912345678", "+84912345678", "0912.345.678"]
)
def test_every_home_form_is_one_number(typed):
    assert to_e164(typed) == "+84912345678"


def test_a_foreign_number_keeps_its_country():
    assert to_e164("+33 6 12 34 56 78") == "+33612345678"


@pytest.mark.parametrize("typed", ["", "abc", "113", "+84", "0000000000", "０９１２"])
def test_what_cannot_be_a_phone_is_refused(typed):
    with pytest.raises(NotAPhone):
        to_e164(typed)


def test_people_read_it_in_the_national_way():
    assert to_national("+84912345678") == "0912 345 678"


def test_a_veiled_number_cannot_be_called():
    assert veil("+84912345678") == "09xx xxx 678"
