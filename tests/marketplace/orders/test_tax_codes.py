"""Vietnamese tax codes as people type them."""

import pytest

from marketplace.orders.tax_codes import NotATaxCode, tidied


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("0100109106", "0100109106"),
        ("0300588569", "0300588569"),
        ("0100109106-001", "0100109106-001"),
        ("0100109106001", "0100109106-001"),
        (" 0100 109.106 ", "0100109106"),
        ("022099001234", "022099001234"),
    ],
)
def test_a_code_is_written_as_the_tax_office_writes_it(typed, kept):
    assert tidied(typed) == kept


@pytest.mark.parametrize(
    "typed",
    [
        *("", "0100109107", "010010910", "01001091066", "0100109106-01", "0100109106--001"),
        *("０100109106", "0100109106-0０1", "122099001234", "MST0100109106", "9" * 500, "NaN"),
    ],
)
def test_a_slip_of_the_finger_is_noticed(typed):
    with pytest.raises(NotATaxCode):
        tidied(typed)


def test_every_single_wrong_digit_of_a_company_is_noticed():
    real = "0100109106"
    wrong = [
        real[:place] + digit + real[place + 1 :]
        for place in range(10)
        for digit in "0123456789"
        if digit != real[place]
    ]

    assert [code for code in wrong if _is_taken(code)] == []


def _is_taken(code):
    try:
        tidied(code)
    except NotATaxCode:
        return False
    return True
