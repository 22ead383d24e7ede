"""The pages of a lot's labels: issued, printed, fetched, read back; never a stranger's."""

from __future__ import annotations

from datetime import timedelta
from io import BytesIO

import pytest
import zxingcpp
from django.urls import reverse
from django.utils.timezone import now
from PIL import Image

from tests.factories import (
    MIDDAY,
    LabelPrintFactory,
    LotFactory,
    MembershipFactory,
    PackFactory,
)
from tests.traceability.prints import opened, seen
from traceability.actions.labels import issue_labels
from traceability.labels import reading
from traceability.models import LabelCheck, LabelPrint, PrinterSetting

pytestmark = pytest.mark.django_db
SITE = "http://127.0.0.1:8000/t/"


@pytest.fixture
def run(client):
    owner = MembershipFactory()
    client.force_login(owner.user)
    pack = PackFactory(product__producer=owner.producer, product__name='Trà "^XZ~JR\\')
    lot = LotFactory(pack=pack, packed=30, on_hand=30)
    return issue_labels(lot=lot, count=30, by=owner.user, at=MIDDAY)


def at(name, run, *more):
    return reverse(f"traceability:{name}", args=[run.lot.producer.slug, run.lot.code, *more])


def wish(**changes):
    """A right answer to each question of the print form."""
    usual = {"paper": "21", "first": "1", "last": "30", "start": "1", "language": "pdf"}
    return {**usual, "dpi": "203", "level": "M", "reason": "", **changes}


def send(client, run, **changes):
    return client.post(at("label_run", run, run.pk), wish(**changes))


def fetch(client, run):
    newest = run.prints.last()
    return client.get(at("label_file", run, run.pk, newest.pk))


def serials(run):
    return list(run.codes.values_list("serial", flat=True))


def read(png):
    with Image.open(BytesIO(png)) as picture:
        return zxingcpp.read_barcode(picture.convert("L")).text


# One code ------------------------------------------------------------------------------------
def test_the_picture_of_a_code_reads_as_its_address(client, run):
    code = run.codes.first()
    answer = client.get(at("code_png", run, code.serial))
    assert read(answer.content) == SITE + code.serial


def test_with_a_gtin_the_picture_reads_as_a_digital_link(client, run):
    pack = run.lot.pack
    pack.gtin = "09506000134352"
    pack.save()
    code = run.codes.first()
    answer = client.get(at("code_png", run, code.serial))
    assert read(answer.content) == f"http://127.0.0.1:8000/01/09506000134352/21/{code.serial}"


def test_the_drawing_of_a_code_is_svg(client, run):
    answer = client.get(at("code_svg", run, run.codes.first().serial))
    assert answer["Content-Type"] == "image/svg+xml"
    assert answer.content.startswith(b"<svg")


def test_a_code_of_another_lot_is_not_drawn(client, run):
    other = LotFactory(pack=run.lot.pack)
    stray = issue_labels(lot=other, count=1, by=run.issued_by, at=MIDDAY).codes.get()
    assert client.get(at("code_png", run, stray.serial)).status_code == 404


# Issuing -------------------------------------------------------------------------------------
@pytest.mark.parametrize("count", ["1", "0", "-5", "99999999999999999999", "", "mười", "1,5"])
def test_a_count_that_cannot_be_is_refused_at_the_field(client, run, count):
    answer = client.post(at("labels", run), {"count": count})
    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["count"]
    assert run.lot.runs.count() == 1


@pytest.mark.parametrize("typed", ["１２", "1_2", "1.5", "-1", "1e1"])
def test_what_is_no_plain_number_is_refused_at_the_field(client, run, typed):
    more = LotFactory(pack=run.lot.pack, packed=20, on_hand=20)
    at = reverse("traceability:labels", args=[more.producer.slug, more.code])
    answer = client.post(at, {"count": typed})

    assert (answer.status_code, more.runs.count()) == (422, 0)
    assert set(answer.context["form"].errors) == {"count"}


@pytest.mark.parametrize("number", [1, 3])
def test_the_runs_of_a_lot_cost_the_same_however_many(
    client, run, number, django_assert_num_queries
):
    lot = LotFactory(pack=run.lot.pack, packed=9, on_hand=9)
    for _ in range(number):
        issue_labels(lot=lot, count=2, by=run.issued_by, at=MIDDAY)
    with django_assert_num_queries(6):
        answer = client.get(reverse("traceability:labels", args=[lot.producer.slug, lot.code]))
    assert answer.content.decode().count('class="door"') == number


