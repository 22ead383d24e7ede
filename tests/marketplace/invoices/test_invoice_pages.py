"""Invoices on the pages of their seller, their buyer and the operators."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
import pytest
from django.urls import reverse

from catalog.models import Membership, Producer
from marketplace.invoices.models import Invoice, InvoiceSeller
from tests.factories import LotFactory, MembershipFactory, UserFactory
from tests.marketplace.invoices.stories import again, kept, lay_key, sent_order
from tests.marketplace.stories import buyer, paid_order

pytestmark = pytest.mark.django_db
DETAILS = {
    "name": "HTX Mẫu Ba Chẽ",
    "tax_code": "0102182292",
    "address": "Ba Chẽ",
    "form": "2",
    "use": "T",
    "letters": "ab",
}


@pytest.fixture
def order():
    return sent_order()


@pytest.fixture
def owner(client, order):
    user = MembershipFactory(producer=order.producer).user
    client.force_login(user)
    return user


def at(name, order, *parts):
    return reverse(f"invoices:{name}", args=[order.producer.slug, *parts])


def text(pdf):
    pages = pypdfium2.PdfDocument(BytesIO(pdf))
    return "\n".join(page.get_textpage().get_text_range() for page in pages)


def test_an_order_without_one_is_drafted_signed_and_fetched(
    client, order, owner, settings, tmp_path
):
    page = client.get(at("mine", order)).content.decode()
    assert f"/lap/{order.code}/" in page

    client.post(at("draft", order, order.code))
    invoice = Invoice.objects.get()
    one = at("one", order, invoice.key)
    assert "Chưa có chứng thư số" in client.get(one).content.decode()
    told = text(client.get(at("stall_file", order, invoice.key, "pdf")).content)
    assert "chưa gửi cơ quan thuế" in told
    assert "chưa ký, chưa có số" in told
    assert client.get(at("stall_file", order, invoice.key, "xml")).status_code == 404

    lay_key(settings, tmp_path)
    client.post(at("signature", order, invoice.key))

    page = client.get(one).content.decode()
    assert "2C26TAB-1" in page
    assert "BẢN THỂ HIỆN – chưa gửi cơ quan thuế" in page
    xml = client.get(at("stall_file", order, invoice.key, "xml"))
    assert xml.content == bytes(again(invoice).signed.xml)
    assert xml["Content-Disposition"] == 'attachment; filename="2C26TAB-1.xml"'


def test_a_sheet_says_all_that_an_invoice_says_and_that_it_is_not_coded(client, order, owner):
    invoice = kept(order)

    told = text(client.get(at("stall_file", order, invoice.key, "pdf")).content)

    for said in (
        "BẢN THỂ HIỆN – chưa gửi cơ quan thuế",
        "Ký bằng chứng thư mẫu: không có giá trị pháp lý.",
        "HÓA ĐƠN GIÁ TRỊ GIA TĂNG",
        "Số tiền viết bằng chữ: Bốn trăm nghìn đồng.",
        "1C26TAB",
    ):
        assert said in told


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({"state": "sent"}, "đã gửi, chưa có mã của cơ quan thuế"),
        ({"state": "rejected", "answered_at": "2026-11-21T07:00Z"}, "bị từ chối"),
        (
            {"state": "coded", "answered_at": "2026-11-21T07:00Z", "tax_office_code": "00MAU"},
            "Mã của cơ quan thuế: 00MAU",
        ),
    ],
    ids=["sent", "rejected", "coded"],
)
def test_only_a_code_that_came_back_takes_the_warning_off(client, order, owner, state, said):
    invoice = kept(order, sent_at="2026-11-21T07:00Z", tries=1, **state)

    told = text(client.get(at("stall_file", order, invoice.key, "pdf")).content)

    assert said in told
    assert ("BẢN THỂ HIỆN" in told) == (state["state"] != "coded")


def test_staff_prepare_and_owners_sign(client, order):
    invoice = kept(order, state="signed")
    staff = MembershipFactory(producer=order.producer, role=Membership.Role.STAFF).user
    client.force_login(staff)

    page = client.get(at("one", order, invoice.key)).content.decode()

    assert at("replacement", order, invoice.key) not in page
    assert client.post(at("signature", order, invoice.key)).status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_a_stalls_list_asks_as_often_for_many(
    client, owner, order, django_assert_num_queries, count
):
    for n in range(count):
        kept(order if n == 0 else sent_again(order), number=n + 1)

    with django_assert_num_queries(9):
        page = client.get(at("mine", order)).content.decode()
    assert page.count('class="door"') == count


def sent_again(order):
    return sent_order(LotFactory(pack=order.lines.get().pack))


def test_details_are_told_by_the_owner_and_kept(client, order, owner):
    InvoiceSeller.objects.all().delete()

    reply = client.post(at("details", order), DETAILS)

    seller = InvoiceSeller.objects.get()
    told = (reply.status_code, seller.letters, seller.tax_code, seller.signs_itself)
    assert told == (302, "AB", "0102182292", False)


@pytest.mark.parametrize(
    ("wrong", "kind", "said"),
    [
        ({"tax_code": "0102182293"}, "cooperative", "Mã số thuế này chưa đúng"),
        ({"tax_code": "../../key"}, "cooperative", "Mã số thuế này chưa đúng"),
        ({"letters": "A1"}, "cooperative", "hai chữ cái"),
        ({"form": "1"}, "cooperative", "Mẫu 1 cần thuế suất này."),
        ({"form": "1"}, "household", "Hộ kinh doanh và cá nhân dùng mẫu 2"),
    ],
)
def test_wrong_details_are_said_at_their_field(client, order, owner, wrong, kind, said):
    Producer.objects.update(kind=kind)
    before = InvoiceSeller.objects.values().get()

    reply = client.post(at("details", order), DETAILS | wrong)

    assert (reply.status_code, said in reply.content.decode()) == (422, True)
    assert InvoiceSeller.objects.values().get() == before


def test_a_replacement_is_asked_for_with_a_reason_and_a_buyer(client, order, owner):
    invoice = kept(order)
    address = at("replacement", order, invoice.key)
    assert "Trần Thị Mua" in client.get(address).content.decode()
    assert client.post(address, {"reason": "", "person": ""}).status_code == 422
    assert client.post(address, {"reason": "Sai", "name": "Công ty Mẫu"}).status_code == 422

    reply = client.post(address, {"reason": "Sai tên", "person": "Trần Thị Mùa"})

    draft = Invoice.objects.get(state="draft")
    assert reply.url == at("one", order, draft.key)
    assert (draft.content.buyer.person, draft.reason) == ("Trần Thị Mùa", "Sai tên")


def test_a_buyer_fetches_what_was_signed_from_the_page_of_the_order(client):
    user = UserFactory()
    order = paid_order(who=buyer(user=user))
    invoice = kept(order)
    draft = Invoice.objects.create(
        order=order, version=2, bill=invoice.bill, total=1, drafted_at=invoice.drafted_at
    )
    client.force_login(user)

    page = client.get(order.group.get_absolute_url()).content.decode()

    xml, pdf = (reverse("invoices:file", args=[invoice.key, form]) for form in ("xml", "pdf"))
    assert (xml in page, pdf in page, str(draft.key) in page) == (True, True, False)
    assert client.get(xml).content == b"<HDon/>"
    assert client.get(pdf).content.startswith(b"%PDF")
    hidden = [reverse("invoices:file", args=[draft.key, "pdf"]), xml.replace("xml", "json")]
    assert [client.get(address).status_code for address in hidden] == [404, 404]
    client.force_login(UserFactory())
    assert client.get(xml).status_code == 404


def test_a_guest_fetches_it_by_the_orders_link(client):
    order = paid_order()
    address = reverse("invoices:file", args=[kept(order).key, "pdf"])
    assert client.get(address).status_code == 404

    client.get(f"{order.group.get_absolute_url()}?k={order.group.token}")

    assert client.get(address).status_code == 200


def test_operators_see_all_with_those_in_trouble_first(client):
    lot = LotFactory()
    sent = {"sent_at": "2026-11-21T07:00Z", "tries": 1, "answered_at": "2026-11-21T07:00Z"}
    kept(sent_order(lot), state="rejected", trouble="Sai ký hiệu", **sent)
    kept(sent_order(lot), number=2)
    client.force_login(UserFactory(is_staff=True))

    page = client.get(reverse("invoices:desk")).content.decode()

    assert page.index("Sai ký hiệu") < page.index("1C26TAB-2")


def test_the_verdict_of_a_signature_reaches_the_page(client, order, owner, settings, tmp_path):
    """Without any key the button is not there, and pressing it all the same changes nothing."""
    settings.INVOICE_KEYS_DIR = str(tmp_path)
    client.post(at("draft", order, order.code))
    invoice = Invoice.objects.get()

    page = client.post(at("signature", order, invoice.key), follow=True).content.decode()

    assert "Chợ chưa giữ chứng thư số" in page
    assert again(invoice).state == "draft"
