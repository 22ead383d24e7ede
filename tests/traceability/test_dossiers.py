"""What is handed out of a lot: on paper, as a table, as linked data, as events."""

from __future__ import annotations

import csv
import io
import json
import re
from datetime import date, timedelta

import jsonschema_rs
import pypdfium2
import pytest
import zxingcpp
from django.utils.timezone import now

from tests.factories import (
    MIDDAY,
    LotFactory,
    MembershipFactory,
    OfficerFactory,
    PackFactory,
    RecognitionFactory,
    UserFactory,
)
from tests.traceability.epcis.stories import GTIN, STANDARDS
from tests.traceability.test_lots import complete, harvest, opened
from traceability import addresses
from traceability.actions.departures import record_departure
from traceability.actions.labels import issue_labels
from traceability.dossiers.leaflet import Journey, Leaflet, Line, Lines, Paragraphs, Stop
from traceability.dossiers.paper import written
from traceability.dossiers.table import csv_text, harmless

SCHEMA = jsonschema_rs.Draft7Validator(
    json.loads((STANDARDS / "epcis-json-schema-2.0.1.json").read_text()), validate_formats=True
)


def told(person=None):
    """A complete lot with its journey, of a product with stars."""
    lot = opened()
    lot.pack.gtin = GTIN
    lot.pack.save()
    harvest(lot, by=person)
    lot = complete(lot, by=person or UserFactory())
    RecognitionFactory(product=lot.pack.product, decision="12/QĐ-UBND", issuer="UBND tỉnh")
    return lot


def text_of(pdf):
    pages = pypdfium2.PdfDocument(pdf)
    return "\n".join(page.get_textpage().get_text_range() for page in pages).replace("\r", "")


