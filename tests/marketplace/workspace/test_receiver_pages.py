"""Who receives an order is read at its stall until it has arrived, and by nobody there later."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from marketplace.orders.actions import states
from marketplace.orders.models import Gift, Order
from marketplace.workspace.papers import labels, slips
from tests import town as towns
from tests.api import caller
from tests.factories import MIDDAY
from tests.marketplace.orders.stories import sent

pytestmark = pytest.mark.django_db
PRIVATE = {
    "buyer_name": "Trần Thị Riêng",
    "buyer_phone": "+84912345678",
    "street": "Ngõ Kín 7",
    "note": "Gọi trước giúp tôi",
}
SECRETS = (
    "Trần Thị Riêng",
    "912345678",
    "912 345 678",
    "Ngõ Kín",
    "Gọi trước",
    "Mừng tuổi",
    "cổng",
)
LOWER = ("traceability:", "diary:", "supporting:", "catalog:")
OF_AN_ORDER = ("workspace:order", "workspace:slip", "workspace:parcel_labels")


@dataclass
class Stall:
    keys: dict[str, object]


@pytest.fixture
def gone(client):
    """An order on its way to somebody with a name; the pages of its stall; whoever owns it."""
    order, _parcel, owner = sent()
    group = order.group
    for field, told in PRIVATE.items():
        setattr(group, field, told)
    group.save()
    Gift.objects.create(group=group, message="Mừng tuổi bà")
    Order.objects.filter(pk=order.pk).update(note="Để ở cổng")
    client.force_login(owner)
    pack = order.lines.get().pack
    keys = {"producer": order.producer.slug, "slug": pack.product.slug, "pk": pack.pk}
    return order, Stall(keys | {"code": order.code}), owner


def pages(stall):
    """The address of every page of the stall that its keys lead to, where orders are known of."""
    for name, pattern in towns.routes():
        if pattern.startswith("gian-hang/<slug:producer>/") and not name.startswith(LOWER):
            yield name, towns.address(stall, name, pattern)


def read(client, at):
    answer = client.get(at)
    body = answer.getvalue() if answer.streaming else answer.content
    return answer.status_code, body.decode(errors="replace")


def test_on_its_way_its_pages_say_where_it_goes(client, gone):
    _order, stall, owner = gone
    at = dict(pages(stall))

    assert all("Trần Thị Riêng" in read(client, at[name])[1] for name in OF_AN_ORDER)
    (told,) = caller(owner).get("/api/v1/stall/orders/").json()["results"]
    assert (told["receiver"]["street"], told["note"]) == ("Ngõ Kín 7", "Gọi trước giúp tôi")


def test_no_page_of_the_stall_names_who_received_it(client, gone):
    order, stall, _owner = gone
    states.confirm_delivered(order=order, by=None, at=MIDDAY)
    Order.objects.filter(pk=order.pk).update(disputed_at=MIDDAY)

    seen, told = set(), {}
    for name, at in pages(stall):
        status, page = read(client, at)
        if status == 200:
            seen.add(name)
        if found := [one for one in SECRETS if one in page]:
            told[name] = found

    assert told == {}
    assert seen >= {*OF_AN_ORDER, "workspace:orders", "workspace:all_orders", "payouts:money"}


@pytest.mark.parametrize("ending", ["cancelled", "refunded"])
def test_nor_do_the_pages_of_an_order_that_never_came(client, gone, ending):
    order, stall, _owner = gone
    Order.objects.filter(pk=order.pk).update(state=ending)
    at = dict(pages(stall))

    told = [read(client, at[name]) for name in OF_AN_ORDER]

    assert [status for status, _page in told] == [200, 200, 200]
    assert [one for one in SECRETS if any(one in page for _status, page in told)] == []


@pytest.mark.parametrize("ending", ["delivered", "cancelled", "refunded"])
def test_neither_papers_nor_programmes_name_who_received_it(gone, ending):
    order, _stall, owner = gone
    rows = Order.objects.filter(pk=order.pk)
    rows.update(state=ending)

    answer = caller(owner).get("/api/v1/stall/orders/")
    told = [str([*slips(rows), *labels(rows)]), answer.content.decode()]

    assert answer.json()["results"][0]["receiver"] is None
    assert [one for one in SECRETS if any(one in page for page in told)] == []
