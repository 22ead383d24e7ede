"""Documents in which partners tell of goods that come from outside."""

from __future__ import annotations

import json

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from accounts.models import Entry
from tests.factories import MIDDAY, LotFactory, MembershipFactory, PackFactory, PlaceFactory
from tests.traceability.behind import alter
from tests.traceability.epcis.stories import GTIN, OTHER_GTIN, document, shipping
from tests.traceability.test_lots import harvest
from traceability import addresses
from traceability.actions import log
from traceability.models import CaptureJob, Event, LogLeaf, Lot, PartnerDocument
from traceability.queries.log_audit import findings

pytestmark = pytest.mark.django_db
OUR_GLN = "9520001900013"
THEIRS = f"https://id.gs1.org/01/{OTHER_GTIN}/10/A1"


@pytest.fixture
def stall(client):
    lot = LotFactory(pack=PackFactory(gtin=GTIN))
    PlaceFactory(producer=lot.producer, gln=OUR_GLN)
    client.force_login(MembershipFactory(producer=lot.producer).user)
    return lot


def sent(**fields):
    """Goods of a farm that is not here, on their way."""
    told = {
        "type": "ObjectEvent",
        "eventTime": "2026-11-20T08:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "OBSERVE",
        "bizStep": "shipping",
        "quantityList": [{"epcClass": THEIRS, "quantity": 4, "uom": "KGM"}],
        "readPoint": {"id": "https://id.gs1.org/414/9506000134369"},
    }
    return {name: value for name, value in {**told, **fields}.items() if value is not None}


def to(gln):
    return [{"type": "possessing_party", "destination": f"https://id.gs1.org/417/{gln}"}]


def hand_in(client, lot, content, name="giao.jsonld", **more):
    raw = content if isinstance(content, bytes) else json.dumps(content).encode()
    form = {"teller": "Nông trại bên bán", "file": SimpleUploadedFile(name, raw), **more}
    return client.post(f"/gian-hang/{lot.producer.slug}/doi-tac/", form, follow=True)


def write(client, told):
    place = f"/gian-hang/{told.producer.slug}/doi-tac/{told.pk}"
    return client.post(f"{place}/ghi/", follow=True).content.decode()


# Looking first, writing then


def test_a_document_is_looked_at_before_anything_is_written(client, stall):
    page = hand_in(client, stall, document(sent(destinationList=to(OUR_GLN)))).content.decode()
    assert ("Đọc được hết, chưa ghi" in page, THEIRS in page) == (True, True)
    assert (Event.objects.count(), CaptureJob.objects.count()) == (0, 0)
    assert PartnerDocument.objects.get().is_written is False


def test_what_a_partner_tells_is_written_as_its_word(client, stall):
    hand_in(client, stall, document(sent(), sent(bizStep="loading")))
    told = PartnerDocument.objects.get()
    assert "Đã ghi 2 sự kiện." in write(client, told)
    rows = list(
        Event.objects.values_list("producer", "lot", "place", "stage", "evidence", "told_in")
    )
    assert rows == [(stall.producer_id, None, None, "", "document", told.pk)] * 2
    verbs = list(Entry.objects.filter(verb__contains="document").values_list("verb", flat=True))
    assert sorted(verbs) == ["received document", "wrote document"]


def test_a_written_document_is_a_leaf_and_an_altered_one_is_found(client, stall):
    hand_in(client, stall, document(sent()))
    told = PartnerDocument.objects.get()
    assert LogLeaf.objects.count() == 0
    write(client, told)
    log.append_partner_documents()

    kinds = LogLeaf.objects.order_by("position").values_list("kind", flat=True)
    assert (list(kinds), list(findings())) == (["event", "partner-document"], [])
    assert f"ni:///sha-256;{told.sha256} " in LogLeaf.objects.get(position=1).entry
    PartnerDocument.objects.update(teller="Ai khác")
    assert [found.row for found in findings()] == [f"partner-document {told.pk}"]


def test_one_that_was_written_before_the_log_took_it_in_is_brought_in(client, stall):
    hand_in(client, stall, document(sent()))
    told = PartnerDocument.objects.get()
    write(client, told)
    alter("DELETE FROM traceability_logleaf WHERE kind = 'partner-document'")
    assert [found.row for found in findings()] == [f"partner-document {told.pk}"]

    log.keep_log(at=MIDDAY)

    assert list(findings()) == []


