"""Labels in a printer's own language, to the letter; and nothing anybody typed is a command."""

from __future__ import annotations

import io
import re

import pytest
from PIL import Image

from tests.traceability.prints import PREFIX, WORDS, job, serials
from traceability.labels import bitmap, printers
from traceability.labels.job import printed
from traceability.labels.sheets import ROLL_2, ROLL_3, Adjustment
from traceability.labels.sticker import Words

HOSTILE = Words(
    name='Trà "Ba Chẽ" ^XZ~JR_5E\\["]\r\nKILL "*"', maker='^FD~DG"', facts=('Lô "1"^XA',)
)


def roll(count, sheet=ROLL_2, dpi=203, **changes):
    return job(count, sheet=sheet, dpi=dpi, **changes)


def zpl(made):
    return b"".join(printers.zpl(made)).decode("ascii")


def tspl(made):
    """The commands, and the picture that stands among them."""
    file = b"".join(printers.tspl(made))
    head, size = re.match(rb'(.*?DOWNLOAD "TEM.BMP",(\d+),)', file, re.DOTALL).groups()
    end = len(head) + int(size)
    return (head + b"..." + file[end:]).decode("ascii"), file[len(head) : end]


def test_zpl_is_a_picture_of_the_words_then_a_form_for_each_row():
    first, second, third = serials(3)
    picture, *rows, last = zpl(roll(3)).splitlines()

    assert re.fullmatch(r"~DGR:TEM\.GRF,(\d+),(\d+),[0-9A-F]+", picture)
    assert rows == [
        (
            "^XA^CI28^LH0,0^PW832^LL240"
            "^FO218,18^XGR:TEM.GRF,1,1^FS"
            f"^BY2,3,10^FO32,28^BQN,2,5^FH_^FDMA,{PREFIX}{first}^FS"
            f"^FO217,199^A0N,22,16^FD{printed(first)}^FS"
            "^FO634,18^XGR:TEM.GRF,1,1^FS"
            f"^BY2,3,10^FO448,28^BQN,2,5^FH_^FDMA,{PREFIX}{second}^FS"
            f"^FO633,199^A0N,22,16^FD{printed(second)}^FS"
            "^XZ"
        ),
        (
            "^XA^CI28^LH0,0^PW832^LL240"
            "^FO218,18^XGR:TEM.GRF,1,1^FS"
            f"^BY2,3,10^FO32,28^BQN,2,5^FH_^FDMA,{PREFIX}{third}^FS"
            f"^FO217,199^A0N,22,16^FD{printed(third)}^FS"
            "^XZ"
        ),
    ]
    assert last == "^XA^IDR:TEM.GRF^FS^XZ"


def test_tspl_is_a_picture_of_the_words_then_a_form_for_each_row():
    first, second, third = serials(3)
    commands, picture = tspl(roll(3))

    assert Image.open(io.BytesIO(picture)).mode == "1"
    assert commands.split("\r\n") == [
        "SIZE 104 mm,30 mm",
        "GAP 2 mm,0 mm",
        "DIRECTION 1",
        "REFERENCE 0,0",
        "CODEPAGE UTF-8",
        f'DOWNLOAD "TEM.BMP",{len(picture)},...',
        "CLS",
        'PUTBMP 218,18,"TEM.BMP"',
        f'QRCODE 32,38,M,5,A,0,"{PREFIX}{first}"',
        f'TEXT 217,197,"3",0,1,1,"{printed(first)}"',
        'PUTBMP 634,18,"TEM.BMP"',
        f'QRCODE 448,38,M,5,A,0,"{PREFIX}{second}"',
        f'TEXT 633,197,"3",0,1,1,"{printed(second)}"',
        "PRINT 1,1",
        "CLS",
        'PUTBMP 218,18,"TEM.BMP"',
        f'QRCODE 32,38,M,5,A,0,"{PREFIX}{third}"',
        f'TEXT 217,197,"3",0,1,1,"{printed(third)}"',
        "PRINT 1,1",
        'KILL "TEM.BMP"',
        "",
    ]


