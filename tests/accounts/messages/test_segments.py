"""How long an SMS is, and the short form that always fits."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from accounts.messages.segments import MOST_SEGMENTS, fits, plain, segments, short_form


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("", 0),
        ("a" * 160, 1),
        ("a" * 161, 2),
        ("a" * 306, 2),
        ("a" * 307, 3),
        ("€" * 80, 1),
        ("€" * 81, 2),
        ("ạ" * 70, 1),
        ("ạ" * 71, 2),
        ("ạ" * 134, 2),
        ("ạ" * 135, 3),
        ("🍯" * 35, 1),
        ("🍯" * 36, 2),
    ],
)
def test_a_text_is_counted_as_the_network_does(text, number):
    assert segments(text) == number


def test_no_letter_of_two_units_is_cut_in_half():
    assert segments("a" * 152 + "€" + "a" * 152) == 3
    assert segments("ạ" * 66 + "🍯" + "ạ" * 66) == 3
    assert segments("a" * 151 + "€" + "a" * 153) == 2


def test_marks_and_quotes_fall_away_where_they_cost_too_much():
    assert plain("«Đường phên» của Bà Mẫu — 30.000 ₫…") == '"Duong phen" cua Ba Mau - 30.000 d...'


LINK = "https://chogoc.example/don-hang/KMPX7Q3A/?k=" + "x" * 43


@pytest.mark.parametrize(
    ("told", "form"),
    [
        ({"subject": "Đơn", "body": "Xong rồi."}, "Xong rồi."),
        ({"subject": "Đơn", "body": "à" * 400, "short": "Xong."}, "Xong."),
        ({"subject": "Đơn xong", "body": f"{'ấ' * 400} {LINK}."}, f"Đơn xong: {LINK}"),
        ({"subject": "ấ" * 60, "body": f"{'ấ' * 400} {LINK}"}, f"{'a' * 60}: {LINK}"),
        ({"subject": "ấ" * 400, "body": "ấ" * 400}, "a" * 160),
    ],
)
def test_the_short_form_is_the_fullest_that_fits(told, form):
    assert short_form(**told) == form


@given(st.text(min_size=1, max_size=200), st.text(max_size=600), st.text(max_size=200))
def test_whatever_was_written_the_short_form_fits(subject, body, short):
    form = short_form(subject=subject, body=body, short=short)

    assert segments(form) <= MOST_SEGMENTS
    assert len(form) <= 320


@given(st.text(max_size=400), st.text(max_size=20))
def test_more_words_never_cost_less(text, more):
    kept = [one for one in (text, text + more) if one]

    assert [segments(one) for one in kept] == sorted(segments(one) for one in kept)
    assert fits(text) == (1 <= segments(text) <= 2)
