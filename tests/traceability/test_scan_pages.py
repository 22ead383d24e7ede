"""What producers see of looks, and what who holds a jar may tell: a place, a number, a doubt."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from django.utils.timezone import now

from catalog.models import Membership
from tests.factories import MembershipFactory
from tests.traceability.test_scan import PHONE, issue, look
from traceability.actions.pins import make_pins
from traceability.actions.scans import record_scan
from traceability.models import CodeHistory, CodeReport, ItemCode, ScanDay, ScratchPin
from traceability.serials import new_serial
from traceability.views.counting import GATHERING

pytestmark = pytest.mark.django_db


@pytest.fixture
def code():
    return issue()


def owner_of(client, code):
    user = MembershipFactory(producer=code.lot.producer, role=Membership.Role.OWNER).user
    client.force_login(user)
    return user


def address(code):
    return reverse("traceability:scans", args=[code.lot.producer.slug, code.lot.code])


@pytest.mark.parametrize("rows", [1, 3])
def test_the_page_of_looks_takes_as_many_queries_for_one_row_as_for_three(
    client, code, rows, django_assert_num_queries
):
    owner_of(client, code)
    for _ in range(rows):
        item = ItemCode.objects.create(
            lot=code.lot, run=code.run, serial=new_serial(), state="void"
        )
        record_scan(lot=code.lot, code=item, at=now(), province="22")
    with django_assert_num_queries(9):
        answer = client.get(address(code))
    assert len(answer.context["alerts"]) == rows
    assert answer.context["total"] == rows
    assert "Quảng Ninh" in answer.content.decode()


def test_a_lot_nobody_looked_at_says_so(client, code):
    owner_of(client, code)
    assert "Chưa ai quét tem của lô này" in client.get(address(code)).content.decode()


def test_a_look_gets_its_province_once(client, code):
    look(client, code)
    for _ in range(2):
        answer = client.post(f"/truy-xuat/ma/{code.serial}/noi-quet/", {"province": "79"})
        assert answer.status_code == 302
    GATHERING.write()
    days = ScanDay.objects.values_list("province", "times")
    assert sorted(days) == [("", 0), ("79", 1)]
    assert (CodeHistory.objects.get().times, CodeHistory.objects.get().provinces) == (1, "79")
    assert client.cookies["tinh"].value == "79"


def test_only_a_proxy_of_ours_is_believed_about_the_province(client, code, settings):
    look(client, code, **{"x-tinh": "79"})
    assert CodeHistory.objects.get().provinces == ""
    settings.PROVINCE_HEADER = "X-Tinh"
    look(client, other := issue(), **{"x-tinh": "79"})
    assert CodeHistory.objects.get(code=other).provinces == "79"


def test_the_scratched_number_is_noted_the_first_time(client, code):
    [(serial, number)] = make_pins(run=code.run, digits=4, by=owner_of(client, code), at=now())
    assert number not in ScratchPin.objects.get().digest
    page = f"/truy-xuat/ma/{serial}/lop-cao/"
    first, again = (Client().post(page, {"number": number}).content.decode() for _ in range(2))
    assert "Bạn là người đầu tiên mở lớp cào này" in first
    assert "lớp cào đã được mở từ trước" in again
    assert "Lớp cào trên tem đã được mở lần đầu lúc" in look(Client(), code).content.decode()


def test_wrong_numbers_are_refused_and_soon_no_more_are_taken(client, code):
    [(serial, number)] = make_pins(run=code.run, digits=4, by=owner_of(client, code), at=now())
    wrong = f"{(int(number) + 1) % 10_000:04d}"
    page = f"/truy-xuat/ma/{serial}/lop-cao/"
    told = [Client().post(page, {"number": wrong}).status_code for _ in range(6)]
    assert told == [422] * 5 + [429]
    assert Client().post(page, {"number": number}).status_code == 429
    assert ScratchPin.objects.get().revealed_at is None


def test_a_producer_gets_the_numbers_once_as_a_file(client, code):
    owner_of(client, code)
    lot = code.lot
    page = reverse("traceability:run_pins", args=[lot.producer.slug, lot.code, code.run.pk])
    answer = client.post(page, {"digits": "6"})
    header, row = answer.content.decode("utf-8-sig").split()
    assert (header, row[:11], len(row)) == ("serial,pin", f"{code.serial},", 17)


def test_a_report_with_a_photo_reaches_the_book_without_its_exif(client, code, tmp_path):
    from io import BytesIO

    from PIL import Image

    photo = BytesIO()
    Image.new("RGB", (8, 6), "white").save(
        photo, "JPEG", exif=b"Exif\0\0MM\0*\0\0\0\x08\0\0\0\0\0\0"
    )
    sent = {
        "what": "label", "note": "Tem dán chồng", "phone": "0912 345 678",
        "photo": SimpleUploadedFile("tem.jpg", photo.getvalue()),
    }  # fmt: skip
    answer = client.post(f"/truy-xuat/ma/{code.serial}/phan-anh/", sent, headers=PHONE)
    assert answer.status_code == 302
    report = CodeReport.objects.get()
    assert (report.code, report.written, report.phone) == (code, code.serial, "+84912345678")
    with report.photo.open() as kept:
        assert Image.open(kept).format == "WEBP"
    assert client.get(f"/media/{report.photo.name}").status_code == 404


def test_an_unknown_code_can_be_reported_and_what_was_typed_stays(client):
    serial = new_serial()
    page = client.get(f"/truy-xuat/ma/{serial}/")
    assert f"/truy-xuat/phan-anh/?ma={serial}" in page.content.decode()
    wrong = client.post("/truy-xuat/phan-anh/", {"written": serial, "phone": "12"})
    assert wrong.status_code == 422
    assert f'value="{serial}"' in wrong.content.decode()
    client.post("/truy-xuat/phan-anh/", {"written": serial, "what": "unknown"})
    assert CodeReport.objects.get().lot is None
