"""A GTIN stands for one pack for ever: labels that carry it are out in the world."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Entry
from catalog.actions.products import GtinTaken, save_pack
from catalog.models import Pack, TradeItem
from tests.factories import MIDDAY, PackFactory, ProductFactory, UserFactory

pytestmark = pytest.mark.django_db
FIRST, SECOND = "09520001010019", "09520001010026"


@pytest.fixture
def pack():
    return PackFactory(gtin=FIRST)


def give(pack, gtin):
    fields = {"gtin": gtin}
    return save_pack(product=pack.product, pack=pack, fields=fields, by=UserFactory(), at=MIDDAY)


def known(pack):
    return list(pack.trade_items.values_list("gtin", flat=True))


def test_a_pack_keeps_every_gtin_it_ever_had(pack):
    for gtin in (SECOND, None, FIRST, FIRST):
        give(pack, gtin)

    assert known(pack) == [FIRST, SECOND]
    assert Pack.objects.get().gtin == FIRST


def test_a_change_of_gtin_is_journalled_with_both(pack):
    give(pack, SECOND)
    give(pack, SECOND)

    told = Entry.objects.filter(verb="numbered").values_list("detail", flat=True)
    assert list(told) == [{"before": FIRST, "after": SECOND}]


@pytest.mark.parametrize("now_with", [FIRST, SECOND, None])
def test_no_other_pack_gets_a_gtin_once_used(pack, now_with):
    give(pack, now_with)
    other = PackFactory()

    with pytest.raises(GtinTaken) as refusal:
        give(other, FIRST)

    assert "đã dùng cho một quy cách khác" in refusal.value.message_dict["gtin"][0]
    other.refresh_from_db()
    assert (other.gtin, known(other)) == (None, [])


def test_the_database_itself_refuses_a_second_pack(pack):
    give(pack, None)
    for write in (
        lambda: PackFactory(gtin=FIRST),
        lambda: TradeItem.objects.create(gtin=FIRST, pack=PackFactory()),
        lambda: TradeItem.objects.update(pack=PackFactory()),
        lambda: TradeItem.objects.all()._raw_delete("default"),
    ):
        with pytest.raises(IntegrityError), transaction.atomic():
            write()

    assert known(pack) == [FIRST]


def test_a_new_pack_with_a_gtin_of_another_leaves_nothing_behind(pack):
    fields = {"name": "túi", "net_content": 1, "gross_weight": 1, "price": 9_000, "gtin": FIRST}
    product = ProductFactory()

    with pytest.raises(GtinTaken):
        save_pack(product=product, pack=None, fields=fields, by=UserFactory(), at=MIDDAY)

    assert not product.packs.exists()
    assert not Entry.objects.exists()