# Printing ------------------------------------------------------------------------------------
def test_what_is_printed_is_noted_and_its_file_reads_as_the_codes(client, run):
    assert send(client, run, start="20").status_code == 302
    printing = run.prints.get()
    answer = fetch(client, run)

    document = opened([answer.getvalue()])
    found = [seen(page).keys() for page in document]
    assert [len(page) for page in found] == [2, 21, 7]
    assert {text for page in found for text in page} == {SITE + one for one in serials(run)}
    assert answer["Content-Type"] == "application/pdf"
    assert answer["Content-Disposition"].endswith(f'"tem-{run.lot.code}-1-30.pdf"')
    assert (printing.first, printing.last, printing.start, printing.reason) == (1, 30, 20, "")
    assert printing.printed_by == run.issued_by


def test_a_file_fetched_again_is_the_same_file(client, run):
    send(client, run)
    assert fetch(client, run).getvalue() == fetch(client, run).getvalue()


@pytest.mark.parametrize(("language", "ending"), [("zpl", "zpl"), ("tspl", "prn")])
def test_rolls_are_printed_in_the_printers_language(client, run, language, ending):
    send(client, run, paper="2x50", language=language, last="4")
    answer = fetch(client, run)
    file = answer.getvalue()

    assert answer["Content-Disposition"].endswith(f'tem-{run.lot.code}-1-4.{ending}"')
    assert [one for one in serials(run) if (SITE + one).encode() in file] == serials(run)[:4]
    assert b"~JR" not in file


def test_printing_goes_on_where_it_stopped(client, run):
    send(client, run, last="10")
    page = client.get(at("label_run", run, run.pk))

    assert page.context["form"].initial["first"] == 11
    assert "In tiếp từ tem số 11" in page.content.decode()
    assert send(client, run, first="11").status_code == 302
    texts = {text for page in opened([fetch(client, run).getvalue()]) for text in seen(page)}
    assert texts == {SITE + one for one in serials(run)[10:]}


def test_a_hole_is_printed_before_the_end(client, run):
    send(client, run, first="20", last="30")
    assert client.get(at("label_run", run, run.pk)).context["next"] == 1
    send(client, run, first="1", last="12")
    assert client.get(at("label_run", run, run.pk)).context["next"] == 13


def test_printing_again_asks_why_and_notes_it(client, run):
    send(client, run, last="10")
    answer = send(client, run, first="10", last="12")

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == ["reason"]
    assert run.prints.count() == 1
    assert send(client, run, first="10", last="12", reason="jam").status_code == 302
    assert run.prints.last().reason == "jam"
    assert "in lại: máy kẹt giấy" in client.get(at("label_run", run, run.pk)).content.decode()


def test_a_reason_that_was_not_needed_is_not_noted(client, run):
    send(client, run, reason="lost")
    assert run.prints.get().reason == ""


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"start": "22"}, "start"),
        ({"start": "0"}, "start"),
        ({"start": "-1"}, "start"),
        ({"paper": "99"}, "paper"),
        ({"paper": "rieng-1"}, "paper"),
        ({"last": "31"}, "last"),
        ({"last": "9" * 30}, "last"),
        ({"first": "0"}, "first"),
        ({"first": "7", "last": "6"}, "first"),
        ({"language": "zpl"}, "language"),
        ({"language": "doc"}, "language"),
        ({"dpi": "72"}, "dpi"),
        ({"level": "X"}, "level"),
        ({"reason": "vì thích"}, "reason"),
    ],
)
def test_what_cannot_be_printed_is_told_at_the_field(client, run, changes, field):
    answer = send(client, run, **changes)

    assert answer.status_code == 422
    assert list(answer.context["form"].errors) == [field]
    assert LabelPrint.objects.count() == 0


def test_a_code_too_large_for_its_label_is_told_at_the_paper(client, run, settings):
    settings.SITE_URL = "https://truy-xuat.nguon-goc.ocop.quangninh.gov.vn"
    answer = send(client, run, paper="3x35", language="zpl", level="Q")

    assert list(answer.context["form"].errors) == ["paper"]


