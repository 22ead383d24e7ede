"""QR codes: what is drawn is what a camera reads, and it is as small as it can be."""

import io
import re

import pytest
import resvg_py
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from traceability import qr

LABEL = "https://ocop.qn.vn/01/09520123456788/21/K7M2X9QWRA"
TEXTS = [
    LABEL,
    "https://ocop.qn.vn/t/K7M2X9QWRA",
    "0" * 40,
    "A",
    "Chè hoa vàng Ba Chẽ — 250.000 ₫",
    "00020101021238570010A00000072701270006970436011300110012345670208QRIBFTTA53037045802VN6304AB12",
]


def read(picture):
    (found,) = zxingcpp.read_barcodes(picture)
    return found


def from_png(content):
    return Image.open(io.BytesIO(content))


def from_svg(drawing, width=410):
    return from_png(bytes(resvg_py.svg_to_bytes(svg_string=drawing, width=width))).convert("L")


@pytest.mark.parametrize("text", TEXTS)
def test_the_picture_is_read_back(text):
    found = read(from_png(qr.png(text)))

    assert found.text == text
    assert found.ec_level == "M"


@pytest.mark.parametrize("text", TEXTS)
def test_the_drawing_is_read_back(text):
    assert read(from_svg(qr.svg(text))).text == text


@settings(max_examples=40, deadline=None)
@given(st.text(st.characters(min_codepoint=32, max_codepoint=126), min_size=1, max_size=90))
def test_any_mixture_of_segments_is_read_back(text):
    segments = qr.segments(text)

    assert "".join(part for _, part in segments) == text
    assert read(from_png(qr.png(text, dots=4))).bytes == text.encode()


def test_a_label_on_a_short_host_needs_29_modules():
    assert len(qr.matrix(LABEL)) == 29
    assert qr.segments(LABEL) == [
        (qr.BYTES, "https://ocop.qn.vn/01/"),
        (qr.DIGITS, "09520123456788"),
        (qr.CAPITALS, "/21/K7M2X9QWRA"),
    ]


def test_segments_are_not_cut_where_that_would_cost_more():
    assert qr.segments("abc12ABde") == [(qr.BYTES, "abc12ABde")]
    assert qr.segments("ĐƠN12") == [(qr.BYTES, "ĐƠN12")]


def test_the_picture_has_whole_modules_and_four_of_them_quiet():
    picture = from_png(qr.png(LABEL, dots=7)).convert("L")

    assert picture.size == (37 * 7, 37 * 7)
    assert picture.getbbox() == (0, 0, 259, 259)
    dark = Image.eval(picture, lambda level: 255 - level).getbbox()
    assert dark == (28, 28, 28 + 29 * 7, 28 + 29 * 7)


def test_the_drawing_is_drawn_on_whole_modules():
    drawing = qr.svg(LABEL)
    small = from_svg(drawing, width=37)

    assert 'viewBox="0 0 37 37"' in drawing
    assert not re.search(r"\d\.\d", drawing.partition(">")[2])
    assert {small.getpixel((x, y)) for x in range(37) for y in range(37)} == {0, 255}
    inside = [[small.getpixel((x, y)) == 0 for x in range(4, 33)] for y in range(4, 33)]
    assert inside == qr.matrix(LABEL)


def test_the_drawing_carries_its_title_safely_and_no_style():
    drawing = qr.svg("A", title="Lô <1> & 2")

    assert "<title>Lô &lt;1&gt; &amp; 2</title>" in drawing
    assert "style" not in drawing
    assert "<title>" not in qr.svg("A")


def test_what_no_code_can_hold_is_refused():
    with pytest.raises(ValueError, match="Invalid version"):
        qr.matrix("x" * 3000)
