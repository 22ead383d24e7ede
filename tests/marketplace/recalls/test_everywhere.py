"""The moment a recall is said, every page that speaks of the goods says so."""

from __future__ import annotations

import pytest
from django.urls import reverse

from tests.factories import MIDDAY, LotFactory, MaterialFactory, MaterialLotFactory, UserFactory
from tests.marketplace.recalls.stories import SOON, WORDS, recall, serials
from traceability.actions import recalls as actions
from traceability.actions.labels import issue_labels
from traceability.actions.materials import Came, make_material_lot
from traceability.actions.uses import MaterialRecalled
from traceability.models import Descent, Event, Lot, MaterialLot, RecalledLot
from traceability.queries import recalls

pytestmark = pytest.mark.django_db
PERSON = {"headers": {"user-agent": "Mozilla/5.0"}}
VOCABULARY = "https://ref.gs1.org/voc/"
LINKSET = {"accept": "application/linkset+json"}


def scan(client, code):
    return client.get(reverse("scan:item", args=[code]), **PERSON).text


def test_a_scan_of_recalled_goods_says_so_before_all_else(client):
    lot = LotFactory()
    code = serials(lot, 1)[0]
    assert "bị thu hồi" not in scan(client, code)

    mine = recall(lot)

    page = scan(client, code)
    assert "Lô này đang bị thu hồi" in page
    assert WORDS["reason"] in page
    assert mine.get_absolute_url() in page
    assert "Mua lại của người này" not in page
    assert "có trong sổ của Chợ Gốc" not in page


def test_of_a_lot_recalled_by_items_only_those_say_so(client):
    lot = LotFactory()
    codes = serials(lot, 2)

    recall(lot, serials=codes[:1])

    assert "Món này đang bị thu hồi" in scan(client, codes[0])
    assert "bị thu hồi" not in scan(client, codes[1])
    assert "ngừng bán" in scan(client, codes[0])
    assert "ngừng bán" not in scan(client, codes[1])


def test_closed_without_giving_free_it_is_still_said(client):
    lot = LotFactory()
    code = serials(lot, 1)[0]
    mine = recall(lot)
    ended = {"destroyed": 1, "report": "Xong", "by": UserFactory(), "at": SOON}

    actions.close_recall(recall=mine, handling="destroyed", **ended)
    assert "Đã bị thu hồi, không dùng" in scan(client, code)


def test_closed_and_given_free_it_is_sold_and_told_as_before(client):
    lot = LotFactory()
    code = serials(lot, 1)[0]
    mine = recall(lot)
    ended = {"destroyed": 0, "report": "Xong", "by": UserFactory(), "at": SOON}

    actions.close_recall(recall=mine, handling="unfounded", **ended)

    assert "bị thu hồi" not in scan(client, code)
    lot.refresh_from_db()
    assert lot.free == 10
    told = list(Event.objects.filter(lot=lot).order_by("pk").values_list("disposition", flat=True))
    assert told == ["recalled", "available"]


def test_what_another_recall_still_holds_is_not_given_free():
    lot = LotFactory()
    codes = serials(lot, 1)
    recall(lot, serials=codes)
    whole = recall(lot)
    ended = {"destroyed": 0, "report": "Xong", "by": UserFactory(), "at": SOON}

    actions.close_recall(recall=whole, handling="unfounded", **ended)

    lot.refresh_from_db()
    assert (lot.is_recalled, lot.codes.get().recalled_at is None) == (False, False)


def test_the_resolver_leads_to_the_recall_and_else_to_the_state(client):
    lot = LotFactory(pack__product__producer__slug="nha")
    lot_code = f"/t/{lot.trace_code}"
    item = f"/t/{issue_labels(lot=lot, count=1, by=UserFactory(), at=MIDDAY).codes.get().serial}"

    assert statuses(client, lot_code) == [f"/truy-xuat/lo/{lot.trace_code}/tinh-trang/"]
    assert statuses(client, item)[0].endswith("/tinh-trang/")
    mine = recall(lot)

    assert statuses(client, lot_code) == [mine.get_absolute_url()]
    assert statuses(client, item) == [mine.get_absolute_url()] * 2


def statuses(client, address):
    """Where ``recallStatus`` leads, level by level."""
    told = client.get(address, headers=LINKSET).json()["linkset"]
    links = [one for level in told for one in level.get(f"{VOCABULARY}recallStatus", [])]
    return [link["href"].removeprefix("http://testserver") for link in links]


def test_a_kept_product_page_turns_at_once(client, django_capture_on_commit_callbacks):
    lot = LotFactory()
    page = lot.pack.product.get_absolute_url()
    assert "Thêm vào giỏ" in client.get(page).text
    Lot.objects.filter(pk=lot.pk).update(on_hand=0)
    assert "Thêm vào giỏ" in client.get(page).text  # kept, for all that nothing is left

    Lot.objects.filter(pk=lot.pk).update(on_hand=10)
    with django_capture_on_commit_callbacks(execute=True):
        recall(lot)

    turned = client.get(page).text
    assert "Thêm vào giỏ" not in turned
    assert "đang bị thu hồi" in turned


def made(producer=None):
    """Leaves, dried leaves made of them, and a lot made of those; by the record alone."""
    lot = LotFactory()
    leaves = MaterialLotFactory(producer=lot.producer, place=lot.origin)
    came = Came(place=lot.origin, at=MIDDAY, amount=1_000)
    told = {"material": MaterialFactory(producer=lot.producer), "code": "KHO", "by": UserFactory()}
    dried = make_material_lot(wanted={leaves.pk: 5_000}, came=came, at=MIDDAY, **told)
    event = dried.events.get()
    Descent.objects.create(event=event, side="out", node=lot.trace_code)
    return lot, leaves, dried


def test_everything_made_of_a_raw_lot_is_reached_at_any_depth():
    lot, leaves, dried = made()
    other = LotFactory(pack=lot.pack, origin=lot.origin)

    mine = recall(leaves)

    assert list(RecalledLot.objects.values_list("lot", flat=True)) == [lot.pk]
    assert set(MaterialLot.objects.filter(is_recalled=True)) == {leaves, dried}
    other.refresh_from_db()
    assert not other.is_recalled
    assert recalls.of_material(dried) is None  # as it was read before
    dried.refresh_from_db()
    assert recalls.of_material(dried) == mine


def test_nothing_more_is_made_of_a_recalled_raw_lot():
    lot, leaves, dried = made()
    recall(leaves)
    came = Came(place=lot.origin, at=MIDDAY, amount=100)

    with pytest.raises(MaterialRecalled):
        make_material_lot(
            material=dried.material,
            code="NUA",
            wanted={leaves.pk: 1_000},
            came=came,
            by=UserFactory(),
            at=MIDDAY,
        )


def test_given_free_the_raw_lot_is_used_again():
    lot, leaves, _dried = made()
    mine = recall(leaves)
    ended = {"destroyed": 0, "report": "Xong", "by": UserFactory(), "at": SOON}

    actions.close_recall(recall=mine, handling="unfounded", **ended)

    lot.refresh_from_db()
    assert not lot.is_recalled
    assert MaterialLot.objects.filter(is_recalled=True).count() == 0
