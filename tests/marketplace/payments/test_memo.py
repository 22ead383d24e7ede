"""Payment codes survive what banks and people do to a memo, and nothing else passes for one."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marketplace.payments import memo

CODE = "CG7K2M9QXA0"
codes = st.text(memo.ALPHABET, min_size=8, max_size=8).map(
    lambda body: memo.PREFIX + body + memo.check_character(body)
)
noise = st.text("0123456789 .-;/:ABDEFHIJKLMNOPQRSTUVWXYZ", max_size=30)
"""What banks write around a memo, without the letters C and G that would start another code."""


def test_a_code_is_short_unbroken_and_sound():
    code = memo.mint()

    assert len(code) == 11
    assert code.isalnum()
    assert code.isupper()
    assert memo.is_sound(code)


def test_codes_do_not_repeat_themselves():
    assert len({memo.mint() for _ in range(1_000)}) == 1_000


def test_no_letter_looks_like_a_digit():
    assert set(memo.ALPHABET).isdisjoint("ILOU")
    assert len(set(memo.ALPHABET)) == 32


@given(codes, st.data())
def test_one_slip_is_noticed(code, data):
    place = data.draw(st.integers(2, 10))
    other = data.draw(st.sampled_from([c for c in memo.ALPHABET if c != code[place]]))

    assert not memo.is_sound(code[:place] + other + code[place + 1 :])


@given(codes, st.data())
def test_two_characters_swapped_are_noticed(code, data):
    first, second = sorted(data.draw(st.sets(st.integers(2, 10), min_size=2, max_size=2)))
    swapped = list(code)
    swapped[first], swapped[second] = code[second], code[first]

    assert memo.is_sound("".join(swapped)) == (code[first] == code[second])


@given(codes, noise, noise)
def test_a_code_is_found_whatever_stands_around_it(code, before, after):
    assert memo.find(f"{before} {code} {after}") == code


@given(codes, noise, noise)
def test_a_code_is_among_the_candidates_even_when_glued(code, before, after):
    assert code in memo.candidates(before + code + after)


@given(codes, st.integers(1, 10), st.sampled_from([" ", "-", ".", "\n"]))
def test_a_code_broken_in_two_is_pieced_together(code, place, gap):
    assert code in memo.candidates(code[:place] + gap + code[place:])


@given(codes)
def test_case_width_and_look_alikes_do_not_matter(code):
    wide = "".join(chr(ord(letter) + 0xFEE0) for letter in code)
    by_hand = code[:2] + code[2:].replace("0", "O").replace("1", "l")

    assert memo.find(code.lower()) == memo.find(wide) == memo.find(by_hand) == code


@given(st.text())
def test_what_is_found_is_always_sound(text):
    assert all(memo.is_sound(code) for code in memo.candidates(text))


@pytest.mark.parametrize(
    "text",
    [
        "MBVCB.3278907687.CG7K2M9QXA0.CT tu 0123456789 TRAN THI MAU toi 2111",
        "cg7k2m9qxa0 chuyen tien",
        "IBFT cg7k2m9qxa0",
        "QR   -   CG7K2M9QXA0",
        "MBCT:CG7K2M9QXA0GD 123456-112126",
        "NGUYEN VAN MAU chuyen khoanCG7K2M9QXA0FT26325000001",
        "CG7K2M9QX A0",
        "CG7K2M9QXAO",
        "ACGCG7K2M9QXA0",
    ],
)
def test_banks_words_do_not_hide_a_code(text):
    assert memo.find(text) == CODE


@pytest.mark.parametrize(
    "text",
    ["", "chuyen tien", "CG7K2M9QXA1", "CG7K2M9QXA", "cam on CG", "C" * 10_000, "CG" * 5_000],
)
def test_no_code_is_invented(text):
    assert memo.find(text) == ""


def test_a_code_that_stands_alone_comes_before_one_inside_a_word():
    other = "CG00000000" + memo.check_character("00000000")

    assert memo.candidates(f"FT{other}X {CODE}") == [CODE, other]