def table_of(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"))))


def signed_in(client, lot):
    client.force_login(MembershipFactory(producer=lot.producer).user)
    return f"/gian-hang/{lot.producer.slug}/lo-hang/{lot.code}"


def scanned(lot):
    return f"/truy-xuat/lo/{lot.trace_code}"


# On paper


def leaflet(**more):
    facts = {
        "kind": "Hồ sơ",
        "title": "Trà hoa vàng",
        "subtitle": "hộp",
        "maker": "HTX Mẫu",
        "address": "https://cho.example/t/LABCDEFGHJK",
        "scan_hint": "Quét",
        "foot": "Lập lúc",
        "page_of": "Trang %(n)s / %(of)s",
    }
    return Leaflet(**facts | more)


def test_a_leaflet_is_the_same_bytes_each_time():
    assert written(leaflet()) == written(leaflet())


@pytest.mark.parametrize("name", ["Ế Ợ Ữ ẵ ẳ ậ ỹ Đ đ", "<b>Trà</b> & «cà phê»", "x" * 300, ""])
def test_any_name_is_set_as_it_is(name):
    lines = Lines("Nhãn", [Line("Tên", name)])
    found = text_of(written(leaflet(title=name, blocks=[lines])))
    assert name.replace(" ", "") in re.sub(r"\s", "", found)


def test_letters_no_face_has_are_left_out():
    assert "Trà  茶" not in text_of(written(leaflet(title="Trà 茶 ngon")))


def test_long_stories_run_over_pages_that_are_numbered():
    stops = [Stop(f"ngày {n}", "Thu hoạch", ["Đồi trà"], "tự khai") for n in range(40)]
    blocks = [Journey("Hành trình", stops), Paragraphs("Lời", ["a " * 3_000])]
    found = text_of(written(leaflet(blocks=blocks)))
    count = len(pypdfium2.PdfDocument(written(leaflet(blocks=blocks))))
    assert count > 2
    assert [f"Trang {n} / {count}" in found for n in range(1, count + 1)] == [True] * count
    assert set(re.findall(r"ngày (\d+)", found)) == {str(n) for n in range(40)}


def test_the_code_on_a_leaflet_opens_the_lot():
    page = pypdfium2.PdfDocument(written(leaflet()))[0]
    picture = page.render(scale=3).to_pil()
    assert [one.text for one in zxingcpp.read_barcodes(picture)] == [
        "https://cho.example/t/LABCDEFGHJK"
    ]


# As a table


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_taken_for_a_formula(start):
    text = f'{start}HYPERLINK("https://xau.example")'
    assert harmless(text) == f"'{text}"
    assert table_of(csv_text(["a"], [[text]]))[1] == [f"'{text}"]


def test_a_table_says_what_it_is_written_in():
    content = csv_text(["Nơi", "Số", "Ngày"], [["Đồi trà, Nà Làng", 5, date(2026, 11, 20)]])
    assert content == '\ufeffNơi,Số,Ngày\r\n"Đồi trà, Nà Làng",5,2026-11-20\r\n'.encode()


# Of a lot, for whoever scans it


@pytest.mark.django_db
class TestForAll:
    def test_the_leaflet_tells_what_the_scan_page_tells(self, client):
        lot = told()
        answer = client.get(f"{scanned(lot)}/ho-so.pdf")
        found = text_of(answer.content)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"] == 'attachment; filename="ho-so-261121-1.pdf"'
        for words in (lot.pack.product.name, "OCOP 4 sao", "Thu hoạch", "12/QĐ-UBND", "tự khai"):
            assert words in found

    def test_it_says_nothing_of_store_or_law(self, client):
        found = text_of(client.get(f"{scanned(told())}/ho-so.pdf").content)
        assert ("Còn trong kho" in found, "Thông tư" in found) == (False, False)

    def test_the_table_has_a_row_an_event(self, client):
        rows = table_of(client.get(f"{scanned(told())}/ho-so.csv").content)
        assert [row[2] for row in rows] == ["Công đoạn", "Thu hoạch", "Đóng gói"]
        assert len(rows[0]) == 15

    def test_a_name_that_computes_is_disarmed_in_the_table(self, client):
        lot = told()
        lot.pack.product.name = '=HYPERLINK("https://xau.example")'
        lot.pack.product.save()
        rows = table_of(client.get(f"{scanned(lot)}/ho-so.csv").content)
        assert rows[1][6] == '\'=HYPERLINK("https://xau.example")'

    def test_the_events_are_a_document_of_the_standard(self, client):
        lot = told()
        document = json.loads(client.get(f"{scanned(lot)}/epcis.jsonld").content)
        assert list(SCHEMA.iter_errors(document)) == []
        steps = [event["bizStep"] for event in document["epcisBody"]["eventList"]]
        assert steps == ["commissioning", "packing"]

    def test_linked_data_holds_the_goods_and_their_events(self, client):
        lot = told()
        document = json.loads(client.get(f"{scanned(lot)}/ho-so.jsonld").content)
        goods, *events = document["@graph"]
        assert goods["@type"] == "Product"
        assert goods["@id"] == addresses.lot_address(lot)
        assert [event["type"] for event in events] == ["ObjectEvent", "ObjectEvent"]

    @pytest.mark.parametrize("name", ["ho-so.pdf", "ho-so.csv", "ho-so.jsonld", "epcis.jsonld"])
    def test_a_lot_that_is_not_complete_hands_out_nothing(self, client, name):
        lot = opened()
        harvest(lot)
        assert client.get(f"{scanned(lot)}/{name}").status_code == 404
        assert client.get(f"/truy-xuat/lo/LKHONGCO/{name}").status_code == 404

    @pytest.mark.parametrize("form", ["docx", "PDF", "exe"])
    def test_there_are_three_forms(self, client, form):
        assert client.get(f"{scanned(told())}/ho-so.{form}").status_code == 404

    @pytest.mark.parametrize("name", ["ho-so.pdf", "ho-so.csv", "ho-so.jsonld", "epcis.jsonld"])
    def test_nobody_who_wrote_it_down_is_named(self, client, name):
        person = UserFactory(
            full_name="Bùi Thị Kín", phone="+84987654321", email="kin@example.test"
        )
        lot = told(person)
        content = client.get(f"{scanned(lot)}/{name}").content
        words = text_of(content) if name.endswith("pdf") else content.decode()
        assert [one in words for one in ("Bùi Thị Kín", "987654321", "kin@")] == [False] * 3

    @pytest.mark.parametrize("count", [1, 3])
    def test_queries_do_not_grow_with_events(self, client, count, django_assert_num_queries):
        lot = opened()
        for n in range(count):
            harvest(lot, happened_at=MIDDAY - timedelta(days=n + 1))
        complete(lot)
        with django_assert_num_queries(7):
            client.get(f"{scanned(lot)}/ho-so.csv")
        with django_assert_num_queries(8):
            client.get(f"{scanned(lot)}/ho-so.pdf")
        with django_assert_num_queries(8):
            client.get(f"{scanned(lot)}/epcis.jsonld")


# For the producer and its officer


@pytest.mark.django_db
class TestInFull:
    def test_the_leaflet_adds_amounts_and_what_the_laws_ask(self, client):
        lot = told()
        found = text_of(client.get(f"{signed_in(client, lot)}/ho-so.pdf").content)
        for words in ("Còn trong kho", "Thông tư 02/2024/TT-BKHCN: 10/10", "Nghị định", ": 8/8"):
            assert words in found

    def test_a_lot_in_the_making_says_what_is_missing(self, client):
        lot = opened()
        found = text_of(client.get(f"{signed_in(client, lot)}/ho-so.pdf").content)
        assert ("còn thiếu" in found, "chưa đủ hồ sơ" in found) == (True, True)

    def test_the_events_are_all_there_with_items_that_left(self, client):
        lot = told()
        codes = list(issue_labels(lot=lot, count=2, by=UserFactory(), at=MIDDAY).codes.all())
        record_departure(codes=codes, place=lot.workshop, by=None, at=MIDDAY)
        other = told_elsewhere()
        document = json.loads(client.get(f"{signed_in(client, lot)}/epcis.jsonld").content)
        assert list(SCHEMA.iter_errors(document)) == []
        steps = [event["bizStep"] for event in document["epcisBody"]["eventList"]]
        assert steps == ["commissioning", "packing", "shipping"]
        assert other.trace_code not in json.dumps(document)

    def test_the_table_adds_ids(self, client):
        rows = table_of(client.get(f"{signed_in(client, told())}/ho-so.csv").content)
        assert rows[0][-3:] == ["bizStep", "disposition", "type"]
        assert rows[1][-3:] == ["commissioning", "active", "ObjectEvent"]

    def test_a_neighbour_finds_nothing(self, client):
        lot = told()
        client.force_login(MembershipFactory().user)
        place = f"/gian-hang/{lot.producer.slug}/lo-hang/{lot.code}"
        for name in ("ho-so.pdf", "epcis.jsonld", "fsma204.xlsx"):
            assert client.get(f"{place}/{name}").status_code == 404

    def test_an_officer_reads_the_lots_of_the_area(self, client):
        lot = told()
        client.force_login(OfficerFactory().user)
        assert "Còn trong kho" in text_of(
            client.get(f"/can-bo/lo-hang/{lot.trace_code}/ho-so.pdf").content
        )
        page = client.get("/can-bo/lo-hang/", {"tim": "tra hoa vang"}).content.decode()
        assert lot.trace_code in page
        assert lot.trace_code not in client.get("/can-bo/lo-hang/?tim=ruou").content.decode()

    @pytest.mark.parametrize("count", [1, 3])
    def test_the_officers_list_asks_as_often_for_many_as_for_one(
        self, client, count, django_assert_num_queries
    ):
        client.force_login(OfficerFactory().user)
        for _ in range(count):
            LotFactory()
        with django_assert_num_queries(5):
            assert client.get("/can-bo/lo-hang/").content.count(b"epcis.jsonld") == count


def told_elsewhere():
    lot = LotFactory(pack=PackFactory())
    codes = list(issue_labels(lot=lot, count=1, by=UserFactory(), at=MIDDAY).codes.all())
    record_departure(codes=codes, place=lot.workshop, by=None, at=MIDDAY)
    return lot


# On the scan page, for machines


@pytest.mark.django_db
class TestLinkedData:
    def told(self, client, address):
        page = client.get(address).content.decode()
        block = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
        return json.loads(block[1])

    def test_a_lot_says_what_the_page_says(self, client):
        lot = told()
        lot.pack.product.recognitions.update(valid_until=now().date() + timedelta(days=9))
        found = self.told(client, f"{scanned(lot)}/")
        assert {name: found[name] for name in ("@type", "gtin14", "productionDate")} == {
            "@type": "Product",
            "gtin14": GTIN,
            "productionDate": "2026-11-20",
        }
        assert found["gs1:hasBatchLotNumber"] == "261121-1"
        assert found["countryOfOrigin"]["identifier"] == "VN"
        assert found["hasCertification"]["certificationIdentification"] == "12/QĐ-UBND"
        assert found["hasCertification"]["certificationRating"]["ratingValue"] == 4
        assert "offers" not in found
        assert "review" not in found

    @pytest.mark.parametrize(
        "facts",
        [{"valid_until": date(2026, 1, 2)}, {"verified_at": None}],
        ids=["ended", "hearsay"],
    )
    def test_stars_that_are_not_in_force_are_not_certified(self, client, facts):
        lot = told()
        lot.pack.product.recognitions.update(**facts)
        assert "hasCertification" not in self.told(client, f"{scanned(lot)}/")

    def test_an_item_is_one_thing_with_its_serial(self, client):
        lot = told()
        code = issue_labels(lot=lot, count=1, by=UserFactory(), at=MIDDAY).codes.get()
        found = self.told(client, f"/truy-xuat/ma/{code.serial}/")
        assert (found["@type"], found["serialNumber"]) == ("IndividualProduct", code.serial)

    def test_a_name_cannot_break_out(self, client):
        lot = told()
        lot.pack.product.name = "Trà </script><script>alert(1)</script>"
        lot.pack.product.save()
        page = client.get(f"{scanned(lot)}/").content.decode()
        assert "</script><script>alert" not in page
        assert self.told(client, f"{scanned(lot)}/")["name"] == lot.pack.product.name
