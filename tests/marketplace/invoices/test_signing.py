"""A draft is signed under the next number, with its seller's own key, and never changes again."""

from __future__ import annotations

import pytest
from django.db import IntegrityError, InternalError, connection, transaction

from accounts.append_only import lock_statements, unlock_statements
from accounts.models import Entry, Message
from marketplace.invoices import audit
from marketplace.invoices.actions.drafting import draft_invoice
from marketplace.invoices.actions.moves import NotReady
from marketplace.invoices.actions.signing import sign_invoice
from marketplace.invoices.documents.signature import NotProven, proven
from marketplace.invoices.models import Invoice, InvoiceSeries, SignedInvoice
from marketplace.invoices.numbering import TABLE
from marketplace.orders.models import CompanyInvoice
from tests.factories import MIDDAY, LotFactory
from tests.marketplace.invoices.stories import (
    OTHER_CODE,
    SOON,
    TAX_CODE,
    again,
    lay_key,
    owed,
    pem,
    seal,
    sent_order,
    signed,
)

pytestmark = pytest.mark.django_db
STOPPED = (IntegrityError, InternalError)


@pytest.fixture
def key(settings, tmp_path):
    lay_key(settings, tmp_path)


def test_a_signed_invoice_has_the_first_number_and_its_sellers_signature(key):
    invoice = signed(sent_order())

    kept = SignedInvoice.objects.get()
    found = (invoice.state, str(kept), kept.is_trial, kept.holder)
    assert found == ("signed", "2C26TAB-1", True, "HTX Mẫu (chứng thư mẫu)")
    assert proven(bytes(kept.xml), trusted=[seal().certificate], at=SOON) == seal().certificate
    assert again(invoice).content.number == 1
    verbs = Entry.objects.filter(verb__startswith="invoice").order_by("pk").values_list("verb")
    assert [verb for (verb,) in verbs] == ["invoice drafted", "invoice signed"]


def test_a_firm_is_told_once_that_its_invoice_is_there(key):
    order = sent_order()
    firm = {"name": "Công ty Mẫu", "tax_code": "0100109106", "address": "Hà Nội"}
    CompanyInvoice.objects.create(group=order.group, email="ke.toan@mau.test", **firm)

    invoice = signed(order)
    sign_invoice(invoice=invoice, by=None, at=SOON)

    told = Message.objects.get(key=f"invoiced:{invoice.pk}")
    assert told.email == "ke.toan@mau.test"
    assert told.subject == f"Hoá đơn 2C26TAB-1 của đơn {order.group.code}"


def test_signing_twice_takes_one_number(key):
    invoice = signed(sent_order())

    sign_invoice(invoice=invoice, by=None, at=SOON)

    assert SignedInvoice.objects.count() == 1


def test_numbers_run_on_and_each_series_has_its_own(key):
    lot = LotFactory()
    first, second = signed(sent_order(lot)), signed(sent_order(lot))
    third = signed(sent_order(lot, letters="CD"))

    kept = [str(one.signed) for one in (first, second, third)]
    assert kept == ["2C26TAB-1", "2C26TAB-2", "2C26TCD-1"]


def test_a_number_of_what_was_rolled_back_is_given_to_the_next(key):
    lot = LotFactory()
    one, other = sent_order(lot), sent_order(lot)
    with transaction.atomic():
        signed(one)
        transaction.set_rollback(True)

    assert [signed(other).signed.number, signed(one).signed.number] == [1, 2]


def test_the_database_takes_no_number_but_the_next(key):
    """1 was given before; 3 and 7 would leave a gap."""
    kept = signed(sent_order()).signed
    fields = {name: getattr(kept, name) for name in ("series", "xml", "sha256", "holder")}
    draft = Invoice.objects.create(
        order=kept.invoice.order, version=2, bill={}, total=1, drafted_at=SOON
    )

    for number in (1, 3, 7):
        with pytest.raises(STOPPED), transaction.atomic():
            SignedInvoice.objects.create(
                **fields, invoice=draft, number=number, is_trial=True, signed_at=SOON
            )


