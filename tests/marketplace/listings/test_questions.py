"""What people type and what they mean by it: one list, answered alike by both databases."""

from __future__ import annotations

import csv
from collections import Counter
from functools import partial
from pathlib import Path

import pytest

from catalog.folding import fold, slug
from catalog.models import Commune, CommuneAlias, Producer, Product
from catalog.queries import readings
from catalog.tables import rows
from marketplace.listings import plain
from marketplace.listings.actions import settle
from marketplace.listings.models import Listing
from marketplace.listings.plain import Among
from marketplace.storefront.queries.suggesting import communes, goods, producers
from tests.factories import MIDDAY, CriteriaSetFactory, ProvinceFactory

pytestmark = pytest.mark.django_db
TODAY = MIDDAY.date()
KINDS = {
    "goods": partial(goods, on=TODAY, of_age=True),
    "maker": partial(producers, on=TODAY),
    "commune": partial(communes, on=TODAY),
}
with (Path(__file__).parent / "questions.csv").open(encoding="utf-8", newline="") as file:
    QUESTIONS = list(csv.DictReader(file))


@pytest.fixture(scope="module")
def register(ground):
    """The names of the whole register, their makers, and Quảng Ninh with its old communes."""
    with ground():
        province = ProvinceFactory()
        here = _communes(province)
        kind = CriteriaSetFactory()
        makers: dict[str, Producer] = {}
        Product.objects.bulk_create(
            _product(row, n, makers, here, province=province, kind=kind)
            for n, row in enumerate(rows("register/products.csv"))
        )
        settle(on=TODAY)


def _communes(province):
    made = Commune.objects.bulk_create(
        Commune(code=row["code"], province=province, name=row["name"], folded=fold(row["name"]))
        for row in rows("places/communes.csv")
        if row["province"] == province.pk
    )
    by_code = {commune.code: commune for commune in made}
    CommuneAlias.objects.bulk_create(
        CommuneAlias(
            commune=by_code[row["commune"]],
            old_code=row["code"],
            name=row["name"],
            folded=fold(row["name"]),
        )
        for row in rows("places/former_communes.csv")
        if row["commune"] in by_code
    )
    return by_code


def _product(row, n, makers, here, *, province, kind):
    name = row["producer_name"] or "Chưa rõ chủ thể"
    if name not in makers:
        makers[name] = Producer.objects.create(
            name=name, slug=slug(name), folded=fold(name), province=province
        )
    product = Product(
        producer=makers[name],
        name=row["name_vi"],
        name_en=row["name_en"],
        slug=f"{slug(row['name_vi'])}-{n}",
        criteria_set=kind,
        shelf=kind.shelf,
        province=province,
        commune=here.get(row["commune_new_code"]),
        origin_text=row["district_old"],
        published_at=MIDDAY,
    )
    product.searchable = product.text_to_search()
    return product


@pytest.mark.usefixtures("register")
def test_what_is_typed_finds_what_is_meant():
    assert len(QUESTIONS) >= 60

    answers = [{**asked, "first": _first(asked["kind"], asked["typed"])} for asked in QUESTIONS]
    assert answers == QUESTIONS


def _first(kind, typed):
    found = KINDS[kind](typed)
    return found[0].words if found else ""


@pytest.mark.usefixtures("register")
def test_a_plain_question_is_answered_as_any_other():
    """Compiled once, and by the best names among the best listings where there are enough."""
    walked = 0
    for asked in QUESTIONS[::3]:
        reading = next(readings(asked["typed"], on=TODAY))
        found = Listing.objects.holding(reading)
        keys = [*found.closest_first(reading).values_list("pk", flat=True)[: plain.PAGE]]
        seek = partial(plain.closest, reading, Among(), limited=[])

        assert seek(most=plain.PAGE, is_broad=False) == keys, asked
        assert seek(most=3, is_broad=True) == keys[:3], asked
        assert Counter(dict(plain.shared(reading, Among()))) == found.sharing(), asked
        walked += len(plain.walked(reading)) >= 3
    assert walked
