"""A commune is found by any name people know."""

from __future__ import annotations

import pytest

from catalog.models import CommuneAlias
from catalog.queries import communes_called
from tests.factories import CommuneFactory, ProvinceFactory

pytestmark = pytest.mark.django_db


def called(typed, **where):
    return [match.commune for match in communes_called(typed, **where)]


@pytest.mark.parametrize(
    "typed",
    [
        *("Xã Ba Chẽ", "ba che", "BA CHẼ", "Xã Ba Chẽ, Quảng Ninh", "ba che, tỉnh quảng ninh"),
        *("Thanh Sơn", "thanh son", "Xã Thanh Sơn, Huyện Ba Chẽ"),
    ],
)
def test_a_commune_is_found_by_new_and_old_names(typed):
    commune = CommuneFactory()
    CommuneAlias.objects.create(
        commune=commune,
        old_code="06973",
        name="Xã Thanh Sơn, Huyện Ba Chẽ",
        folded="xa thanh son huyen ba che",
    )
    CommuneFactory(code="00003", name="Xã Nơi Khác")

    assert called(typed) == [commune]


def test_an_exact_name_goes_before_names_that_hold_it():
    exact = CommuneFactory(code="00001", name="Xã Hải Hòa")
    other = CommuneFactory(code="00002", name="Xã Hải Hòa Đông")

    assert called("hai hoa") == [exact]
    assert called("hai ho") == [exact, other]


def test_a_name_in_two_provinces_is_for_a_person_to_choose():
    here = CommuneFactory(name="Xã Tân Tiến")
    hanoi = ProvinceFactory(
        code="01", name="Thành phố Hà Nội", short_name="Hà Nội", folded="ha noi"
    )
    there = CommuneFactory(code="00004", name="Xã Tân Tiến", province=hanoi)

    assert called("tan tien") == [here, there]
    assert called("Tân Tiến, Hà Nội") == called("tan tien", province="01") == [there]


@pytest.mark.parametrize("typed", ["", " , ", "Xã Không Đâu", "ba che, hà nội"])
def test_what_fits_nowhere_is_nowhere(typed):
    CommuneFactory()

    assert called(typed) == []
