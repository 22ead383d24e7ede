"""One order on its producer's desk: the next thing to do, refusals aloud, papers for parcels."""

from __future__ import annotations

import pytest
from django.urls import reverse
from django.utils.timezone import now

from marketplace.orders.actions import arriving, cancelling, packing, substituting
from marketplace.orders.actions.cancelling import Why
from marketplace.orders.models import Gift, Order
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.orders.stories import accepted, labels, leave, other_goods, owed, pack, sent
from tests.marketplace.stories import LabelRunFactory
from traceability.models import ItemCode
from traceability.serials import new_serial

pytestmark = pytest.mark.django_db


@pytest.fixture
def desk(client):
    """Two packs to send; their order, line and owner, who is signed in."""
    order, line, owner = accepted(2)
    client.force_login(owner)
    return order, line, owner


def address(order, name="order", *more):
    return reverse(f"workspace:{name}", args=[order.producer.slug, order.code, *more])


def next_words(client, order):
    return str(client.get(address(order)).context["next"].words)


def test_the_page_says_the_one_thing_to_do(client, desk):
    order, line, owner = desk

    assert "Quét tem" in next_words(client, order)
    pack(order, labels(line, 2), owner)
    assert "bàn giao" in next_words(client, order)
    parcel = leave(order, owner)
    assert "trên đường" in next_words(client, order)
    arriving.note_return(parcel=parcel, at=MIDDAY)
    assert "trả về" in next_words(client, order)


def test_a_strangers_item_is_refused_aloud(client, desk):
    order, _line, _owner = desk
    run = LabelRunFactory(lot=LotFactory(), count=1)
    serial = ItemCode.objects.create(lot=run.lot, run=run, serial=new_serial()).serial

    page = client.post(address(order, "items"), {"serial": serial})

    assert page.status_code == 422
    assert 'role="alert"' in page.text
    assert "Không có mã này trong kho" in page.text


def test_a_second_parcel_is_added_and_an_item_moved_there(client, desk):
    order, line, owner = desk
    serials = labels(line, 2)
    pack(order, serials, owner)

    client.post(address(order, "new_parcel"))
    client.post(address(order, "item_move", serials[0], 2))
    client.post(address(order, "handover"), {"carrier": "B", "tracking": "V1", "number": "1"})

    page = client.get(address(order))
    assert [row.parcel.is_open for row in page.context["parcels"]] == [False, True]
    assert "sang kiện" not in page.text


@pytest.mark.parametrize("packs", ["0", "-1", "3", "1.5", "３", "1_000", "NaN", "1" + "0" * 30, ""])
def test_an_odd_number_of_packs_is_told_at_its_field(client, desk, packs):
    order, line, _owner = desk

    page = client.post(address(order, "shortage", line.pk), {"packs": packs, "key": "0" * 16})

    assert page.status_code == 422
    ((_row, form, _weight),) = page.context["table"]
    assert (list(form.errors), form["packs"].value()) == (["packs"], packs)
    assert owed(order) == {}


def test_fewer_packs_are_left_out_once_for_one_press(client, desk):
    order, line, _owner = desk

    for _again in range(2):
        client.post(address(order, "shortage", line.pk), {"packs": "1", "key": "0" * 16})

    assert owed(order) == {("short_shipped", 1): 185_000}
    assert "Bớt 1: giao thiếu." in client.get(address(order)).text


def test_other_goods_are_offered_and_taken_back(client, desk):
    order, line, _owner = desk
    other = other_goods(line)
    dear = other_goods(line, price=200_000)
    at = address(order, "substitution", line.pk)
    choices = client.get(at).context["form"].fields["pack"].queryset

    assert (list(choices), dear.pack in choices) == ([other.pack], False)
    client.post(at, {"pack": other.pack_id, "packs": "1"})
    assert "Đang hỏi người mua" in client.get(address(order)).text
    client.post(address(order, "substitution_end", line.pk))
    assert "Đang hỏi người mua" not in client.get(address(order)).text


