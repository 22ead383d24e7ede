"""What may be meant by what was typed, and how either database is asked for it."""

from __future__ import annotations

import string

import pytest
from hypothesis import given
from hypothesis import strategies as st

from catalog.search.indexes import FTS5, TSQUERY, expression
from catalog.search.readings import MOST_WORDS, Same, by_initials, read
from catalog.search.spelling import initials, likeliest, repairs, untelexed

TEA = {("tra",): [Same(("che",), "chè")], ("khoai", "mi"): [Same(("san",), "sắn")]}
SAFE = set(string.ascii_lowercase + string.digits + "_'\"()*:&| ANDOR")


def test_all_words_are_wanted_and_the_last_may_go_on():
    reading = read("Trà  hoa VÀNG", TEA)

    assert reading.typed == ("tra", "hoa", "vang")
    assert expression(reading, FTS5) == '(("tra") OR ("che")) AND (("hoa")) AND (("vang"*))'
    assert expression(reading, TSQUERY) == "(('tra') | ('che')) & (('hoa')) & (('vang':*))"


def test_a_phrase_stands_for_a_word():
    reading = read("bột khoai mì", TEA)

    assert [unit.ways for unit in reading.units] == [
        (("bot",),),
        (("khoai", "mi"), ("san",)),
    ]
    assert (reading.others, read("khoai mì", TEA).others) == (("bot san",), ("sắn",))


def test_initials_are_one_word_of_their_own():
    assert by_initials(read("T h v", {})).typed == ("_thv",)
    assert initials("tra hoa vang ba che") == "thvbc"


@pytest.mark.parametrize("typed", ["", "   ", "\u200b\x00"])
def test_no_words_ask_for_everything(typed):
    assert (read(typed, {}).units, read(typed, {}).is_hopeless) == ((), False)


@pytest.mark.parametrize("typed", ["%", "*", '"', "😀", "日本", "()-"])
def test_no_letters_ask_for_nothing(typed):
    assert read(typed, {}).is_hopeless


@given(st.text(max_size=50_000))
def test_whatever_is_typed_nothing_but_words_reaches_a_database(typed):
    reading = read(typed, TEA)

    assert len(reading.units) <= MOST_WORDS
    for dialect in (FTS5, TSQUERY):
        assert set(expression(reading, dialect)) <= SAFE
        words = [word for unit in reading.units for way in unit.ways for word in way]
        assert all(word.isascii() and word.isalnum() for word in words)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("dogn", "dong"),
        ("dng", "dong"),
        ("dongg", "dong"),
        ("dang", "dong"),
        ("vangf", "vang"),
        ("ddoong", "dong"),
        ("muwcj", "muc"),
    ],
)
def test_one_slip_is_mended(typed, meant):
    assert likeliest(typed, {meant, "bua", "xoai"}) == (meant,)


def test_two_slips_are_another_word():
    assert likeliest("dgno", {"dong"}) == ()


def test_a_forgotten_keyboard_is_likelier_than_another_letter():
    assert likeliest("vangf", {"vanga", "vang"}) == ("vang", "vanga")


@pytest.mark.parametrize("word", ["mien", "dong", "ruou", "banh"])
def test_slips_lead_both_ways(word):
    far = [slip for slip in repairs(word) if len(slip) >= 3 and slip != untelexed(word)]

    assert all(word in repairs(slip) for slip in far[::40])
