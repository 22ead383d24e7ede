"""Label sheets: labels fit the page, do not overlap, and start where the user says."""

import pytest

from traceability import labels

SHEETS = pytest.mark.parametrize("key", labels.SHEETS)


@SHEETS
def test_a_sheet_holds_as_many_labels_as_its_name_says(key):
    assert labels.SHEETS[key].places == int(key)


@SHEETS
def test_the_last_label_ends_on_the_page(key):
    sheet = labels.SHEETS[key]
    x, y = sheet.place(sheet.places)

    assert x + sheet.width <= labels.A4_WIDTH
    assert y + sheet.height <= labels.A4_HEIGHT


@SHEETS
def test_labels_do_not_overlap(key):
    sheet = labels.SHEETS[key]

    assert sheet.pitch_x >= sheet.width
    assert sheet.pitch_y >= sheet.height


def test_labels_run_along_the_rows():
    (page,) = labels.cells(labels.A4_24, 5)

    assert page == [(0, 0), (70, 0), (140, 0), (0, 37), (70, 37)]


def test_a_half_used_sheet_is_finished_first():
    pages = list(labels.cells(labels.A4_65, 70, start=64))

    assert [len(page) for page in pages] == [2, 65, 3]
    assert pages[0] == [(126.5, 265.3), (167.1, 265.3)]
    assert pages[1][0] == pages[2][0] == (4.7, 10.9)


@pytest.mark.parametrize(("count", "sizes"), [(0, []), (1, [1]), (24, [24]), (25, [24, 1])])
def test_pages_are_as_many_as_needed(count, sizes):
    assert [len(page) for page in labels.cells(labels.A4_24, count)] == sizes


@pytest.mark.parametrize("start", [0, -1, 25])
def test_a_place_off_the_sheet_is_refused(start):
    with pytest.raises(ValueError, match="has no place"):
        list(labels.cells(labels.A4_24, 1, start=start))
