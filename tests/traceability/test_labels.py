"""Label sheets: labels fit the page, do not overlap, and start where the user says."""

import pytest

from traceability.labels import sheets

SHEETS = pytest.mark.parametrize("key", sheets.SHEETS)
ROLLS = pytest.mark.parametrize("key", sheets.ROLLS)


@SHEETS
def test_a_sheet_holds_as_many_labels_as_its_name_says(key):
    assert sheets.SHEETS[key].places == int(key.partition("-")[0])


@SHEETS
def test_the_last_label_ends_on_the_page(key):
    sheet = sheets.SHEETS[key]
    x, y = sheet.place(sheet.places)

    assert x + sheet.width <= sheets.A4_WIDTH
    assert y + sheet.height <= sheets.A4_HEIGHT


@SHEETS
def test_labels_do_not_overlap(key):
    sheet = sheets.SHEETS[key]

    assert sheet.pitch_x >= sheet.width
    assert sheet.pitch_y >= sheet.height


def test_labels_run_along_the_rows():
    (page,) = sheets.cells(sheets.A4_24, 5)

    assert page == [(0, 0), (70, 0), (140, 0), (0, 37), (70, 37)]


def test_a_half_used_sheet_is_finished_first():
    pages = list(sheets.cells(sheets.A4_65, 70, start=64))

    assert [len(page) for page in pages] == [2, 65, 3]
    assert pages[0] == [(126.5, 265.3), (167.1, 265.3)]
    assert pages[1][0] == pages[2][0] == (4.7, 10.9)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (24, [24]), (25, [24, 1])])
def test_pages_are_as_many_as_needed(count, sizes):
    assert [len(page) for page in sheets.cells(sheets.A4_24, count)] == sizes


@pytest.mark.parametrize("start", [0, -1, 25])
def test_a_place_off_the_sheet_is_refused(start):
    with pytest.raises(ValueError, match="has no place"):
        list(sheets.cells(sheets.A4_24, 1, start=start))


@pytest.mark.parametrize(
    ("count", "start", "pages"), [(0, 1, 0), (1, 1, 1), (24, 1, 1), (24, 2, 2), (100_000, 24, 4168)]
)
def test_sheets_are_counted_as_they_are_filled(count, start, pages):
    assert sheets.A4_24.pages(count, start=start) == pages
    assert len(list(sheets.cells(sheets.A4_24, count, start=start))) == pages


@ROLLS
def test_a_roll_is_as_wide_as_its_labels_and_what_is_between(key):
    roll = sheets.ROLLS[key]
    x, y = roll.place(roll.columns)

    assert roll.is_roll
    assert (y, roll.rows) == (0, 1)
    assert roll.page_width == pytest.approx(x + roll.width + roll.left)
    assert roll.page_width <= 110
    assert roll.page_height == roll.height


def test_an_adjustment_shifts_and_spreads():
    shift = sheets.Adjustment(x=1.5, y=-2, scale=101)

    assert shift.place(100, 200) == (102.5, 200)
    assert sheets.Adjustment().place(4.7, 10.9) == (4.7, 10.9)


def test_a_drawing_shows_every_place():
    sheet = sheets.A4_12

    assert sheet.view_box == "0 0 210 297"
    assert sheet.outline.count("z") == 12
    assert sheet.outline.startswith("M7.25 4.5h63.5v72h-63.5zM73.25 4.5")