def test_the_level_asked_for_is_asked_of_the_printer():
    assert "^FDQA," in zpl(roll(1, level="Q"))
    assert re.search(r"QRCODE \d+,\d+,Q,", tspl(roll(1, level="Q"))[0])


@pytest.mark.parametrize("sheet", [ROLL_2, ROLL_3])
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_label_leaves_room_for_a_code_of_plain_bytes(sheet, dpi):
    made = roll(1, sheet, dpi)
    native, drawn = made.native_sticker(), made.sticker()

    assert native.dots / made.dots_per_mm >= 0.396
    assert native.y + 33 * native.module <= sheet.height - 4 * native.module
    assert native.lines[0].x >= drawn.lines[0].x - 4 or native.dots < drawn.dots


def test_a_row_begun_is_finished_first():
    commands, _picture = tspl(roll(3, ROLL_3, start=3))
    rows = [row.count("QRCODE") for row in commands.split("CLS")[1:]]

    assert rows == [1, 2]
    assert "QRCODE 616," in commands.split("CLS")[1]


def test_an_adjustment_moves_everything_and_never_off_the_paper():
    plain, moved = zpl(roll(1)), zpl(roll(1, adjustment=Adjustment(x=1, y=-1)))
    places = [
        [tuple(map(int, place)) for place in re.findall(r"\^FO(\d+),(\d+)", one)]
        for one in (plain, moved)
    ]

    assert places[1] == [(x + 8, y - 8) for x, y in places[0]]
    assert "-" not in "".join(
        re.findall(r"\^FO[^^]*", zpl(roll(1, adjustment=Adjustment(x=-20, y=-20))))
    )


def test_what_people_typed_reaches_the_printer_as_dots_only():
    plain, hostile = roll(2), roll(2, words=HOSTILE)

    assert re.sub(r"\d+", "0", zpl(hostile).split("\n", 1)[1]) == re.sub(
        r"\d+", "0", zpl(plain).split("\n", 1)[1]
    )
    commands, _picture = tspl(hostile)
    assert [line.split()[0] for line in commands.split("\r\n") if line] == [
        line.split()[0] for line in tspl(plain)[0].split("\r\n") if line
    ]


@pytest.mark.parametrize(
    ("text", "zpl", "tspl"),
    [
        (PREFIX, PREFIX, PREFIX),
        ("^XZ", "_5EXZ", "^XZ"),
        ("~JR", "_7EJR", "~JR"),
        ("a_b", "a_5Fb", "a_b"),
        ('"', "_22", '\\["]'),
        ("\\", "_5C", "\\"),
        ("a\r\nKILL", "a_0D_0AKILL", "aKILL"),
        ("è", "_C3_A8", "è"),
    ],
)
def test_text_is_escaped_as_each_language_wants_it(text, zpl, tspl):
    assert printers.zpl_text(text) == zpl
    assert printers.tspl_text(text) == tspl


def test_the_picture_is_the_words_with_their_marks():
    """The same dots for both languages; the circumflex stands over its letter."""
    made = roll(1)
    file = zpl(made).splitlines()[0].split(",")
    rows = bytes.fromhex(file[3])
    width = int(file[2]) * 8
    sent = Image.frombytes("1", (width, len(rows) * 8 // width), rows)
    bmp = Image.open(io.BytesIO(tspl(made)[1])).convert("L")

    dark = {(x, y) for x in range(bmp.width) for y in range(bmp.height) if not bmp.getpixel((x, y))}
    assert dark == {
        (x, y) for x in range(sent.width) for y in range(sent.height) if sent.getpixel((x, y))
    }
    assert len(dark) > 500


def test_marks_change_the_picture():
    def dots(name):
        (line,) = [one for one in roll(1, words=Words(name=name, maker="", facts=WORDS.facts))
                   .native_sticker().lines if one.text == name]  # fmt: skip
        return bitmap.draw((line,), width=50, height=30, dots_per_mm=8).rows

    assert len({dots("Ba Che"), dots("Ba Chè"), dots("Ba Chẽ"), dots("Ba Chế")}) == 4