def test_what_was_signed_is_neither_changed_nor_deleted(key):
    kept = signed(sent_order()).signed

    for change in (f"UPDATE {TABLE} SET number = 2", f"DELETE FROM {TABLE}"):
        with pytest.raises(STOPPED), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(change)
    kept.refresh_from_db()
    assert kept.number == 1


def test_without_a_key_it_stays_a_draft_and_takes_no_number(settings, tmp_path):
    settings.INVOICE_KEYS_DIR = str(tmp_path)
    draft = draft_invoice(order=sent_order(), by=None, at=SOON)

    with pytest.raises(NotReady, match="chưa giữ chứng thư số"):
        sign_invoice(invoice=draft, by=None, at=SOON)

    assert (again(draft).state, InvoiceSeries.objects.count()) == ("draft", 0)


@pytest.mark.parametrize(
    ("content", "at"),
    [
        (b"-----BEGIN nothing", SOON),
        (pem(OTHER_CODE), SOON),
        (pem(TAX_CODE), SOON.replace(year=2028)),
    ],
    ids=["unreadable", "of another tax code", "ended"],
)
def test_an_unfit_key_signs_nothing(settings, tmp_path, content, at):
    lay_key(settings, tmp_path, content=content)

    with pytest.raises(NotReady, match="không dùng được"):
        signed(sent_order(), at=at)

    assert SignedInvoice.objects.count() == 0


def test_outside_a_demonstration_only_trusted_certificates_sign(key, settings, tmp_path):
    order = sent_order()
    settings.DEMO = False
    with pytest.raises(NotReady, match="tin cậy"):
        signed(order)
    trusted = tmp_path / "authorities.pem"
    trusted.write_bytes(pem(TAX_CODE))
    settings.INVOICE_AUTHORITIES = str(trusted)

    assert signed(order).signed.is_trial is False


def test_a_draft_is_signed_as_things_are_then(key):
    order = sent_order()
    draft = draft_invoice(order=order, by=None, at=MIDDAY)
    owed(order, 85_000)

    invoice = sign_invoice(invoice=draft, by=None, at=SOON)

    assert (draft.total, invoice.total, invoice.refunded) == (400_000, 315_000, 85_000)


def test_a_draft_worth_nothing_any_more_needs_no_number(key):
    order = sent_order()
    draft = draft_invoice(order=order, by=None, at=MIDDAY)
    owed(order, 370_000)
    owed(order, 30_000, key="fee", line=False)

    invoice = sign_invoice(invoice=draft, by=None, at=SOON)

    assert (invoice.state, SignedInvoice.objects.count()) == ("needless", 0)


def test_one_tampered_with_is_not_proven(key):
    kept = signed(sent_order()).signed
    forged = bytes(kept.xml).replace(b"<TgTTTBSo>400000", b"<TgTTTBSo>100000")

    with pytest.raises(NotProven):
        proven(forged, trusted=[seal().certificate], at=SOON)


def faults():
    return [*audit.numbered_otherwise(), *audit.signed_otherwise()]


def test_verify_finds_a_gap_other_bytes_and_a_state_that_cannot_be(key):
    lot = LotFactory()
    invoices = [signed(sent_order(lot)) for _n in range(3)]
    assert faults() == []

    Invoice.objects.filter(pk=invoices[1].pk).update(state="draft")
    with connection.cursor() as cursor:
        for statement in unlock_statements(TABLE, connection.vendor):
            cursor.execute(statement)
        cursor.execute(f"UPDATE {TABLE} SET number = 7, sha256 = 'x' WHERE number = 3")
        for statement in lock_statements(TABLE, connection.vendor):
            cursor.execute(statement)

    assert faults() == [
        "invoice series 2C26TAB: 3 invoices, the last has number 7",
        "invoice 2C26TAB-7: its bytes are not those that were signed",
        f"invoice {invoices[1].key}: is draft, which does not go with whether it was signed",
    ]
