"""Pages of self-assessment, the dossier read back, the index, and whose eyes they are for."""

from __future__ import annotations

import csv
import io
import zipfile

import pypdfium2
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from catalog.models import Producer
from marketplace.merits import digital
from marketplace.merits.actions.loading import load_sheets
from marketplace.merits.models import SelfMark
from marketplace.merits.queries.areas import area
from marketplace.merits.queries.assessment import assessment
from marketplace.merits.queries.readiness import readiness
from tests.factories import (
    MIDDAY,
    TODAY,
    CommuneFactory,
    CriteriaSetFactory,
    LotFactory,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    ProducerFactory,
    ProductFactory,
)
from tests.marketplace.claims.stories import claim
from tests.marketplace.merits.scene import DocumentFactory, owner_of, sold, tea

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 hop dong mau"


@pytest.fixture(scope="module", autouse=True)
def scene(ground):
    with ground():
        CriteriaSetFactory()
        load_sheets()
        return tea()


@pytest.fixture(autouse=True)
def _today(monkeypatch):
    for room in ("assessing", "dossiers", "digital", "areas"):
        monkeypatch.setattr(f"marketplace.merits.views.{room}.now", lambda: MIDDAY)


@pytest.fixture
def product(scene, client):
    found = type(scene).objects.select_related("producer").get(pk=scene.pk)
    client.force_login(owner_of(found))
    return found


def page(name, product, *more):
    return reverse(f"merits:{name}", args=[product.producer.slug, product.slug, *more])


def number_of(product, beginning):
    found = assessment(product, on=TODAY)
    return next(r.item.number for r in found.rows if r.item.words.startswith(beginning))


def test_the_sheet_says_what_is_known_and_what_the_next_star_takes(client, product):
    text = client.get(page("product", product)).content.decode()
    found = assessment(product, on=TODAY)

    assert f"{found.score.points}/100 điểm" in text
    assert "Đây là bản tự chấm." in text
    assert "bản chép chưa đối chiếu với bản gốc" in text
    assert "thiếu 3 điểm so với bản gốc" in text
    assert f"Để lên {found.way.stars} sao còn thiếu gì" in text
    assert "7 tháng liền có đơn" in text


@pytest.mark.parametrize("rows", [1, 3])
def test_a_sheet_asks_the_same_however_much_is_known(
    client, product, rows, django_assert_num_queries
):
    for _ in range(rows - 1):
        LotFactory(pack=product.packs.get())
        DocumentFactory(producer=product.producer, product=product)
    sold(product, *[MIDDAY] * (rows - 1))

    with django_assert_num_queries(20):
        client.get(page("product", product))


@pytest.mark.parametrize("rows", [1, 3])
def test_lists_ask_the_same_however_many_products(client, product, rows, django_assert_num_queries):
    for _ in range(rows - 1):
        ProductFactory(producer=product.producer)

    with django_assert_num_queries(9):
        text = client.get(reverse("merits:mine", args=[product.producer.slug])).content.decode()
    assert text.count("Tự chấm, xem còn thiếu gì") == rows
    with django_assert_num_queries(16):
        client.get(reverse("merits:stall", args=[product.producer.slug]))


def test_an_item_is_marked_with_a_paper_that_only_the_stall_reads(client, product):
    number = number_of(product, "d) Liên")
    at = page("item", product, number)
    item = assessment(product, on=TODAY).row(number).item
    best = item.options[-1].key

    refused = client.post(at, {"option": best})
    assert (refused.status_code, SelfMark.objects.exists()) == (422, False)
    assert "Ghi dựa vào đâu" in refused.content.decode()
    assert client.post(at, {"option": 10**20, "note": "x"}).status_code == 422

    file = SimpleUploadedFile("hop-dong.pdf", PDF)
    assert client.post(at, {"option": best, "file": file}).url == page("product", product)
    assert b"".join(client.get(page("paper", product, number)).streaming_content) == PDF
    assert "Xem giấy tờ đã gửi" in client.get(at).content.decode()
    client.force_login(MembershipFactory().user)
    assert client.get(page("paper", product, number)).status_code == 404

    client.force_login(owner_of(product))
    client.post(page("removal", product, number))
    assert client.get(page("paper", product, number)).status_code == 404


def test_another_stalls_papers_and_sheets_are_nobodys(client, product):
    other = ProductFactory()
    theirs = MembershipFactory(producer=other.producer).user
    client.force_login(theirs)

    assert client.get(page("product", other)).status_code == 200
    for name, more in (("product", ()), ("item", (1,)), ("summary", ()), ("dossier", ())):
        assert client.get(page(name, product, *more)).status_code == 404
    foreign = DocumentFactory(producer=product.producer)
    item = assessment(other, on=TODAY).row(1).item
    said = {"option": item.options[-1].key, "document": foreign.pk}
    assert client.post(page("item", other, 1), said).status_code == 422