def test_how_one_printed_is_remembered(client, run):
    send(client, run, paper="3x35", dpi="300", level="Q", has_cut_marks="on", last="3")
    PrinterSetting.objects.update(offset_x="1.5")
    form = client.get(at("label_run", run, run.pk)).context["form"]

    kept = ("paper", "dpi", "level", "has_cut_marks", "language")
    assert [form.initial[name] for name in kept] == ["3x35", 300, "Q", True, "pdf"]
    send(client, run, first="4", last="5")
    assert str(PrinterSetting.objects.get().offset_x) == "1.50"


def test_a_printing_keeps_the_adjustment_it_was_made_with(client, run):
    PrinterSetting.objects.create(producer=run.lot.producer, offset_x=2)
    send(client, run)
    before = fetch(client, run).getvalue()
    PrinterSetting.objects.update(offset_x=-2)

    assert fetch(client, run).getvalue() == before
    assert run.prints.get().adjustment().x == 2


def test_a_file_is_open_for_a_day(client, run):
    LabelPrintFactory(run=run, printed_at=now() - timedelta(hours=23))
    assert fetch(client, run).status_code == 200
    LabelPrintFactory(run=run, first=2, last=2, printed_at=now() - timedelta(hours=25))
    assert fetch(client, run).status_code == 302
    assert "Tải tệp" not in client.get(at("label_run", run, run.pk)).content.decode()


@pytest.mark.parametrize("number", [1, 3])
def test_the_page_of_a_run_costs_the_same_however_often_it_was_printed(
    client, run, number, django_assert_num_queries
):
    for label in range(1, number + 1):
        LabelPrintFactory(run=run, first=label, last=label, printed_at=now())
    with django_assert_num_queries(13):
        client.get(at("label_run", run, run.pk))


# Strangers -----------------------------------------------------------------------------------
def test_another_producers_run_is_not_there(client, run):
    LabelPrintFactory(run=run, printed_at=now())
    client.force_login(MembershipFactory().user)
    told = {
        client.get(at("labels", run)).status_code,
        client.get(at("label_run", run, run.pk)).status_code,
        send(client, run).status_code,
        fetch(client, run).status_code,
        client.post(at("label_check", run, run.pk)).status_code,
        client.post(at("label_issue", run, run.pk)).status_code,
        client.get(at("code_svg", run, serials(run)[0])).status_code,
    }
    assert told == {404}
    assert (LabelPrint.objects.count(), LabelCheck.objects.count()) == (1, 0)


def test_a_run_is_found_only_under_its_own_lot(client, run):
    mine = issue_labels(lot=LotFactory(pack=run.lot.pack), count=1, by=run.issued_by, at=MIDDAY)
    printing = LabelPrintFactory(run=run, printed_at=now())

    assert client.get(at("label_run", mine, run.pk)).status_code == 404
    assert client.get(at("label_file", mine, mine.pk, printing.pk)).status_code == 404
    assert client.get(at("label_run", run, "9" * 30)).status_code == 404


# Reading back --------------------------------------------------------------------------------
@pytest.mark.parametrize(("wish", "asked"), [("het", 30), ("mau", 7), ("", 7)])
def test_codes_are_read_back_all_or_some(client, run, wish, asked, monkeypatch):
    monkeypatch.setattr("traceability.actions.labels.SAMPLE", 7)
    client.post(at("label_check", run, run.pk), {"bao-nhieu": wish})
    check = run.checks.get()

    assert (check.asked, check.checked, check.failed, check.is_good) == (asked, asked, [], True)
    page = client.get(at("label_run", run, run.pk)).content.decode()
    assert f"Đã đọc {asked} trong 30 mã, mã nào cũng đúng" in page


def test_codes_that_failed_are_named(client, run):
    spoilt = serials(run)[4]
    LabelCheck.objects.create(
        run=run, asked=30, checked=30, failed=[spoilt], asked_by=run.issued_by, asked_at=MIDDAY,
        finished_at=MIDDAY,
    )  # fmt: skip
    page = client.get(at("label_run", run, run.pk)).content.decode()

    assert spoilt in page
    assert "mã nào cũng đúng" not in page


def test_without_a_reader_the_page_says_so_and_prints_all_the_same(client, run, monkeypatch):
    monkeypatch.setattr(reading, "is_possible", lambda: False)
    page = client.get(at("label_run", run, run.pk)).content.decode()
    client.post(at("label_check", run, run.pk))

    assert "chưa cài phần đọc mã" in page
    assert LabelCheck.objects.count() == 0
    assert send(client, run).status_code == 302
