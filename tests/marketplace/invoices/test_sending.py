"""Sent once, asked about until it is answered, coded only by what came back."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction

from accounts.models import Message
from marketplace.invoices import registry
from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.moves import NotReady
from marketplace.invoices.actions.sending import ask_due, providers_sheet, send_invoice
from marketplace.invoices.adapters.by_file import ByFile
from marketplace.invoices.adapters.contract import Refused, Submission, Unavailable
from marketplace.invoices.adapters.viettel import Viettel
from marketplace.invoices.models import Invoice
from tests.marketplace.invoices.stories import (
    SOON,
    TAX_CODE,
    a_bill,
    again,
    lay_key,
    owed,
    sent_order,
    signed,
)
from tests.stand_ins.viettel.server import CODE, PASSWORD, USER, running

pytestmark = pytest.mark.django_db
LATER, MUCH_LATER = SOON + timedelta(minutes=3), SOON + timedelta(hours=1)


@pytest.fixture(scope="module")
def one_office():
    with running() as office:
        yield office


@pytest.fixture
def office(one_office, settings, tmp_path):
    one_office.mood = "well"
    for kept in (one_office.held, one_office.asked, one_office.bodies):
        kept.clear()
    lay_key(settings, tmp_path)
    lay_key(settings, tmp_path, kind=".viettel", content=f"{USER}\n{PASSWORD}\n".encode())
    settings.VIETTEL_INVOICE_API = one_office.address
    return one_office


@pytest.fixture
def invoice(office):
    return signed(sent_order())


def send(invoice, at=SOON):
    return send_invoice(invoice=invoice, by=None, at=at)


def test_what_the_tax_office_coded_shows_that_code(office, invoice):
    sent = send(invoice)

    assert (sent.state, sent.tax_office_code, sent.provider) == ("coded", CODE, "viettel")
    assert not Message.objects.filter(key__startswith="invoiced:").exists()  # it is no firm
    assert office.asked == ["login", "createInvoice"]
    told = office.bodies[0]["generalInvoiceInfo"]
    assert (told["transactionUuid"], told["invoiceNo"]) == (str(invoice.key), "1")
    with pytest.raises(NotReady):
        send(sent)


def test_no_provider_is_asked_from_inside_a_transaction(office, invoice):
    with pytest.raises(RuntimeError, match="durable"), transaction.atomic():
        send(invoice)
    assert office.asked == []


def test_without_a_code_it_waits_and_is_asked_about(office, invoice):
    office.mood = "slow office"
    assert [send(invoice).state, again(invoice).tax_office_code] == ["sent", ""]

    send(invoice, at=SOON + timedelta(seconds=30))
    assert office.asked == ["login", "createInvoice"]

    assert (ask_due(at=LATER), again(invoice).state) == (1, "sent")
    office.coded()
    assert (ask_due(at=MUCH_LATER), again(invoice).tax_office_code) == (1, CODE)
    assert office.asked.count("createInvoice") == 1


def test_a_reply_lost_after_issuing_is_asked_for_and_never_issued_twice(office, invoice):
    office.mood = "lost"

    sent = send(invoice)

    assert (sent.state, sent.tax_office_code, len(office.bodies)) == ("coded", CODE, 1)
    assert office.asked == ["login", "createInvoice", "searchInvoiceByTransactionUuid"]


@pytest.mark.parametrize("mood", ["down", "garbage"])
def test_a_provider_without_a_word_leaves_it_sent_and_is_asked_again(office, invoice, mood):
    office.mood = mood
    first = send(invoice)
    assert (first.state, first.trouble) == ("sent", "Nhà cung cấp chưa trả lời.")

    office.mood = "well"
    ask_due(at=LATER)

    done = again(invoice)
    assert (done.state, done.tries, done.trouble, len(office.bodies)) == ("coded", 2, "", 1)


def test_nobody_at_the_address_is_no_answer(office, invoice, settings):
    settings.VIETTEL_INVOICE_API = "http://127.0.0.1:9"

    assert send(invoice).state == "sent"


def test_a_refused_one_says_why_and_keeps_its_number(office, invoice):
    office.mood = "refusing"

    sent = send(invoice)

    assert (sent.state, sent.trouble) == ("rejected", "INVOICE_SERIAL_NOT_FOUND Không được")
    assert sent.signed.number == 1
    with pytest.raises(NotReady, match="bị từ chối"):
        draft_invoice(order=sent.order, by=None, at=LATER)


def test_another_number_than_ours_is_left_to_people(office, invoice):
    office.mood = "numbering"

    sent = send(invoice)

    assert (sent.state, sent.tax_office_code) == ("sent", "")
    assert sent.trouble == "Nhà cung cấp giữ số khác: C26TAB99. Xin gọi nhà cung cấp."


def test_a_correction_waits_until_its_origin_is_coded(office, invoice):
    office.mood = "slow office"
    order = invoice.order
    send(invoice)
    owed(order, 85_000)
    with pytest.raises(NotReady, match="có mã rồi"):
        signed(order, at=LATER)
    office.coded()
    ask_due(at=LATER)

    correction = send(signed(order, at=MUCH_LATER), at=MUCH_LATER)

    kind = office.bodies[1]["generalInvoiceInfo"]
    told = (kind["adjustmentType"], kind["originalInvoiceId"], correction.total)
    assert told == ("5", "C26TAB1", -85_000)
    assert again(invoice).state == "adjusted"


def test_the_sheet_of_the_provider_is_fetched_once_it_answered(office, invoice):
    with pytest.raises(NotReady, match="chưa trả lời"):
        providers_sheet(invoice=invoice)
    send(invoice)
    assert providers_sheet(invoice=again(invoice)) == b"%PDF-1.4 mau"

    office.mood = "down"
    with pytest.raises(NotReady, match="thử lại"):
        providers_sheet(invoice=again(invoice))


def test_a_seller_without_an_account_carries_the_file_by_hand(settings, tmp_path):
    lay_key(settings, tmp_path)
    invoice = signed(sent_order())

    assert registry.provider_of(TAX_CODE) == ("file", ByFile())
    with pytest.raises(NotReady, match="tải XML"):
        send(invoice)
    assert again(invoice).state == "signed"


def test_no_code_is_written_without_an_answer(office, invoice):
    for made_up in ({"tax_office_code": CODE}, {"state": "coded"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Invoice.objects.filter(pk=invoice.pk).update(**made_up)


def submission(key="mot-giao-dich"):
    return Submission(key=key, bill=a_bill(), xml=b"", signed_at=SOON)


def viettel(office, **told):
    return Viettel(
        **{"api": office.address, "tax_code": TAX_CODE, "user": USER, "password": PASSWORD, **told}
    )


def test_the_adapter_finds_what_it_issued_and_fetches_its_sheet(office):
    mine = viettel(office)
    assert mine.find(submission()) is None

    receipt = mine.issue(submission())

    assert mine.issue(submission()) == mine.find(submission()) == receipt
    assert (len(office.bodies), mine.sheet(submission())) == (1, b"%PDF-1.4 mau")
    with pytest.raises(Refused):
        mine.sheet(submission("khong-co"))


def test_the_adapter_never_shows_its_password_and_says_when_it_is_wrong(office):
    mine = viettel(office, password="sai")

    assert "sai" not in repr(mine)
    with pytest.raises(Unavailable, match="not let in"):
        mine.issue(submission())