def test_writing_twice_changes_nothing(client, stall):
    hand_in(client, stall, document(sent()))
    told = PartnerDocument.objects.get()
    for _ in range(2):
        write(client, told)
    assert (Event.objects.count(), CaptureJob.objects.count()) == (1, 1)


def test_the_same_file_is_one_document(client, stall):
    for _ in range(2):
        hand_in(client, stall, document(sent()))
    assert PartnerDocument.objects.count() == 1


def test_events_known_already_are_told_and_passed_over(client, stall):
    hand_in(client, stall, document(sent()))
    write(client, PartnerDocument.objects.get())
    page = hand_in(client, stall, document(sent(), sent(bizStep="loading"))).content.decode()
    assert "1 sự kiện mới, 1 đã có trong sổ, 0 chưa đúng." in page
    write(client, PartnerDocument.objects.exclude(job__isnull=False).get())
    assert Event.objects.count() == 2


def test_a_document_without_news_has_nothing_to_write(client, stall):
    hand_in(client, stall, document(sent()))
    write(client, PartnerDocument.objects.get())
    page = hand_in(client, stall, {**document(sent()), "id": "urn:uuid:1"}).content.decode()
    assert ("Không có gì mới" in page, "/ghi/" in page) == (True, False)


def test_an_unwritten_document_is_thrown_away_a_written_one_stays(client, stall):
    hand_in(client, stall, document(sent()))
    told = PartnerDocument.objects.get()
    place = f"/gian-hang/{stall.producer.slug}/doi-tac/{told.pk}/bo/"
    write(client, told)
    assert "không bỏ được" in client.post(place, follow=True).content.decode()
    hand_in(client, stall, document(sent(bizStep="loading")))
    other = PartnerDocument.objects.get(job=None)
    client.post(f"/gian-hang/{stall.producer.slug}/doi-tac/{other.pk}/bo/")
    assert list(PartnerDocument.objects.all()) == [told]


# What partners may not tell


def _of(address):
    return [{"epcClass": address, "quantity": 1}]


OUR_PLACE = {"id": f"https://id.gs1.org/414/{OUR_GLN}"}
WRONG = {
    "ours": (shipping, "là hàng của chính mình"),
    "our place": (lambda _lot: sent(readPoint=OUR_PLACE), "nơi của chính mình"),
    "elsewhere": (lambda _lot: sent(destinationList=to("9506000134352")), "không phải cho mình"),
    "future": (lambda _lot: sent(eventTime="2126-11-20T08:00:00.000+07:00"), "chưa tới"),
    "step": (lambda _lot: sent(bizStep="vui"), "không phải từ của CBV"),
    "negative": (
        lambda _lot: sent(quantityList=[{"epcClass": THEIRS, "quantity": -1}]),
        "không được âm",
    ),
    "neighbour": (
        lambda _lot: sent(quantityList=_of(addresses.lot_address(LotFactory()))),
        "chủ thể khác ở Chợ Gốc",
    ),
    "never issued": (
        lambda _lot: sent(quantityList=_of("http://127.0.0.1:8000/t/LKHONGCO")),
        "chưa từng cấp",
    ),
}


@pytest.mark.parametrize(("wrong", "said"), WRONG.values(), ids=WRONG)
def test_one_wrong_event_holds_all_back_and_says_why(client, stall, wrong, said):
    page = hand_in(client, stall, document(sent(), wrong(stall))).content.decode()
    assert (said in page, "Chưa ghi được" in page) == (True, True)
    write(client, PartnerDocument.objects.get())
    assert (Event.objects.count(), CaptureJob.objects.count()) == (0, 0)
    assert PartnerDocument.objects.get().job is None


def test_a_partners_word_moves_no_stock_and_stands_on_no_page(client, stall):
    before = Lot.objects.values().get(pk=stall.pk)
    making = sent(
        type="TransformationEvent",
        action=None,
        bizStep="commissioning",
        quantityList=None,
        inputQuantityList=_of(THEIRS),
        outputQuantityList=_of(f"{THEIRS}B"),
    )
    hand_in(client, stall, document(sent(), making))
    write(client, PartnerDocument.objects.get())
    assert Event.objects.count() == 2
    assert Lot.objects.values().get(pk=stall.pk) == before
    assert THEIRS not in client.get(f"/truy-xuat/lo/{stall.trace_code}/").content.decode()
    client.logout()
    assert client.get("/epcis/events").json()["epcisBody"]["queryResults"]["resultsBody"] == {
        "eventList": []
    }