def test_the_dossier_holds_the_summary_the_papers_and_the_records(client, product):
    number = number_of(product, "d) Liên")
    item = assessment(product, on=TODAY).row(number).item
    client.post(
        page("item", product, number),
        {"option": item.options[-1].key, "note": "=HĐ 5", "file": SimpleUploadedFile("a.pdf", PDF)},
    )

    answer = client.get(page("dossier", product))
    assert answer.streaming
    packed = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))

    assert packed.testzip() is None
    paper = next(iter(product.documents.all()))
    assert packed.namelist() == [
        "tom-tat.pdf",
        *(f"so-lieu/{name}.csv" for name in ("tu-cham", "lo-hang", "cong-doan")),
        *(f"so-lieu/{name}.csv" for name in ("ban-hang-theo-thang", "khieu-nai")),
        "giay-to/01-giay-chung-nhan-haccp.pdf",
        "giay-to/02-d-lien-ket-chuoi-trong-san-xuat.pdf",
    ]
    with paper.file.open() as kept:
        assert packed.read(packed.namelist()[-2]) == kept.read()
    assert packed.read(packed.namelist()[-1]) == PDF

    marks = table(packed, "tu-cham")
    mine = next(row for row in marks if row["Nội dung"].startswith("d) Liên"))
    assert (mine["Biết bằng cách nào"], mine["Dựa vào"][:6]) == ("Tự khai", "'=HĐ 5")
    points = sum(int(row["Điểm"]) for row in marks)
    assert [row["Số đơn"] for row in table(packed, "ban-hang-theo-thang")] == ["1"] * 7
    (lot,) = table(packed, "lo-hang")
    assert lot["Trang truy xuất"].endswith(product.packs.get().lots.get().trace_code + "/")
    assert [row["Công đoạn"] for row in table(packed, "cong-doan")] == ["Thu hoạch"]

    text = words(packed.read("tom-tat.pdf"))
    assert f"Tự chấm {points}/100 điểm" in text
    assert "Điểm và sao do hội đồng đánh giá quyết định" in text
    assert "Quyết định 148/QĐ-TTg" in text
    assert "giay-to/01-giay-chung-nhan-haccp.pdf" in text
    assert "Bà Mẫu" not in text
    assert words(client.get(page("summary", product)).content) == text


def test_claims_are_told_without_whoever_claimed(client, product):
    made = claim()
    product = made.order.lines.get().pack.product
    client.force_login(MembershipFactory(producer=product.producer).user)

    answer = b"".join(client.get(page("dossier", product)).streaming_content)

    (row,) = table(zipfile.ZipFile(io.BytesIO(answer)), "khieu-nai")
    assert (row["Việc"], row["Tình trạng"]) == (made.get_kind_display(), made.get_state_display())
    assert made.order.group.buyer_name not in str(row)


def test_a_kind_of_goods_without_a_sheet_is_told_so(client, product):
    other = ProductFactory(producer=product.producer, criteria_set=CriteriaSetFactory(number=20))

    text = client.get(page("product", other)).content.decode()

    assert "Chưa có phiếu chấm cho loại hàng này" in text
    assert client.get(page("dossier", other)).status_code == 404


def test_the_index_is_what_its_rules_give_and_says_what_next(client, product):
    mine = Producer.objects.filter(pk=product.producer_id)
    found = digital.points(readiness(mine, at=MIDDAY)[product.producer_id])

    assert found == {
        "identity": 10,
        "profile": 0,
        "listing": 5,
        "traced": 0,
        "labels": 10,
        "in_time": 10,
        "selling": 15,
        "account": 0,
        "invoices": 0,
        "answers": 5,
        "papers": 5,
    }
    text = client.get(reverse("merits:stall", args=[product.producer.slug])).content.decode()
    assert "<strong>60/100</strong>" in text
    assert text.count("Làm tiếp:") == 5


def test_the_public_rules_are_the_very_weights(client, monkeypatch):
    monkeypatch.setattr(digital, "WEIGHTS", {**digital.WEIGHTS, "identity": 97})

    text = client.get(reverse("merits:rules")).content.decode()

    assert '<td class="number">97</td><td>Danh tính</td>' in text


@pytest.fixture
def stalls(product):
    """Four more where the tea is, and two in another commune."""
    there = CommuneFactory(code="90000", name="Xã Khác")
    for _ in range(4):
        ProducerFactory()
    return [ProducerFactory(commune=there) for _ in range(2)]


def test_officers_read_averages_of_crowds_in_their_area_alone(client, product, stalls):
    home = product.producer.commune
    province, here = OfficerFactory(province=home.province), OfficerFactory(commune=home)
    there = OfficerFactory(commune=stalls[0].commune)
    told = {one: area(one.user, at=MIDDAY) for one in (province, here, there)}

    assert [found.claimed for found in told.values()] == [7, 5, 2]
    # (60 + 4 × 15) / 5; two more with 15 each are too few to be told beside them
    assert (told[here].average, told[here].rules["identity"]) == (24, 10)
    assert [(row.name, row.count) for row in told[province].communes] == [(None, 7)]
    assert (told[there].average, told[there].rules, told[there].communes) == (None, {}, [])

    client.force_login(there.user)
    assert "Chưa đủ gian hàng" in client.get(reverse("merits:desk")).content.decode()


def test_the_desk_asks_the_same_however_many_stalls(
    client, product, stalls, django_assert_num_queries
):
    client.force_login(OfficerFactory(province=product.producer.province).user)
    with django_assert_num_queries(17):
        client.get(reverse("merits:desk"))
    for _ in range(3):
        PackFactory(product__producer=ProducerFactory())
    with django_assert_num_queries(17):
        text = client.get(reverse("merits:desk")).content.decode()

    assert product.producer.name not in text


def table(packed, name):
    text = packed.read(f"so-lieu/{name}.csv").decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def words(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    return " ".join(" ".join(one.get_textpage().get_text_range().split()) for one in pages)
