"""Serial numbers: what they are made of, and which slips of eye and finger are caught."""

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from traceability import serials

LETTERS = st.sampled_from(serials.ALPHABET)
PLACES = st.integers(0, serials.LENGTH - 1)


@st.composite
def a_serial(draw):
    bodies = st.text(serials.ALPHABET, min_size=9, max_size=9).filter(serials.check_character)
    body = draw(bodies)
    return body + serials.check_character(body)


def test_a_new_serial_is_one():
    for _ in range(200):
        assert serials.is_serial(serials.new_serial())


def test_no_look_alikes_are_in_the_alphabet():
    assert len(serials.ALPHABET) == len(set(serials.ALPHABET)) == 30
    assert not set("01ILOU") & set(serials.ALPHABET)
    assert "".join(sorted(serials.ALPHABET)) == serials.ALPHABET


def test_serials_do_not_repeat_and_use_the_whole_alphabet_evenly():
    drawn = [serials.new_serial() for _ in range(6000)]
    counts = Counter("".join(drawn))

    assert len(set(drawn)) == 6000
    assert counts.keys() == set(serials.ALPHABET)
    assert min(counts.values()) > 1700  # 2000 expected, deviation 44
    assert max(counts.values()) < 2300


@given(good=a_serial(), place=PLACES, letter=LETTERS)
def test_one_wrong_character_is_always_caught(good, place, letter):
    wrong = good[:place] + letter + good[place + 1 :]

    assert serials.is_serial(wrong) == (wrong == good)


@given(good=a_serial(), place=st.integers(0, serials.LENGTH - 2))
def test_two_swapped_neighbours_are_always_caught(good, place):
    wrong = good[:place] + good[place + 1] + good[place] + good[place + 2 :]

    assert serials.is_serial(wrong) == (wrong == good)


def test_every_slip_on_one_serial_is_caught():
    good = "K7M2X9QWR" + serials.check_character("K7M2X9QWR")
    slips = {good[:at] + c + good[at + 1 :] for at in range(10) for c in serials.ALPHABET} - {good}
    swaps = {good[:at] + good[at + 1] + good[at] + good[at + 2 :] for at in range(9)} - {good}

    assert serials.is_serial(good)
    assert len(slips) == 290
    assert not [slip for slip in slips | swaps if serials.is_serial(slip)]


@given(a_serial())
def test_a_serial_typed_by_hand_is_recognised(good):
    assert serials.tidy(good) == good
    assert serials.tidy(good.lower()) == good
    assert serials.tidy(f" {good[:4]} {good[4:7]}-{good[7:]}\n") == good
    assert serials.tidy(f"{good[:5]}–{good[5:]}.") == good


@given(good=a_serial(), place=PLACES)
def test_an_impossible_character_is_read_as_its_look_alike(good, place):
    seen_as = {"D": "0", "Q": "o", "7": "1", "T": "I", "J": "l", "V": "u", "W": "U"}
    typed = good[:place] + seen_as.get(good[place], good[place]) + good[place + 1 :]

    assert serials.tidy(typed) == good


def test_full_width_characters_are_read():
    good = "K7M2X9QWR" + serials.check_character("K7M2X9QWR")
    full_width = "".join(chr(ord(character) + 0xFEE0) for character in good)

    assert serials.tidy(full_width) == good


@pytest.mark.parametrize("text", ["", "O", "0" * 10, "LOL", "x" * 500, "chè hoa vàng", "٣" * 10])
def test_what_is_no_serial_stays_none(text):
    assert not serials.is_serial(serials.tidy(text))


def test_a_wrong_serial_is_left_as_typed():
    assert serials.tidy("k7m2 x9qw rO") in {"K7M2X9QWRO", "K7M2X9QWRD", "K7M2X9QWRQ"}
    assert serials.tidy("aaaa-bbbb-0") == "AAAABBBB0"


def test_some_bodies_have_no_check_character():
    without = [c for c in serials.ALPHABET if serials.check_character("2" * 8 + c) is None]

    assert len(without) == 1
    assert not serials.is_serial("2" * 8 + without[0] + "2")
