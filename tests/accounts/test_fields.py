"""Numbers as people and programs write them."""

from __future__ import annotations

import pytest
from django import forms

from accounts.fields import WholeField
from accounts.typed import DigitsField

ODD = ("-1", "+1", "1.5", "1,5", "1e3", "1_000", "３", "٣", "NaN", "0x10", "1.00.000", "1.000,000")


@pytest.mark.parametrize(
    "typed", ["25000", "25.000", "25,000", "25 000", "25\u00a0000", "25\u202f000"]
)
def test_thousands_may_be_set_apart(typed):
    assert WholeField(max_value=25_000).clean(f" {typed} ") == 25_000


@pytest.mark.parametrize("typed", ODD)
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(forms.ValidationError):
        WholeField().clean(typed)


@pytest.mark.parametrize("typed", [*ODD[1:], "25.000", "1 0", " 1"])
def test_programs_write_digits(typed):
    with pytest.raises(forms.ValidationError):
        DigitsField().clean(typed)


def test_digits_are_a_number():
    assert (DigitsField().clean("0012"), WholeField().clean("0012")) == (12, 12)


@pytest.mark.parametrize("field", [DigitsField, WholeField])
def test_nothing_is_nothing(field):
    assert field(required=False).clean("") is None