def test_a_weight_is_written_down(client):
    lot = LotFactory(pack__is_weighed=True, pack__net_content=1_000)
    order, line, owner = accepted(1, lot)
    client.force_login(owner)

    refused = client.post(address(order, "weight", line.pk), {"grams": "9000"})
    client.post(address(order, "weight", line.pk), {"grams": "950"})

    assert refused.status_code == 422
    assert "Cân được 950 g." in client.get(address(order)).text


def test_the_buyers_wish_to_cancel_is_answered(client, desk):
    order, _line, _owner = desk
    why = Why(side="buyer", reason="changed_mind", words="Tôi mua nhầm")
    cancelling.cancel(order=order, why=why, by=None, at=MIDDAY)

    assert "Tôi mua nhầm" in client.get(address(order)).text
    client.post(address(order, "request_answer"), {"answer": "yes"})

    assert Order.objects.get().state == Order.State.CANCELLED
    assert "Trần Thị Mua" not in client.get(address(order)).text


def test_giving_up_says_why(client, desk):
    order, _line, _owner = desk

    refused = client.post(address(order, "cancellation"), {"reason": "", "words": "Mưa to"})
    assert (refused.status_code, refused.context["form"]["words"].value()) == (422, "Mưa to")
    client.post(address(order, "cancellation"), {"reason": "no_goods", "words": "Mưa to"})

    assert "Mưa to" in client.get(address(order)).text


def test_papers_name_each_parcels_items_and_hide_what_is_to_be_hidden(client, desk):
    order, line, owner = desk
    first, second = labels(line, 2)
    pack(order, [first], owner)
    packing.add_parcel(order=order, by=owner, at=MIDDAY)
    pack(order, [second], owner, number=2)
    Gift.objects.create(group=order.group, message="Chúc bà khoẻ")

    slip = client.get(address(order, "slip")).text
    label = client.get(address(order, "parcel_labels")).text

    assert all(words in slip for words in (first, second, "Chúc bà khoẻ", f"{order.code}-2"))
    assert "185.000" not in slip + label
    assert order.group.token not in slip + label
    assert "678" in label
    assert "0912 345 678" not in label


def test_a_parcel_that_came_back_is_sent_again_or_taken_back(client):
    order, parcel, owner = sent()
    arriving.note_return(parcel=parcel, at=MIDDAY)
    client.force_login(owner)

    empty = client.post(address(order, "sending_again", 1), {"carrier": "", "tracking": ""})
    assert empty.status_code == 422
    client.post(address(order, "taking_back", 1))

    assert Order.objects.get().state == Order.State.REFUNDED


@pytest.mark.parametrize("rows", [1, 3])
def test_the_desk_asks_as_often_for_many_parcels_as_for_one(
    client, django_assert_num_queries, rows
):
    order, line, owner = accepted(rows)
    for number, serial in enumerate(labels(line, rows), 1):
        packing.add_parcel(order=order, by=owner, at=MIDDAY)
        pack(order, [serial], owner, number=number)
    client.force_login(owner)

    with django_assert_num_queries(23):
        client.get(address(order))


def test_the_buyer_answers_and_gives_up_on_pages(client):
    order, line, owner = accepted(2)
    group = order.group
    client.get(group.get_absolute_url(), {"k": group.token})
    other = other_goods(line)
    made = substituting.offer(line=line, pack=other.pack, packs=1, by=owner, at=now())

    page = client.get(group.get_absolute_url()).text
    assert "Tôi nhận món này" in page
    client.post(reverse("orders:offer_answer", args=[order.code, made.pk]), {"answer": "yes"})
    at = reverse("orders:cancellation", args=[order.code])
    assert client.post(at, {"reason": "nonsense"}).status_code == 422
    client.post(at, {"reason": "too_slow"})

    made.refresh_from_db()
    assert (made.outcome, order.cancellations.get().outcome) == ("taken", "waiting")
    story = client.get(group.get_absolute_url()).context["parts"][0].story
    assert [one.words for one in story][:3] == ["Bạn đặt hàng", "Tiền đã về", "Người bán nhận đơn"]
