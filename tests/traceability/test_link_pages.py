"""Producers and officers add and remove links to pages elsewhere."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse

from accounts.models import Entry
from tests.factories import (
    MIDDAY,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    ProductFactory,
    ProvinceFactory,
    UserFactory,
)
from traceability.actions.links import MOST_LINKS, TooManyLinks, add_link, remove_link
from traceability.models import ExternalLink

pytestmark = pytest.mark.django_db
GTIN = "09520001010019"
LINK = {
    "link_type": "recipeInfo",
    "url": "https://bep.example/tra",
    "title": "Cách  pha trà",
    "language": "vi",
}


@pytest.fixture
def product():
    return PackFactory(gtin=GTIN).product


def page(product):
    return reverse("traceability:links", args=[product.producer.slug, product.slug])


def officers_page(product):
    return reverse("oversight:links", args=[product.slug])


def as_producer(client, product):
    client.force_login(MembershipFactory(producer=product.producer).user)
    return page(product)


def as_officer(client, product):
    client.force_login(OfficerFactory().user)
    return officers_page(product)


@pytest.mark.parametrize("sign_in", [as_producer, as_officer])
def test_a_link_is_added_followed_and_removed(client, product, sign_in):
    here = sign_in(client, product)

    assert client.post(here, LINK).status_code == 302
    shown = client.get(here).content.decode()
    assert 'href="https://bep.example/tra"' in shown
    assert "Cách nấu, công thức" in shown
    led = client.get(f"/01/{GTIN}?linkType=gs1:recipeInfo")
    assert led["Location"] == "https://bep.example/tra?linkType=gs1:recipeInfo"

    link = ExternalLink.objects.get()
    assert (link.title, link.language) == ("Cách pha trà", "vi")
    assert client.post(f"{here}{link.pk}/bo/").status_code == 302
    assert client.get(f"/01/{GTIN}?linkType=gs1:recipeInfo").status_code == 404
    told = Entry.objects.order_by("pk").values_list("verb", "detail__url")
    assert list(told) == [("added link", LINK["url"]), ("removed link", LINK["url"])]


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("url", "http://bep.example/", "bắt đầu bằng https://"),
        ("url", "https://10.0.0.1/", "không phải số máy"),
        ("url", "https://may.local/", "trong mạng nội bộ"),
        ("url", "https://a:b@bep.example/", "tên đăng nhập hay mật khẩu"),
        ("link_type", "defaultLink", "defaultLink"),
        ("link_type", "paymentLink", "paymentLink"),
        ("link_type", "productSustainabilityInfo", "productSustainabilityInfo"),
        ("link_type", "nosuchlt", "nosuchlt"),
        ("title", "", "Xin điền mục này"),
        ("language", "xx", "xx"),
    ],
)
def test_a_fault_is_told_at_its_field_and_what_was_typed_is_kept(
    client, product, field, typed, said
):
    here = as_producer(client, product)

    answer = client.post(here, LINK | {field: typed})

    assert answer.status_code == 422
    assert said in str(answer.context["form"].errors[field])
    if field == "url":
        assert f'value="{typed}"' in answer.content.decode()
    assert not ExternalLink.objects.exists()


def as_officer_elsewhere(client, product):
    hanoi = {"code": "01", "name": "Hà Nội", "short_name": "Hà Nội", "folded": "ha noi"}
    client.force_login(OfficerFactory(province=ProvinceFactory(**hanoi)).user)


@pytest.mark.parametrize(
    ("sign_in", "theirs"), [(as_producer, page), (as_officer_elsewhere, officers_page)]
)
def test_strangers_find_no_page_and_remove_nothing(client, product, sign_in, theirs):
    link = add(product)
    sign_in(client, ProductFactory())

    for here in (theirs(product), page(product)):
        assert client.get(here).status_code == 404
        assert client.post(here, LINK | {"url": "https://khac.example/"}).status_code == 404
        assert client.post(f"{here}{link.pk}/bo/").status_code == 404
    assert ExternalLink.objects.get() == link


def test_a_link_is_not_removed_from_the_page_of_another_product(client, product):
    link, mine = add(product), ProductFactory()
    here = as_producer(client, mine)

    assert client.post(f"{here}{link.pk}/bo/").status_code == 404
    assert ExternalLink.objects.exists()


def add(product, **other):
    return add_link(product=product, by=UserFactory(), at=MIDDAY, **LINK | other)


def test_the_same_link_twice_is_one(product):
    assert add(product) == add(product, title="Tên khác")
    assert Entry.objects.count() == 1
    link = ExternalLink.objects.get()
    for _ in range(2):
        remove_link(link=link, by=UserFactory(), at=MIDDAY)
    assert Entry.objects.count() == 2


def test_a_product_has_so_many_links_and_no_more(product):
    for n in range(MOST_LINKS):
        add(product, url=f"https://bep.example/{n}")
    with pytest.raises(TooManyLinks):
        add(product)
    assert product.external_links.count() == MOST_LINKS


def test_the_database_refuses_what_is_not_encrypted_or_there_already(product):
    link = add(product)
    for fields in ({"url": "http://bep.example/"}, {}):
        with pytest.raises(IntegrityError), transaction.atomic():
            ExternalLink.objects.create(
                **{"product": product, "added_by": link.added_by, "added_at": MIDDAY}
                | LINK
                | fields
            )


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_costs_the_same_however_many_links(
    client, product, rows, django_assert_num_queries
):
    here = as_producer(client, product)
    for n in range(rows):
        add(product, url=f"https://bep.example/{n}")
    client.get(here)
    with django_assert_num_queries(5):
        assert len(client.get(here).context["links"]) == rows
