"""What the two gateways that take bank transfers show to a shopper, and what watchers know."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.payments import memo, napas
from marketplace.payments.gateways.contract import Charge, Kind, Refused, Unreadable
from marketplace.payments.gateways.sandbox import Sandbox
from marketplace.payments.gateways.vietqr import VietQR
from tests.marketplace.payments.senders import SENDERS, SePaySender
from tests.marketplace.payments.test_gateways import heard

NOW = datetime(2026, 11, 21, 7, 2, 37, tzinfo=UTC)
CHARGE = Charge(
    reference="CG7K2M9QXA0",
    amount=185_000,
    description="Đơn hàng",
    return_url="",
    cancel_url="",
    opened_at=NOW,
    expires_at=NOW + timedelta(minutes=15),
)


@pytest.fixture
def watcher():
    return SePaySender()


@pytest.fixture
def vietqr():
    return VietQR(bank="970418", account="21110000123456", holder="HTX MAU")


@pytest.fixture
def sandbox():
    return Sandbox(secret="s")


def told(watcher, **changes):
    return watcher.paid(reference=CHARGE.reference, amount=185_000, at=NOW) | changes


# VietQR ------------------------------------------------------------------------------------------
def test_the_code_on_the_page_says_what_is_written_beside_it(vietqr):
    start = vietqr.start(CHARGE)

    assert napas.decode(start.qr) == napas.Transfer(
        bank="970418", account=start.account, amount=185_000, memo=start.memo
    )
    assert (start.bank, start.holder, start.memo) == ("BIDV", "HTX MAU", CHARGE.reference)
    assert start.redirect_url == ""


def test_a_transfer_is_neither_asked_about_nor_sent_back_from_here(vietqr):
    with pytest.raises(Refused):
        vietqr.query(external_id=CHARGE.reference, at=NOW)
    with pytest.raises(Refused):
        vietqr.refund(external_id=CHARGE.reference, amount=1, key="k", opened_at=NOW)


def test_a_sum_above_what_banks_carry_at_once_is_refused(vietqr):
    with pytest.raises(Refused):
        vietqr.start(replace(CHARGE, amount=vietqr.capabilities.most + 1))


# Watchers ----------------------------------------------------------------------------------------
@pytest.mark.parametrize(
    "changes",
    [
        {"transferType": "out"},
        {"accountNumber": "21110000999999"},
        {"accountNumber": None},
        {"accountNumber": 21110000123456},
    ],
)
def test_money_that_is_not_ours_is_ignored(watcher, changes):
    assert heard(watcher, told(watcher), at=NOW, signed_at=NOW).kind is Kind.PAID
    assert heard(watcher, told(watcher, **changes), at=NOW, signed_at=NOW).kind is Kind.IGNORED


def test_money_to_a_virtual_account_is_ours(watcher):
    changed = told(watcher, accountNumber="1900", subAccount="21110000123456")

    assert heard(watcher, changed, at=NOW, signed_at=NOW).kind is Kind.PAID


def test_the_watchers_own_finding_counts_before_the_memo(watcher):
    changed = told(watcher, code=CHARGE.reference, content="chuyen tien")

    notice = heard(watcher, changed, at=NOW, signed_at=NOW)

    assert (notice.reference, notice.text) == (CHARGE.reference, "chuyen tien")


@pytest.mark.parametrize("date", [None, "", "hôm qua", "21/11/2026", "0001-01-01 00:00:00", 5])
def test_a_transfer_without_a_day_is_unreadable(watcher, date):
    with pytest.raises(Unreadable):
        heard(watcher, told(watcher, transactionDate=date), at=NOW, signed_at=NOW)


def test_the_watchers_clock_is_vietnamese(watcher):
    changed = told(watcher, transactionDate="2026-11-21 14:02:37")

    assert heard(watcher, changed, at=NOW, signed_at=NOW).paid_at == NOW


@pytest.mark.parametrize("name", ["sepay", "casso", "payos"])
def test_a_watcher_says_what_the_bank_called_the_transfer(name):
    sender = SENDERS[name]()
    told = sender.paid(reference=CHARGE.reference, amount=185_000, at=NOW)
    told["referenceCode" if name == "sepay" else "reference"] = "FT26325123456"

    assert heard(sender, told, at=NOW, signed_at=NOW).bank_reference == "FT26325123456"


@pytest.mark.parametrize(
    "changes",
    [
        {"amount": -185_000},
        {"accountNumber": "999"},
        {"accountNumber": "", "virtualAccountNumber": "999"},
    ],
)
def test_money_that_went_out_or_elsewhere_is_none_of_ours_at_casso(changes):
    sender = SENDERS["casso"]()
    ours = sender.paid(reference=CHARGE.reference, amount=185_000, at=NOW)
    assert heard(sender, ours, at=NOW, signed_at=NOW).kind is Kind.PAID

    assert heard(sender, ours | changes, at=NOW, signed_at=NOW).kind is Kind.IGNORED


@pytest.mark.parametrize("changes", [{"accountNumber": "999"}, {"code": "01"}, {"currency": "USD"}])
def test_money_that_failed_or_came_elsewhere_is_none_of_ours_at_payos(changes):
    sender = SENDERS["payos"]()
    ours = sender.paid(reference=CHARGE.reference, amount=185_000, at=NOW)
    assert heard(sender, ours, at=NOW, signed_at=NOW).kind is Kind.PAID

    assert heard(sender, ours | changes, at=NOW, signed_at=NOW).kind is Kind.IGNORED


# The demo bank -----------------------------------------------------------------------------------
def test_the_demo_banks_code_leads_to_an_account_that_no_bank_knows(sandbox):
    start = sandbox.start(CHARGE)

    assert napas.decode(start.qr) == napas.Transfer(
        bank="999999", account="CHOGOCMAU", amount=185_000, memo=CHARGE.reference
    )
    assert start.bank == "Ngân hàng Mẫu"


def test_the_demo_bank_knows_what_was_paid(sandbox):
    start = sandbox.start(CHARGE)
    assert sandbox.query(external_id=start.external_id, at=NOW) is None
    body, headers = sandbox.notice(reference=CHARGE.reference, amount=185_000, at=NOW)

    asked = sandbox.query(external_id=start.external_id, at=NOW)

    assert asked == sandbox.read(body=body, headers=headers, at=NOW)


def test_the_demo_bank_gives_back_no_more_than_was_paid(sandbox):
    payment = sandbox.start(CHARGE).external_id

    first = sandbox.refund(external_id=payment, amount=85_000, key="1", opened_at=NOW)
    again = sandbox.refund(external_id=payment, amount=85_000, key="1", opened_at=NOW)
    rest = sandbox.refund(external_id=payment, amount=100_000, key="2", opened_at=NOW)

    assert first == again
    assert (first.amount + rest.amount, rest.settled) == (185_000, True)
    with pytest.raises(Refused):
        sandbox.refund(external_id=payment, amount=1, key="3", opened_at=NOW)
    with pytest.raises(Refused):
        sandbox.refund(external_id=payment, amount=1, key="1", opened_at=NOW)


@pytest.mark.parametrize("payment", ["", "CG7K2M9QXA0", "CG7K2M9QXA0-", "x-²"])
def test_the_demo_bank_gives_nothing_back_for_what_it_never_opened(sandbox, payment):
    with pytest.raises(Refused):
        sandbox.refund(external_id=payment, amount=1, key="1", opened_at=NOW)


def test_a_memo_too_long_for_a_bank_is_refused(sandbox):
    assert sandbox.start(replace(CHARGE, reference=memo.mint()))

    with pytest.raises(Refused):
        sandbox.start(replace(CHARGE, reference="x" * 26))
