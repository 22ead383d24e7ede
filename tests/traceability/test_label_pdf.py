"""Labels as PDF: every code reads as its address, stands in its place, and the words copy."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from tests.traceability.prints import PREFIX, WORDS, job, opened, seen, serials
from traceability.labels import pages, ruler
from traceability.labels.job import printed
from traceability.labels.sheets import A4_12, A4_21, A4_65, PAPERS, Adjustment
from traceability.labels.sticker import TooSmall, Words

NEAR = 0.1  # millimetres


def where_codes_belong(made, sheet, first=1):
    sticker = made.sticker()
    return [
        (x + sticker.x, y + sticker.y)
        for x, y in (sheet.place(n) for n in range(first, first + made.count))
    ]


@pytest.mark.parametrize("key", PAPERS)
def test_every_code_of_a_page_is_read_and_stands_in_its_place(key):
    sheet = PAPERS[key]
    made = job(sheet.places, sheet=sheet)
    (page,) = opened(pages.written(made))

    found = seen(page)

    assert found.keys() == {PREFIX + serial for serial in serials(sheet.places)}
    for serial, place in zip(serials(sheet.places), where_codes_belong(made, sheet), strict=True):
        assert found[PREFIX + serial] == pytest.approx(place, abs=NEAR)


def test_codes_are_read_as_a_coarse_printer_prints_them():
    (page,) = opened(pages.written(job(3, sheet=A4_12)))

    assert len(seen(page, dpi=203)) == 3


def test_level_q_is_read_too():
    (page,) = opened(pages.written(job(2, level="Q", prefix="https://ocop.qn.vn/t/")))

    assert seen(page).keys() == {f"https://ocop.qn.vn/t/{serial}" for serial in serials(2)}


def test_a_half_used_sheet_is_finished_first():
    made = job(5, start=20)
    first, second = opened(pages.written(made))

    assert len(seen(first)) == 2
    assert len(seen(second)) == 3
    corner = where_codes_belong(made, A4_21, first=20)[0]
    assert seen(first)[PREFIX + serials(5)[0]] == pytest.approx(corner, abs=NEAR)


def test_an_adjustment_moves_labels_and_leaves_modules_whole():
    shift = Adjustment(x=1.5, y=-2, scale=101)
    made = job(21, adjustment=shift)
    (page,) = opened(pages.written(made))

    found, sticker = seen(page), made.sticker()
    for number, serial in enumerate(serials(21), 1):
        x, y = shift.place(*A4_21.place(number))
        assert found[PREFIX + serial] == pytest.approx((x + sticker.x, y + sticker.y), abs=NEAR)
    assert sticker.module * 300 / 25.4 == pytest.approx(sticker.dots)


def test_the_words_are_there_once_more_for_copying():
    (page,) = opened(pages.written(job(2)))
    copied = page.get_textpage().get_text_range().replace("\r\n", "\n")

    for words in (WORDS.name, WORDS.maker, *WORDS.facts):
        assert copied.count(words) == 2
    assert [s for s in serials(2) if printed(s) in copied] == serials(2)


def test_the_page_is_a4_and_printers_are_told_not_to_shrink_it():
    file = b"".join(pages.written(job(1)))
    (page,) = opened([file])

    assert page.get_size() == pytest.approx((210 / 25.4 * 72, 297 / 25.4 * 72), abs=0.01)
    assert b"/PrintScaling/None" in file
    assert opened([file]).get_metadata_dict()["Title"] == "Tem lô HV-01"


def test_a_roll_is_a_page_a_row():
    made = job(5, sheet=PAPERS["2x50"])
    document = opened(pages.written(made))

    assert [len(seen(page)) for page in document] == [2, 2, 1]
    assert document[0].get_size() == pytest.approx((104 / 25.4 * 72, 30 / 25.4 * 72), abs=0.01)


def test_nothing_is_a_document_without_pages():
    assert b"/Count 0" in b"".join(pages.written(job(0)))


def test_pages_come_one_after_another_however_many():
    """What is written before the last serial is read is not kept."""
    asked = []

    def watched():
        for serial in serials(A4_65.places * 3):
            asked.append(serial)
            yield serial

    pieces = pages.written(job(A4_65.places * 3, sheet=A4_65, serials=watched()))
    so_far = [len(asked) for _piece in pieces]

    assert sorted(set(so_far)) == [0, 65, 130, 195]


def test_every_object_is_where_the_table_says():
    file = b"".join(pages.written(job(30)))
    start = int(re.search(rb"startxref\n(\d+)\n", file)[1])
    rows = re.findall(rb"(\d{10}) 00000 n ", file[start:])

    assert len(rows) == 15 + 2 * 2
    for number, row in enumerate(rows, 1):
        assert file[int(row) :].startswith(b"%d 0 obj" % number)


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ('Trà "hoa" vàng', '"hoa"'),
        ("^XZ~JR", "^XZ~JR"),
        ("Chè (loại 1) \\ )", "(loại 1) \\ )"),
        ("Trà 🍵 ngon\n\t lắm", "Trà ngon lắm"),
        ("Mie\u0302\u0301n dong", "Miến dong"),
        ("%s %d {0}", "%s %d {0}"),
        ("𠮷茶", ""),
    ],
)
def test_odd_names_are_shown_as_far_as_there_are_letters(name, shown):
    made = job(2, words=Words(name=name, maker="M", facts=("Lô 1",)))
    (page,) = opened(pages.written(made))

    assert shown in page.get_textpage().get_text_range()
    assert len(seen(page)) == 2


@pytest.mark.parametrize("key", PAPERS)
def test_a_name_without_end_is_cut_and_nothing_sticks_out(key):
    sheet = PAPERS[key]
    endless = Words(name="Rượu " * 60, maker="HợpTácXã" * 40, facts=WORDS.facts)
    sticker = job(sheet=sheet, words=endless).sticker()

    said = " ".join(line.text for line in sticker.lines)
    assert "…" in said
    assert all(fact in said for fact in WORDS.facts)
    for line in (*sticker.lines, sticker.serial):
        assert line.x >= 0
        assert line.x + line.face.width(line.text) * line.size <= sheet.width - 0.9
        assert line.size <= line.y <= sheet.height - 0.9


def test_a_label_too_small_for_a_code_is_refused():
    tiny = replace(A4_21, width=25.4, height=10)
    with pytest.raises(TooSmall):
        pages.written(job(sheet=tiny))


def test_cut_marks_are_drawn_only_when_asked():
    def ink(has_cut_marks):
        (page,) = opened(pages.written(job(1, has_cut_marks=has_cut_marks)))
        picture = page.render(scale=150 / 72).to_pil().convert("L")
        bare = (round(x * 150 / 25.4) for x in (140, 260, 200, 290))  # where no label is printed
        return picture.crop(tuple(bare)).getextrema()[0] < 250

    assert (ink(False), ink(True)) == (False, True)


@pytest.mark.parametrize("key", ["21", "65", "2x50"])
def test_the_test_page_has_a_true_ruler_and_says_how_to_read_it(key):
    sheet, advice = PAPERS[key], ("Đo từ 1 đến 11.",)
    written = ruler.written(sheet, adjustment=Adjustment(x=3), title="Trang thử", advice=advice)
    (page,) = opened(written)
    picture = page.render(scale=254 / 72).to_pil().convert("L")  # ten dots a millimetre

    y = round(sheet.page_height * 5) - 26  # above the line, where only whole centimetres reach
    marks = [x for x in range(picture.width) if picture.getpixel((x, y)) < 128]
    for centimetre in range(1, int(sheet.page_width) // 10):
        assert any(abs(x - 100 * centimetre) <= 2 for x in marks)
    assert ("Đo từ 1" in page.get_textpage().get_text_range()) == (not sheet.is_roll)
