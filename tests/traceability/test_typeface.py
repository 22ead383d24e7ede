"""Faces: as wide as they are drawn, and whole when they are made small."""

import pytest
from PIL import ImageFont

from tests.traceability.prints import job, opened
from traceability.labels import pages, typeface
from traceability.labels.sheets import A4_12
from traceability.labels.sticker import Words

FACES = pytest.mark.parametrize(
    "face", [typeface.regular(), typeface.bold()], ids=["regular", "bold"]
)
LETTERS = "aăâeêioôơuưyAĂÂEÊIOÔƠUƯYđĐ"
MARKED = "Trà Ễ ộ ỹ ấ ẵ ừ Ự đ"


@FACES
def test_words_are_as_wide_as_they_are_drawn(face):
    drawn = ImageFont.truetype(face.path, 1000, layout_engine=ImageFont.Layout.BASIC)

    for letter in LETTERS + MARKED:
        assert face.width(letter) * 1000 == pytest.approx(drawn.getlength(letter), abs=1)


@FACES
def test_every_vietnamese_letter_is_there(face):
    marks = ("", "\u0300", "\u0301", "\u0303", "\u0309", "\u0323")
    letters = [
        letter + mark for letter in LETTERS for mark in marks if letter not in "đĐ" or not mark
    ]

    assert all(len(face.legible(letter)) == 1 for letter in letters)


@FACES
def test_a_smaller_face_is_a_tenth_and_has_its_letters_whole(face):
    glyphs = {face.glyph(letter) for letter in MARKED}
    small = face.smaller(glyphs)
    assert len(small) < len(face._file) / 5
    assert all(face._outline(glyph) in small for glyph in glyphs)
    assert face._outline(face.glyph("W")) not in small


@FACES
def test_no_letter_is_put_together_from_others(face):
    """Else a smaller face would have to keep those too."""
    outlines = (face._outline(glyph) for glyph in range(len(face._starts) - 1))

    assert all(not one or int.from_bytes(one[:2], "big", signed=True) >= 0 for one in outlines)


def test_letters_on_a_page_are_as_dark_as_they_are_drawn():
    """Each glyph is whole, and the one that its letter asks for."""
    made = job(1, sheet=A4_12, words=Words(name=MARKED, maker="", facts=("Lô 1",)))
    (page,) = opened(pages.written(made))
    (line,) = [one for one in made.sticker().lines if one.text == MARKED]
    dots = 1200 / 25.4
    ink = page.render(scale=1200 / 72).to_pil().convert("L").point(lambda level: 255 - level)
    x, y = (place + at for place, at in zip(A4_12.place(1), (line.x, line.y), strict=True))
    around = (x - 1, y - 1.15 * line.size, x + 50, y + 0.26 * line.size)
    there = sum(ink.crop(tuple(round(side * dots) for side in around)).histogram()[128:])
    face = ImageFont.truetype(
        line.face.path, line.size * dots, layout_engine=ImageFont.Layout.BASIC
    )
    alone = sum(level > 127 for level in face.getmask(MARKED))

    assert there == pytest.approx(alone, rel=0.02)
