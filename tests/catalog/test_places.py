"""Places and kinds as they ship: all of them, findable by old names, loaded twice without harm."""

from __future__ import annotations

from datetime import date

import pytest
from django.core.management import call_command

from catalog.models import (
    Commune,
    CommuneAlias,
    CriteriaSet,
    Policy,
    ProductGroup,
    Province,
    Shelf,
)

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("country")]


def test_the_country_is_whole():
    assert Province.objects.count() == 34
    assert Commune.objects.of_today().count() == 3321
    assert CommuneAlias.objects.count() == 10554


def test_loading_places_again_mends_and_adds_nothing():
    Commune.objects.filter(code="06970").update(name="Xã Sai")

    call_command("load_places", verbosity=0)

    assert Commune.objects.get(code="06970").name == "Xã Ba Chẽ"
    assert Commune.objects.count() == 3321
    assert CommuneAlias.objects.count() == 10554


def test_an_old_name_leads_to_the_commune_it_went_into():
    alias = CommuneAlias.objects.get(folded="xa dong xa huyen van don tinh quang ninh")

    assert alias.name == "Xã Đông Xá, Huyện Vân Đồn, Tỉnh Quảng Ninh"
    assert alias.commune.full_name == "Đặc khu Vân Đồn, Quảng Ninh"
    assert list(Commune.objects.named_like("đông xá, huyện vân đồn")) == [alias.commune]


def test_every_commune_of_quang_ninh_has_a_position_and_no_other():
    placed = Commune.objects.filter(latitude__isnull=False, longitude__isnull=False)

    assert placed.count() == 54
    assert set(placed.values_list("province__short_name", flat=True)) == {"Quảng Ninh"}


def test_kinds_are_whole_and_load_twice():
    call_command("load_kinds", verbosity=0)

    counts = [kind.objects.count() for kind in (ProductGroup, Shelf, CriteriaSet, Policy)]
    assert counts == [6, 16, 26, 5]


def test_alcohol_is_for_grown_ups_from_the_day_the_law_says():
    rules = Policy.objects.filter(minimum_age=18).order_by("criteria_set")

    assert [rule.criteria_set_id for rule in rules] == [14, 15]
    assert {(rule.needs_licence, rule.may_be_promoted) for rule in rules} == {(True, False)}
    assert Policy.objects.in_force(on=date(2019, 12, 31)).filter(minimum_age=18).count() == 0
    assert Policy.objects.in_force(on=date(2020, 1, 1)).filter(minimum_age=18).count() == 2
    assert all("44/2019/QH14" in rule.legal_basis for rule in rules)


def test_health_food_needs_its_declaration_and_fresh_goods_are_fresh():
    assert Policy.objects.get(needs_declaration=True).criteria_set_id == 18
    fresh = Policy.objects.filter(is_fresh=True).order_by("criteria_set")
    assert [rule.criteria_set_id for rule in fresh] == [1, 2]
