"""A statement brought in: all of it or nothing, once, and beside what a watcher told already."""

from __future__ import annotations

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from marketplace.ledger.models import LedgerTransaction
from marketplace.orders.models import Order
from marketplace.payments.actions import importing
from marketplace.payments.gateways.sandbox import ACCOUNT
from marketplace.payments.models import Notice, Receipt
from tests.factories import MIDDAY
from tests.marketplace.stories import hear, pending_payment

pytestmark = pytest.mark.django_db
HEAD = "Ngày giao dịch,Số tham chiếu,Ghi nợ,Ghi có,Nội dung\n"


def bring(*rows, account=ACCOUNT):
    content = (HEAD + "".join(f"{row}\n" for row in rows)).encode()
    told = {"name": "a.csv", "content": content, "account": account, "at": MIDDAY}
    read = importing.read_statement(**told)
    return importing.hear_lines(gateway=read.gateway, lines=read.lines, at=MIDDAY)


def row(payment, *, reference="FT1", amount=None, words="", on="21/11/2026"):
    words = words or f"MBVCB.{payment.reference}.CT tu NGUOI MUA"
    return f"{on},{reference},,{amount or payment.amount},{words}"


def test_a_statement_pays_the_orders_it_names_and_leaves_the_rest_to_a_person():
    payment = pending_payment()

    report = bring(
        row(payment), row(payment, reference="FT2", words="tien che"), "21/11/2026,FT3,5000,,Phi"
    )

    assert report == (3, 2, {"đã ghi nhận": 1, "không tìm thấy đơn": 1})
    assert Order.objects.get().state == "awaiting_acceptance"
    assert [held.text for held in Receipt.objects.for_people()] == ["tien che"]


def test_bringing_it_again_changes_nothing():
    payment = pending_payment()
    bring(row(payment))

    again = bring(row(payment), row(payment, reference="FT9", words="khac"))

    assert (again.lines, again.new) == (2, 1)
    assert (Notice.objects.count(), Receipt.objects.count()) == (2, 2)


def test_a_broken_row_lets_nothing_in():
    payment = pending_payment()

    with pytest.raises(importing.NotTaken) as refusal:
        bring(row(payment), row(payment, on="41/11/2026"), row(payment, on="22/11/2031"))

    assert refusal.value.faults == ["Dòng 3: ngày không đọc được.", "Dòng 4: ngày ở tương lai."]
    assert Notice.objects.count() == 0


def test_what_a_watcher_told_is_not_counted_again():
    payment = pending_payment()
    hear(payment, bank_reference="MBVCB.FT1")

    report = bring(row(payment))

    assert report.outcomes == {"đã biết rồi": 1}
    assert Receipt.objects.get().notices.count() == 2


def test_money_that_the_bank_took_back_is_seen():
    payment = pending_payment()
    bring(row(payment))

    report = bring(f"21/11/2026,FT1,{payment.amount},,Hoan tra")

    assert report.outcomes == {"bị rút lại": 1}
    assert Receipt.objects.get().state == "reversed"


def test_an_account_that_is_not_ours_is_refused():
    with pytest.raises(importing.NotTaken, match="không có tài khoản"):
        bring(account="1")


def test_the_command_says_what_it_did_and_what_is_wrong(tmp_path, capsys):
    payment, file = pending_payment(), tmp_path / "sao-ke.csv"
    file.write_text(HEAD + row(payment), "utf-8")

    call_command("import_statement", file, account=ACCOUNT)

    assert capsys.readouterr().out == "1 dòng, 1 dòng mới.\n  đã ghi nhận: 1\n"
    file.write_text("x", "utf-8")
    with pytest.raises(CommandError, match="dòng tên cột"):
        call_command("import_statement", file, account=ACCOUNT)
    with pytest.raises(CommandError, match="Không thấy tệp"):
        call_command("import_statement", tmp_path / "khong-co.csv", account=ACCOUNT)


def test_what_a_statement_alone_tells_of_is_booked_on_the_day_of_its_line():
    """Known first from a file brought in days later: paid in part, paid, nobody's."""
    payment = pending_payment()
    bring(
        row(payment, amount=1_000, on="18/11/2026"),
        row(payment, reference="FT2", amount=payment.amount - 1_000, on="19/11/2026"),
        row(payment, reference="FT3", words="tien che", on="20/11/2026"),
    )

    booked = LedgerTransaction.objects.order_by("pk").values_list("kind", "happened_at")
    assert [(kind, localdate(at).day) for kind, at in booked] == [
        ("suspended", 18),
        ("paid", 19),
        ("suspended", 20),
    ]
    assert Order.objects.get().paid_at == MIDDAY
