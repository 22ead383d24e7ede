"""A stall's papers and an officer's desk, as people see them."""

from __future__ import annotations

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from PIL import Image

from catalog.actions.products import change_product
from catalog.models import Membership, SellerPaper
from tests.factories import (
    MIDDAY,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    ProductFactory,
    SellerPaperFactory,
)

pytestmark = pytest.mark.django_db


def photo():
    out = BytesIO()
    picture = Image.new("RGB", (40, 30), "white")
    picture.save(out, "JPEG", comment=b"GPS 21.27 107.28")
    return SimpleUploadedFile("giay.jpg", out.getvalue(), "image/jpeg")


@pytest.fixture
def owner(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    return MembershipFactory()


def signed_in(person):
    client = Client()
    client.force_login(person)
    return client


def opened(client, address):
    """The status and the bytes of a file, read to its end."""
    answer = client.get(address)
    return answer.status_code, answer.getvalue()


def page(name, *args):
    return reverse(f"gate:{name}", args=args)


def test_from_an_empty_list_to_a_product_on_sale(owner):
    """What the owner does on a phone, and what the officer answers."""
    stall, desk = owner.producer.slug, signed_in(OfficerFactory().user)
    mine, product = (
        signed_in(owner.user),
        ProductFactory(
            producer=owner.producer, published_at=None, cleared_until=None, description="Hái tay."
        ),
    )
    PackFactory(product=product)
    handed = {
        page("new_paper", stall, "can-cuoc"): "001199000111",
        page("new_paper", stall, "dang-ky"): "22C8000123",
        page("new_paper", stall, "ma-so-thue"): "5700-123-456",
        page("new_paper", stall, "an-toan-thuc-pham"): "12/2026/ATTP",
        page("goods_paper", stall, product.slug, "tu-cong-bo"): "01/NALANG/2026",
    }
    listed = mine.get(page("papers", stall)).content.decode()
    assert [address in listed for address in handed] == [True] * 5
    assert "Thông tư" not in listed
    assert "Nghị định 15/2018/NĐ-CP" in listed

    for address, number in handed.items():
        assert mine.post(address, {"number": number, "file": photo()}).status_code == 302, address
    assert "đang chờ cán bộ xem" in mine.get(page("papers", stall)).content.decode()
    for paper in SellerPaper.objects.waiting():
        status, kept = opened(desk, reverse("officer:paper_file", args=[paper.pk]))
        assert (status, b"GPS" in kept) == (200, False)
        decided = desk.post(
            reverse("officer:paper", args=[paper.pk]), {"approved": "yes", "reason": ""}
        )
        assert decided.status_code == 302

    assert "Đủ cả rồi" in mine.get(page("papers", stall)).content.decode()
    mine.post(reverse("workspace:publication", args=[stall, product.slug]))
    product.refresh_from_db()
    assert product.is_listed
    invoices = mine.get(reverse("invoices:details", args=[stall])).content.decode()
    assert 'value="5700123456"' in invoices  # nobody types it twice
    tax = SellerPaper.objects.get(fact="tax")
    assert (tax.number, SellerPaper.objects.get(fact="identity").number) == ("5700123456", "0111")
    taken_back = {"approved": "no", "reason": "Mã số đã ngừng"}
    desk.post(reverse("officer:paper", args=[tax.pk]), taken_back)
    assert (
        "chưa bán được"
        in mine.get(reverse("workspace:product", args=[stall, product.slug])).content.decode()
    )
    assert "Mã số đã ngừng" in mine.get(page("papers", stall)).content.decode()


@pytest.mark.parametrize(
    ("which", "told", "field"),
    [
        ("can-cuoc", {"number": "123"}, "number"),
        ("can-cuoc", {"number": "٠٠١١٩٩٠٠٠١١١"}, "number"),
        ("ma-so-thue", {"number": "12345"}, "number"),
        ("dang-ky", {"number": "a\x00b"}, "number"),
        ("dang-ky", {"number": "1", "valid_until": "2020-01-01"}, "valid_until"),
        ("dang-ky", {"number": "1", "file": SimpleUploadedFile("a.pdf", b"MZ")}, "file"),
    ],
)
def test_what_is_wrong_is_told_at_its_field(owner, which, told, field):
    answer = signed_in(owner.user).post(
        page("new_paper", owner.producer.slug, which), {"file": photo(), **told}
    )

    assert (answer.status_code, list(answer.context["form"].errors)) == (422, [field])
    assert not SellerPaper.objects.exists()


def test_papers_are_opened_by_few_and_only_asked_ones_are_taken(owner):
    stall = owner.producer
    supporter = MembershipFactory(producer=stall, role=Membership.Role.SUPPORTER).user
    neighbour = MembershipFactory().user
    product = ProductFactory(producer=stall)
    signed_in(supporter).post(
        page("new_paper", stall.slug, "dang-ky"), {"number": "1", "file": photo()}
    )
    paper = SellerPaper.objects.get()
    file = page("paper_file", stall.slug, paper.pk)

    people = (owner.user, supporter, neighbour)
    assert [opened(signed_in(who), file)[0] for who in people] == [200, 404, 404]
    mine = signed_in(owner.user)
    strange = [
        page("new_paper", stall.slug, "giay-phep-ruou"),  # it sells no alcohol
        page("new_paper", stall.slug, "tu-cong-bo"),  # of a product, not of the stall
        page("new_paper", stall.slug, "khong"),
        page("goods_paper", stall.slug, product.slug, "dang-ky"),
        page("goods_paper", stall.slug, product.slug, "cong-bo-my-pham"),
        page("paper_file", stall.slug, 10**19),
    ]
    assert [mine.get(address).status_code for address in strange] == [404] * len(strange)


@pytest.mark.parametrize("count", [1, 3])
def test_lists_ask_the_same_however_long_they_are(owner, django_assert_num_queries, count):
    desk = signed_in(OfficerFactory().user)
    for _ in range(count):
        product = ProductFactory(producer=owner.producer, cleared_until=None)
        told = {"state": "waiting", "decided_by": None, "decided_at": None}
        SellerPaperFactory(producer=owner.producer, product=product, fact="declaration", **told)
        change_product(
            product=product, fields={"name": f"Khác {product.pk}"}, by=owner.user, at=MIDDAY
        )

    mine = signed_in(owner.user)
    with django_assert_num_queries(7):
        assert len(mine.get(page("papers", owner.producer.slug)).context["board"].goods) == count
    with django_assert_num_queries(5):
        assert len(desk.get(reverse("officer:papers")).context["rows"]) == count
    with django_assert_num_queries(5):
        assert len(desk.get(reverse("officer:amendments")).context["told"]) == count


def test_a_proposal_stands_beside_the_old_value_until_it_is_decided(owner):
    product = ProductFactory(producer=owner.producer, name="Trà hoa vàng", ingredients="Hoa")
    mine, desk = signed_in(owner.user), signed_in(OfficerFactory().user)
    at = reverse("workspace:product", args=[owner.producer.slug, product.slug])
    sent = {"name": "Trà vàng", "criteria_set": product.criteria_set_id, "ingredients": "Hoa"}

    mine.post(at, {**sent, "least_days_left": "0", "why": "Tên gọi ở chợ", "usage": "Hãm nước"})

    shown = mine.get(at).content.decode()
    assert ("Đang chờ duyệt: «Trà vàng»" in shown, 'value="Trà hoa vàng"' in shown) == (True, True)
    product.refresh_from_db()
    assert (product.name, product.usage) == ("Trà hoa vàng", "Hãm nước")
    [asked] = product.amendments.all()
    judged = reverse("officer:amendment", args=[asked.pk])
    assert "Tên gọi ở chợ" in desk.get(judged).content.decode()
    assert desk.post(judged, {"approved": "no", "reason": ""}).status_code == 422
    assert desk.post(judged, {"approved": "yes"}).status_code == 302
    product.refresh_from_db()
    assert product.name == "Trà vàng"
    assert "Rút đề nghị" not in mine.get(at).content.decode()
