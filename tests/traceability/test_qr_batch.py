"""Codes by XOR: bit for bit those of python-qrcode, with the mask that suits most of them."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from qrcode.util import lost_point

from traceability import qr
from traceability.qr.drawing import encode
from traceability.serials import ALPHABET, LENGTH

GTIN = "/01/08938501234569/21/"
PREFIXES = [
    f"https://ocop.qn.vn{GTIN}",
    "https://ocop.qn.vn/t/",
    "http://127.0.0.1:8000/t/",
    f"https://ocop.quangninh.gov.vn{GTIN}",
    f"HTTPS://OCOP.QN.VN{GTIN}",
    "https://chợ.vn/t/",
    "",
]
TAILS = st.lists(st.text(ALPHABET, min_size=LENGTH, max_size=LENGTH), min_size=1, max_size=4)


def by_python_qrcode(batch, tail):
    """The same segments, version and mask, by the library itself."""
    parts = batch._parts(tail)
    assert "".join(part for _mode, part in parts) == batch.prefix + tail
    made = encode(parts, level=batch.level, version=batch.version, mask=batch.mask)
    return [[bool(module) for module in row] for row in made.get_matrix()]


@pytest.mark.parametrize("level", ["M", "Q"])
@pytest.mark.parametrize("prefix", PREFIXES)
def test_codes_are_those_of_python_qrcode(prefix, level):
    batch = qr.Batch(prefix, LENGTH, ALPHABET, level=level, sample=["K7M2X9QWRA"])

    @settings(max_examples=5)
    @given(TAILS)
    def same(tails):
        drawn = [batch.matrix(code) for code in batch.codes(tails)]
        assert drawn == [by_python_qrcode(batch, tail) for tail in tails]

    same()


@pytest.mark.parametrize("length", [1, 2, 7, 8, 9, 12, 17])
@pytest.mark.parametrize("mask", [0, 5])
def test_tails_of_any_length_and_any_mask(length, mask):
    for prefix in ("https://ocop.qn.vn/21/", "https://ocop.qn.vn/t/"):
        batch = qr.Batch(prefix, length, ALPHABET, mask=mask)
        tail = ("Z9K2X" * 4)[:length]
        assert batch.matrix(batch.code(tail)) == by_python_qrcode(batch, tail)


def test_every_character_counts_at_every_place():
    batch = qr.Batch(PREFIXES[1], LENGTH, ALPHABET, mask=2)
    tails = {"2" * at + c + "2" * (LENGTH - 1 - at) for at in range(LENGTH) for c in ALPHABET}

    assert len(set(batch.codes(tails))) == len(tails) == 29 * LENGTH + 1


def test_a_label_is_the_code_that_is_drawn_alone():
    """With one's own mask, of course: alone, each code has the mask that is best for it."""
    text = "K7M2X9QWRA"
    alone = qr.matrix(PREFIXES[0] + text)
    ours = [qr.Batch(PREFIXES[0], LENGTH, ALPHABET, mask=mask) for mask in range(8)]

    assert alone in [batch.matrix(batch.code(text)) for batch in ours]


def test_the_mask_is_the_best_of_eight_on_the_sample():
    sample = ["K7M2X9QWRA", "ABCDEFGHJK", "2345678999"]
    penalties = []
    for mask in range(8):
        batch = qr.Batch(PREFIXES[0], LENGTH, ALPHABET, mask=mask)
        penalties.append(sum(lost_point(batch.matrix(code)) for code in batch.codes(sample)))

    chosen = qr.Batch(PREFIXES[0], LENGTH, ALPHABET, sample=sample).mask

    assert penalties[chosen] == min(penalties) < max(penalties)


@pytest.mark.parametrize(
    ("host", "m", "q"),
    [
        ("ocop.qn.vn", 29, 33),
        ("chogoc.vn", 29, 33),
        ("ocop.vn", 29, 33),
        ("id.ocop.qn.vn", 33, 33),
        ("ocop.quangninh.gov.vn", 33, 37),
    ],
)
def test_a_short_host_makes_a_small_code(host, m, q):
    sizes = [
        qr.Batch(f"https://{host}{GTIN}", LENGTH, ALPHABET, level=level, mask=0).modules
        for level in ("M", "Q")
    ]
    assert sizes == [m, q]


def test_a_row_is_whole_bytes():
    batch = qr.Batch(PREFIXES[0], LENGTH, ALPHABET, mask=0)
    code = batch.code("K7M2X9QWRA")

    assert (batch.modules, batch.row_bytes) == (29, 4)
    assert code.bit_length() == 29 * 32
    assert code & 0b111 == 0


@pytest.mark.parametrize(
    "tail", ["K7M2X9QWRO", "k7m2x9qwra", "K7M2X9QWR", "K7M2X9QWRAB", "", "K7M2X9QWRẢ"]
)
def test_what_is_no_serial_is_refused(tail):
    batch = qr.Batch(PREFIXES[0], LENGTH, ALPHABET, mask=0)
    with pytest.raises(KeyError):
        batch.code(tail)
