"""What the market knows of a product, what it only points to, and what it never pretends."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry
from catalog.models import Producer
from catalog.papers import Paper
from marketplace.merits.actions.loading import Begun, load_sheets
from marketplace.merits.actions.marking import NothingShown, mark_item, unmark_item
from marketplace.merits.models import ScoreEdition, ScoreItem, ScoreOption, ScoreSheet, SelfMark
from marketplace.merits.queries.assessment import assessment
from marketplace.merits.queries.known import known, running
from marketplace.orders.models import Order
from tests.factories import (
    MIDDAY,
    TODAY,
    CriteriaSetFactory,
    LotFactory,
    MaterialLotFactory,
    ProductFactory,
)
from tests.marketplace.merits.scene import (
    dried,
    elsewhere,
    made_of,
    months_back,
    owner_of,
    sold,
    tea,
)

pytestmark = pytest.mark.django_db


@pytest.fixture(scope="module", autouse=True)
def scene(ground):
    """Known of a tea: seven months of sales, a complete lot with labels, a story, a paper."""
    with ground():
        CriteriaSetFactory()
        load_sheets()
        return tea()


@pytest.fixture
def product(scene):
    """Read anew: a test may change what stands around it."""
    return type(scene).objects.select_related("producer__commune").get(pk=scene.pk)


def rows(product):
    """Standing, points and what records point to, by the words of the item."""
    found = assessment(product, on=TODAY)
    return {row.item.words: row for row in found.rows}


def row(product, beginning):
    return next(one for words, one in rows(product).items() if words.startswith(beginning))


def mark(product, beginning, points, **told):
    item = row(product, beginning).item
    option = next(one for one in item.options if one.points == points)
    told = {"note": "Hợp đồng số 5", "document": None, "file": None} | told
    return mark_item(
        product=product, item=item.key, option=option.key, by=owner_of(product), at=MIDDAY, **told
    )


def test_records_settle_what_they_can_and_point_to_the_rest(product):
    found = rows(product)
    told = {
        beginning: (one.standing, one.points, one.more)
        for beginning in (
            "a) Nguồn nguyên",
            "a) Loại",
            "a) Khu",
            "c) Phong",
            "a) Câu",
            "9. ĐẢM",
            "c) Cấu",
        )
        for words, one in found.items()
        if words.startswith(beginning)
    }

    assert told == {
        "a) Nguồn nguyên": ("known", 5, 0),
        "a) Loại": ("known", 3, 0),
        "a) Khu": ("known", 5, 0),
        "c) Phong": ("hinted", 0, 3),
        "a) Câu": ("known", 2, 2),
        "9. ĐẢM": ("hinted", 0, 3),
        "c) Cấu": ("missing", 0, 0),
    }
    whole = assessment(product, on=TODAY)
    by = whole.points_by_standing
    assert whole.score.points == by["known"] == sum(one.points for one in found.values())
    assert by["claimed"] == 0 < by["hinted"]


def test_nothing_known_is_nothing_given():
    bare = ProductFactory(
        producer__kind="unknown", producer__claimed_at=None, published_at=None, standard=""
    )

    found = assessment(bare, on=TODAY)

    assert (found.score.points, found.score.reached) == (0, 1)
    assert {one.standing for one in found.rows} == {"missing"}
    assert found.way.stars == 3


def test_selling_is_steady_after_six_months_without_a_gap(product):
    other = tea(months=5)
    assert row(other, "a) Khu").points == 0
    sold(other, months_back(7)[6])
    assert known(other, on=TODAY).running == 5
    sold(other, months_back(6)[5])
    assert row(other, "a) Khu").points == 5

    Order.objects.filter(producer=other.producer, paid_at=months_back(3)[2]).update(
        state=Order.State.REFUNDED, completed_at=None
    )
    assert known(other, on=TODAY).running == 2
    assert row(product, "a) Khu").points == 5


def test_a_month_that_has_just_begun_breaks_nothing():
    firsts = {at.date().replace(day=1) for at in months_back(8)}

    assert running(firsts, TODAY) == 8
    assert running(firsts - {TODAY.replace(day=1)}, TODAY) == 7
    assert running(set(), TODAY) == 0


def test_local_shares_follow_what_went_in(product):
    own = product.producer
    lot = product.packs.get().lots.get()
    near, far = (
        MaterialLotFactory(producer=own),
        MaterialLotFactory(producer=own, place=elsewhere(product)),
    )
    made_of(
        lot,
        (dried(near), 600),
        (far, 300),
        (MaterialLotFactory(producer=own, source="bought"), 100),
    )

    share = known(product, on=TODAY).local
    assert (share.commune, share.province, share.lots) == (60, 90, 1)
    assert row(product, "a) Nguồn").points == 5

    LotFactory(pack=lot.pack, origin=elsewhere(product, province="31"), packed=10)
    share = known(product, on=TODAY).local
    assert (share.commune, share.province, share.lots) == (30, 45, 2)
    assert row(product, "a) Nguồn").points == 1
    old = TODAY - timedelta(days=366)
    LotFactory(pack=lot.pack, made_on=old, best_before=None)
    assert known(product, on=TODAY).local.lots == 2


def test_a_producer_says_more_with_a_paper_or_words_and_takes_it_back(product):
    before = assessment(product, on=TODAY).score.points
    with pytest.raises(NothingShown):
        mark(product, "d) Liên", 3, note="")

    mark(product, "d) Liên", 3)
    mark(product, "d) Liên", 2, note="Hợp đồng số 6")
    found = assessment(product, on=TODAY)
    assert found.score.points == before + 2
    assert found.points_by_standing["claimed"] == 2
    assert (row(product, "d) Liên").standing, SelfMark.objects.count()) == ("claimed", 1)

    unmark_item(
        product=product, item=row(product, "d) Liên").item.key, by=owner_of(product), at=MIDDAY
    )
    unmark_item(
        product=product, item=row(product, "d) Liên").item.key, by=owner_of(product), at=MIDDAY
    )
    assert assessment(product, on=TODAY).score.points == before
    assert list(Entry.objects.order_by("pk").values_list("verb", flat=True)) == [
        *("marked an item", "marked an item", "took a mark back")
    ]


def test_a_yes_to_what_records_point_to_counts_as_claimed(product):
    mark(product, "c) Phong", 3, note="Tem có mã truy xuất")

    found = row(product, "c) Phong")

    assert (found.standing, found.points, found.hint) == ("claimed", 3, None)


def test_a_claim_above_the_lot_book_is_told_and_one_that_agrees_is_known(product):
    assert not row(product, "a) Nguồn").differs
    mark(product, "a) Nguồn", 5)
    assert row(product, "a) Nguồn").standing == "known"

    LotFactory(pack=product.packs.get(), origin=elsewhere(product, province="31"), packed=30)

    found = row(product, "a) Nguồn")
    assert (found.standing, found.points, found.differs) == ("claimed", 5, True)


def test_the_database_keeps_what_is_claimed_by_something(product, settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    kept = mark(product, "d) Liên", 3, note="", file=Paper(".pdf", b"%PDF-1.4 mau"))
    assert (kept.sha256 != "", kept.file.name.startswith("private/marks/")) == (True, True)
    for change in ({"file": "", "sha256": ""}, {"file": ""}):
        with pytest.raises(IntegrityError), transaction.atomic():
            SelfMark.objects.filter(pk=kept.pk).update(**change)
    again = {"product": product, "item": kept.item, "option": kept.option, "points": 0}
    with pytest.raises(IntegrityError), transaction.atomic():
        SelfMark.objects.create(marked_by=owner_of(product), marked_at=MIDDAY, **again)


def test_an_unproven_cooperative_is_not_known_to_be_one(product):
    Producer.objects.filter(pk=product.producer_id).update(identity_verified_at=None)

    again = type(product).objects.select_related("producer").get(pk=product.pk)

    assert row(again, "a) Loại").standing == "missing"


def test_sheets_load_again_without_a_change_and_never_over_an_answer(product, monkeypatch):
    keys = set(ScoreOption.objects.values_list("pk", flat=True))
    ScoreEdition.objects.update(verified_by="Bà Cán Bộ")
    ScoreItem.objects.filter(number=1).update(name="sai chính tả")

    assert load_sheets() == 0
    assert set(ScoreOption.objects.values_list("pk", flat=True)) == keys
    assert ScoreItem.objects.get(number=1).name == "a) Nguồn nguyên liệu"
    assert ScoreEdition.objects.get().verified_by == "Bà Cán Bộ"

    kept = mark(product, "d) Liên", 3)
    ScoreOption.objects.filter(pk=kept.option_id).update(required_for=3)
    with pytest.raises(Begun):
        load_sheets()


def test_another_decision_is_another_edition_from_its_day_on(product):
    today = ScoreEdition.objects.get()
    later = ScoreEdition.objects.get()
    later.pk, later.code, later.valid_from = None, "moi", TODAY + timedelta(days=1)
    later.save()
    sheet = ScoreSheet.objects.create(edition=later, criteria_set=product.criteria_set)
    item = ScoreItem.objects.create(sheet=sheet, number=1, part="A", criterion="1. MỚI")
    ScoreOption.objects.bulk_create(ScoreOption(item=item, points=n, words="…") for n in (0, 100))

    assert assessment(product, on=TODAY).source.edition == today
    assert assessment(product, on=TODAY + timedelta(days=1)).source.edition == later
