"""Words without marks."""

from __future__ import annotations

import unicodedata

import pytest

from catalog.folding import fold, slug, tidy


@pytest.mark.parametrize(
    "typed",
    ["chè hoa vàng", "CHE HOA VANG", "Chè Hoa  Vàng", unicodedata.normalize("NFD", "chè hoa vàng")],
)
def test_every_way_of_typing_folds_alike(typed):
    assert fold(typed) == "che hoa vang"


def test_d_with_a_bar_is_a_d():
    assert fold("Đặc sản Đầm Hà") == "dac san dam ha"


def test_a_slug_has_no_marks():
    assert slug("Trà hoa vàng (hộp 100 g)") == "tra-hoa-vang-hop-100-g"


def test_invisible_letters_are_dropped_and_spaces_joined():
    assert tidy(" Trà\u200b \t hoa\x00 vàng ") == "Trà hoa vàng"