def test_a_partner_takes_back_no_word_of_ours(client, stall):
    lot = LotFactory(pack=stall.pack, completed_at=None, packed=0, on_hand=0)
    ours = harvest(lot)
    declared = {"declarationTime": "2026-11-21T08:00:00.000+07:00", "reason": "incorrect_data"}
    page = hand_in(client, stall, document(sent(eventID=ours.event_id, errorDeclaration=declared)))
    assert "là việc mình đã ghi" in page.content.decode()
    write(client, PartnerDocument.objects.get())
    assert list(Event.objects.standing()) == [ours]


def test_a_partner_takes_back_its_own_word(client, stall):
    event = sent(eventID="urn:uuid:11111111-1111-4111-8111-111111111111")
    hand_in(client, stall, document(event))
    write(client, PartnerDocument.objects.get())
    declared = {"declarationTime": "2026-11-21T08:00:00.000+07:00", "reason": "incorrect_data"}
    hand_in(client, stall, document({**event, "errorDeclaration": declared}))
    write(client, PartnerDocument.objects.get(job=None))
    assert [one.declared_wrong_at is None for one in Event.objects.order_by("pk")] == [True, False]
    assert Event.objects.get(declared_wrong_at=None).corrections.count() == 1


# Files that are none


@pytest.mark.parametrize(
    ("content", "status", "said"),
    [
        (b"<?xml version='1.0'?><epcis:EPCISDocument/>", 415, "tệp XML (EPCIS 1.x)"),
        (b"  \n<html>", 415, "JSON-LD"),
        (b"khong phai json", 422, "không phải JSON"),
        ('{"type": "Tr\u00e0"}'.encode("latin-1"), 422, "không phải JSON"),
        (b"[" * 100_000 + b"]" * 100_000, 422, "quá sâu"),
        (b'{"a": 1e999}', 422, "quá lớn"),
        (b"[]", 422, "không phải tài liệu EPCIS 2.0"),
        (b'{"type": "ObjectEvent"}', 422, "không phải tài liệu EPCIS 2.0"),
        (b'{"type": "EPCISDocument"}', 422, "thiếu trường"),
        (b'{"type": "EPCISDocument", "epcisBody": 5}', 422, "toàn tài liệu"),
        (b'{"type": ["EPCISDocument"]}', 422, "không phải tài liệu EPCIS 2.0"),
        (b" " * (2 * 1024 * 1024 + 1), 413, "lớn quá 2048 KB"),
        (b"", 422, "rỗng"),
    ],
    ids=["xml", "html", "words", "latin", "deep", "huge", "list", "event", "bare", "body", "types",
         "large", "empty"],
)  # fmt: skip
def test_what_is_no_document_is_told_at_the_field(client, stall, content, status, said):
    answer = hand_in(client, stall, content)
    page = answer.content.decode()
    assert (answer.status_code, said in page) == (status, True)
    assert 'value="Nông trại bên bán"' in page
    assert PartnerDocument.objects.count() == 0


def test_more_events_than_the_interface_takes_are_too_many(client, stall):
    answer = hand_in(client, stall, document(*[sent()] * 501))
    assert (answer.status_code, "500 sự kiện" in answer.content.decode()) == (413, True)


def test_an_excel_mark_before_the_text_does_no_harm(client, stall):
    content = b"\xef\xbb\xbf" + json.dumps(document(sent())).encode()
    assert "Đọc được hết" in hand_in(client, stall, content).content.decode()


def test_events_that_are_none_are_shown_with_their_fault(client, stall):
    page = hand_in(
        client, stall, document(5, "x", sent(bizStep=5), {"type": "Vui"})
    ).content.decode()
    assert page.count("Chưa đúng</") == 4


def test_a_neighbour_finds_no_document(client, stall):
    hand_in(client, stall, document(sent()))
    told = PartnerDocument.objects.get()
    other = MembershipFactory()
    client.force_login(other.user)
    for place in (stall.producer.slug, other.producer.slug):
        assert client.get(f"/gian-hang/{place}/doi-tac/{told.pk}/").status_code == 404


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_asks_as_often_for_many_as_for_one(
    client, stall, count, django_assert_num_queries
):
    for n in range(count):
        hand_in(client, stall, document(sent(eventTime=f"2026-11-1{n}T08:00:00.000+07:00")))
    with django_assert_num_queries(6):
        page = client.get(f"/gian-hang/{stall.producer.slug}/doi-tac/")
    assert page.content.count(b"giao.jsonld") == count
