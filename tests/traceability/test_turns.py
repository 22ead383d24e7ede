"""A kept page turns with whatever it tells of, and with nothing else."""

from __future__ import annotations

import pytest
from django.db import connection

from catalog.models import Producer
from tests.factories import MIDDAY, EventFactory, LotFactory, PlaceFactory
from tests.traceability.lotbook import (
    BOUGHT,
    days_ago,
    dried,
    make,
    open_product_lot,
    pack,
    raw,
    stall,
    treat,
)
from tests.traceability.test_attestations import TESTER, known, leaf_of, statement
from tests.traceability.test_kept_stories import changed_in_turn, made_anew, page
from traceability import turns
from traceability.actions import attestations
from traceability.actions import turns as adding
from traceability.actions.materials import Came, correct_material_lot
from traceability.actions.recalls import Words, close_recall, declare_recall
from traceability.models import Descent, ItemCode, LabelRun, Lot, Recall, Turn
from traceability.queries.turns import of
from traceability.serials import new_serial
from traceability.views.kept_stories import SHELF

pytestmark = pytest.mark.django_db
WORDS = Words(severity="harmful", reason="Nấm mốc", advice="Đừng dùng")


@pytest.fixture
def place():
    return stall()[1]


@pytest.fixture
def theirs():
    """A lot that another producer sells."""
    return LotFactory(pack__product__producer__name="HTX Bên Bán")


@pytest.fixture
def code(place, theirs):
    """An item of tea that was dried from leaves of a plot with a diary, and bought flowers."""
    treat(place, days=20, waiting=7)
    leaves, flowers = raw(place), raw(place, "N2", name="Hoa", source=BOUGHT, bought_lot=theirs)
    tea = dried(place, {leaves: 8_000, flowers: 1_000})
    lot = open_product_lot(place)
    make(lot, {tea: 1_500}, output=1_500)
    lot = pack(lot, 15)
    run = LabelRun.objects.create(lot=lot, count=2, issued_at=MIDDAY)
    return ItemCode.objects.create(lot=lot, run=run, serial=new_serial())


def kept(code):
    """The page, from the shelf: who else is told of is known once it was made."""
    page(code)
    return page(code)


def materials(code):
    return list(code.lot.producer.material_lots.order_by("code"))


def test_no_column_of_what_went_into_it_can_change_behind_a_kept_page(code, place, theirs):
    before = kept(code)
    rows = [*materials(code), *(lot.material for lot in materials(code))]
    turned, stale = changed_in_turn(code, [*rows, place, place.commune, theirs, theirs.producer])
    assert stale == []
    assert len(turned) > 4
    assert page(code) == made_anew(code) == before


def test_who_stands_by_a_line_shows_at_once(code):
    assert "Phòng thử nghiệm mẫu" not in kept(code)
    known(TESTER)
    event = code.lot.events.standing().latest("pk")
    attestations.attest(written=statement(leaf_of(event)), at=MIDDAY)
    assert "Phòng thử nghiệm mẫu" in page(code)


def test_a_line_in_the_diary_shows_at_once_and_so_does_its_correction(code, place):
    assert "cách ly 9 ngày" not in kept(code)
    told = treat(place, days=15, waiting=9)
    assert "cách ly 9 ngày" in page(code)
    treat(place, days=15, waiting=8, corrects=told)
    assert "cách ly 9 ngày" not in page(code)


def test_what_a_lot_was_made_of_shows_as_it_was_put_right(code):
    before = kept(code)
    leaves = materials(code)[0]
    came = Came(place=leaves.place, at=days_ago(3), amount=9_500)
    correct_material_lot(lot=leaves, corrects=leaves.events.get(), came=came, by=None, at=MIDDAY)
    assert ["9,5\u00a0kg" in shown for shown in (before, page(code))] == [False, True]


def test_who_sold_a_material_changes_their_name_on_it(code, theirs):
    assert "mua của HTX Bên Bán" in kept(code)
    Producer.objects.filter(pk=theirs.producer_id).update(name="HTX Đổi Tên")
    assert "mua của HTX Đổi Tên" in page(code)


def test_what_others_say_of_their_own_lot_on_the_way_back_is_seen(code, theirs):
    """They bought our leaves, as they say later: another way back to what is ours."""
    ours = raw(materials(code)[0].place, "N5", name="Lá bán đi")
    assert "Lá bán đi" not in kept(code)
    told = EventFactory(lot=theirs, producer=theirs.producer, place=None)
    for side, node in (("out", theirs.trace_code), ("in", ours.trace_code)):
        Descent.objects.create(event=told, side=side, node=node)
    assert "Lá bán đi" in page(code)
    assert page(code) == made_anew(code)


def test_a_recall_of_the_lot_shows_at_once_and_goes_when_it_ends(code, django_user_model):
    before, person = kept(code), django_user_model.objects.first()
    recall = declare_recall(source=code.lot, words=WORDS, by=person, at=MIDDAY)
    shown = page(code)
    assert ["Nấm mốc" in one for one in (before, shown)] == [False, True]
    assert "Đang bị thu hồi" in shown
    close_recall(recall=recall, handling="unfounded", destroyed=0, report="x", by=person, at=MIDDAY)
    assert "Nấm mốc" not in page(code)


def test_a_recall_of_one_item_shows_on_its_page_alone(code, django_user_model):
    person = django_user_model.objects.first()
    neighbour = ItemCode.objects.create(lot=code.lot, run=code.run, serial=new_serial())
    kept(code), kept(neighbour)
    told = {"serials": [code.serial], "words": WORDS, "by": person, "at": MIDDAY}
    declare_recall(source=code.lot, **told)
    assert ["Nấm mốc" in page(one) for one in (code, neighbour)] == [True, False]


def test_a_recall_of_leaves_shows_on_the_tea(code, django_user_model):
    kept(code)
    person = django_user_model.objects.first()
    declare_recall(source=materials(code)[0], words=WORDS, by=person, at=MIDDAY)
    assert "Nấm mốc" in page(code)


def test_stock_and_strangers_turn_no_page(code):
    kept(code)
    before = {key: one.turned for key, one in SHELF._pages.items()}
    Lot.objects.filter(pk=code.lot.pk).update(reserved=1)
    EventFactory(lot=LotFactory(), place=PlaceFactory())
    page(code)
    assert {key: one.turned for key, one in SHELF._pages.items()} == before
    assert before


def test_every_watched_table_has_its_triggers():
    """A migration that rebuilds a table of SQLite drops them: it must put them on again."""
    asked = {
        "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
        "postgresql": "SELECT tgname FROM pg_trigger",
    }
    with connection.cursor() as cursor:
        cursor.execute(asked[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    wanted = {watched.trigger(verb) for watched in turns.WATCHED for verb in watched.verbs}
    assert wanted - there == set()
    assert len(wanted) > 20


def test_turns_of_many_writers_come_to_the_same_when_added_up():
    Turn.objects.bulk_create(Turn(producer=4707, slot=slot, times=2) for slot in range(3))
    Turn.objects.create(producer=4708, times=5)
    adding.add_up()
    assert (of([4707]), of([4707, 4708]), of([4709])) == (6, 11, 0)
    if connection.vendor == "postgresql":
        assert Turn.objects.filter(producer=4707).count() == 1
    assert Recall.objects.count() == 0
