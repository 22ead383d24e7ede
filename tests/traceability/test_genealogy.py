"""What went into a lot, and where it went, to any depth."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import MIDDAY, EventFactory, LotFactory, MembershipFactory, PlaceFactory
from tests.traceability.lotbook import BOUGHT, dried, make, open_product_lot, pack, raw, stall
from traceability.actions.materials import Came, correct_material_lot
from traceability.models import Descent
from traceability.queries import genealogy, kinship
from traceability.queries.genealogy import MOST_STEPS, Step
from traceability.views import pedigree

pytestmark = pytest.mark.django_db


@pytest.fixture
def place():
    return stall()[1]


def tell(*pairs):
    """An event each, at which the first of a pair went into the second."""
    event = EventFactory
    for into, out in pairs:
        told = event()
        Descent.objects.create(event=told, side="in", node=into)
        Descent.objects.create(event=told, side="out", node=out)


def family(place):
    """Leaves and flowers, dried; the dried ones packed."""
    leaves, flowers = raw(place), raw(place, "N2", name="Hoa")
    tea = dried(place, {leaves: 8_000, flowers: 1_000})
    lot = open_product_lot(place)
    make(lot, {tea: 1_500}, output=1_500)
    return leaves, flowers, tea, pack(lot, 15)


def test_what_went_into_a_lot_is_found_at_every_depth(place):
    leaves, flowers, tea, lot = family(place)
    assert genealogy.origins(lot.trace_code).levels == {
        lot.trace_code: 0,
        tea.trace_code: 1,
        leaves.trace_code: 2,
        flowers.trace_code: 2,
    }


def test_where_a_harvest_went_is_found_at_every_depth(place):
    leaves, _flowers, tea, lot = family(place)
    assert genealogy.destinations(leaves.trace_code).levels == {
        leaves.trace_code: 0,
        tea.trace_code: 1,
        lot.trace_code: 2,
    }


def test_it_takes_one_question(place, django_assert_num_queries):
    lot = family(place)[-1]
    with django_assert_num_queries(1):
        assert len(genealogy.origins(lot.trace_code).nodes) == 3


def test_what_a_correction_took_back_is_no_origin(place):
    leaves, more = raw(place), raw(place, "N2", name="Hoa")
    tea = dried(place, {leaves: 8_000})
    came = Came(place=place, at=tea.events.get().happened_at, amount=2_000)
    correct_material_lot(
        lot=tea, corrects=tea.events.get(), came=came, wanted={more.pk: 5_000}, by=None, at=MIDDAY
    )
    assert genealogy.origins(tea.trace_code).nodes == [more.trace_code]
    assert genealogy.destinations(leaves.trace_code).nodes == []


def test_a_circle_ends_where_it_began():
    tell(("a", "b"), ("b", "c"), ("c", "a"))
    walk = genealogy.origins("c")
    assert walk.levels == {"c": 0, "b": 1, "a": 2}
    assert walk.steps[-1] == Step("c", walk.steps[-1].event, "a")


def test_a_long_chain_is_followed_to_its_end():
    tell(*((f"n{n}", f"n{n + 1}") for n in range(60)))
    assert genealogy.origins("n60").levels["n0"] == 60


def test_what_is_very_large_is_cut_and_says_so():
    event = EventFactory()
    Descent.objects.create(event=event, side="out", node="jar")
    Descent.objects.bulk_create(
        Descent(event=event, side="in", node=f"raw{n}") for n in range(MOST_STEPS + 5)
    )
    walk = genealogy.origins("jar")
    assert (len(walk.steps), walk.is_cut) == (MOST_STEPS - 1, True)


def test_packs_that_left_are_counted_and_no_buyer_is_named(place):
    leaves, _flowers, _tea, lot = family(place)
    lot.on_hand -= 4
    lot.save()
    down = genealogy.destinations(leaves.trace_code)
    known = kinship.kin(down.nodes, mine=place.producer)
    assert kinship.totals(list(known.values())) == {"lots": 1, "packed": 15, "gone": 4}


def test_of_another_producer_only_what_is_public_has_a_name(place):
    theirs = stall()[1]
    hidden = raw(theirs, name="Bí mật nhà người ta")
    lot = open_product_lot(theirs)
    make(lot, {hidden: 5_000})
    bought_before = raw(place, "N1", source=BOUGHT, bought_lot=lot)
    walk = genealogy.origins(bought_before.trace_code)
    named = kinship.kin(walk.nodes, mine=place.producer)
    assert {(one.title, one.code, one.url) for one in named.values()} == {
        ("Lô chưa công khai của cơ sở khác", "", ""),
        ("Nguyên liệu chưa công khai của cơ sở khác", "", ""),
    }
    pack(lot)
    named = kinship.kin(walk.nodes, mine=place.producer)
    assert named[lot.trace_code].code == theirs.producer.name
    assert named[lot.trace_code].packed == 0


def test_the_drawing_puts_what_went_in_above_and_stays_on_a_phone(place):
    *_raws, lot = family(place)
    up, down = genealogy.origins(lot.trace_code), genealogy.destinations(lot.trace_code)
    known = kinship.kin({lot.trace_code, *up.nodes}, mine=place.producer)
    drawn = pedigree.drawing(known, up=up, down=down)
    rows = [(box.y, box.is_start) for box in drawn["boxes"]]
    assert [is_start for _y, is_start in rows] == [False, False, False, True]
    assert rows == sorted(rows)
    assert len(drawn["lines"]) == 3
    assert max(box.x for box in drawn["boxes"]) + pedigree.BOX <= pedigree.WIDTH


def test_a_drawing_has_an_end_and_says_how_many_are_left_out():
    tell(*((f"raw{n}", "jar") for n in range(40)))
    up, down = genealogy.origins("jar"), genealogy.destinations("jar")
    producer = PlaceFactory().producer
    drawn = pedigree.drawing(kinship.kin({"jar", *up.nodes}, mine=producer), up=up, down=down)
    assert (len(drawn["boxes"]), drawn["left_out"]) == (16, 25)


@pytest.mark.parametrize("count", [1, 3])
def test_the_page_costs_the_same_however_many(client, place, count, django_assert_num_queries):
    lot = open_product_lot(place)
    raws = [raw(place, f"N{n}", name=f"Lá {n}") for n in range(count)]
    make(lot, dict.fromkeys(raws, 5_000), output=1_000)
    client.force_login(MembershipFactory(producer=place.producer).user)
    address = reverse("traceability:lot_origins", args=[place.producer.slug, lot.code])
    with django_assert_num_queries(8):
        answer = client.get(address)
    assert len(answer.context["up"]) == count
    assert answer.content.decode().count("pedigree__material") == count


def test_a_lot_of_harvest_alone_has_nothing_to_draw(client):
    lot = LotFactory()
    client.force_login(MembershipFactory(producer=lot.producer).user)
    answer = client.get(reverse("traceability:lot_origins", args=[lot.producer.slug, lot.code]))
    assert "Chưa có gì để vẽ" in answer.content.decode()
