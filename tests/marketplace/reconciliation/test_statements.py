"""A bank's statement settles payouts line by line, and the ledger then says what the bank says."""

from __future__ import annotations

from datetime import timedelta
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.timezone import localdate

from marketplace.ledger import chart
from marketplace.ledger.queries import balance
from marketplace.payments import memo
from marketplace.payments.gateways.sandbox import ACCOUNT
from marketplace.payments.models import Notice, Receipt
from marketplace.payouts import audit
from marketplace.payouts.actions.settling import Outcome
from marketplace.payouts.models import Payout, PayoutRun
from marketplace.reconciliation.actions.comparing import reconcile
from marketplace.reconciliation.actions.statements import take_statement
from marketplace.reconciliation.models import Difference, OutsideRow
from tests.factories import MIDDAY, UserFactory
from tests.marketplace.payouts.stories import OVER, account, earned, rates, sent
from tests.marketplace.stories import hear, pending_payment

HEAD = "Ngày giao dịch,Số tham chiếu,Ghi nợ,Ghi có,Nội dung\n"
LATER = OVER + timedelta(days=3)
DAY = localdate(OVER) + timedelta(days=1)
GONE, BACK = str(Outcome.CONFIRMED.label), str(Outcome.RETURNED.label)
KNOWN, ODD = str(Outcome.KNOWN.label), str(Outcome.ODD.label)


@pytest.fixture
def payout():
    """375.950 ₫ or so, in a file that was taken to the bank."""
    rates()
    account(earned().producer)
    return sent().payouts.get()


@pytest.fixture
def person():
    return UserFactory(is_staff=True)


def line(payout, *, reference="FT1", amount=None, back=False, words=None, on=DAY):
    amount = amount or payout.amount
    words = words or f"MBVCB 1234 {memo.of_payout(payout.run.code, payout.pk)} GD"
    sums = f",{amount}" if back else f"{amount},"
    return f"{on:%d/%m/%Y},{reference},{sums},{words}"


def bring(by, *rows):
    content = (HEAD + "".join(f"{row}\n" for row in rows)).encode()
    told = {"name": "a.csv", "content": content, "account": ACCOUNT}
    return take_statement(**told, by=by, at=LATER)


def moved():
    """What the ledger says: at the bank, under way, to be paid."""
    payable = chart.payable(Payout.objects.get().producer_id)
    return [balance(code) for code in (chart.BANK, chart.PAYOUTS_UNDER_WAY, payable)]


def differing_at_the_bank():
    reconcile(day=localdate(LATER), at=LATER)
    found = Difference.objects.open().filter(way="bank").exclude(reference__startswith="no report")
    return list(found.values_list("reference", "ours", "theirs"))


@pytest.mark.parametrize(
    "text",
    [
        "CHOGOC CT2611221 P12",
        "MBVCB.123.chogoc ct2611221 p12.CT tu 0011 toi 0022",
        "CHOGOCCT2611221P12",
        "CHOGOC-CT 2611221-P 12 FT26325",
    ],
)
def test_a_memo_is_found_however_a_bank_writes_it(text):
    assert memo.payout(text) == memo.Payout("CT2611221", 12)
    assert memo.find(text) == ""


@pytest.mark.parametrize("text", ["CHOGOC", "CT2611221 P12", "CHOGOC CT2611221", "CG7K2M9QXA0"])
def test_other_words_name_no_payout(text):
    assert memo.payout(text) is None


@pytest.mark.django_db
def test_a_line_confirms_the_payout_that_it_names(payout, person):
    done = bring(person, line(payout))

    payout.refresh_from_db()
    assert (done.outcomes, done.new, done.faults) == ({GONE: 1}, 1, [])
    assert (payout.state, payout.reference, payout.confirmed_by) == ("paid", "FT1", person)
    assert localdate(payout.confirmed_at) == DAY
    assert PayoutRun.objects.get().state == "ended"
    assert moved() == [-payout.amount, 0, 0]
    assert differing_at_the_bank() == list(audit.paid_out_otherwise()) == []


@pytest.mark.django_db
def test_what_the_bank_gave_back_is_to_be_paid_again(payout, person):
    """Whichever of the two stands first on a statement of one day."""
    back = line(payout, reference="FT2", back=True)

    done = bring(person, back, line(payout))

    payout.refresh_from_db()
    assert done.outcomes == {GONE: 1, BACK: 1}
    assert (payout.state, payout.return_reference) == ("returned", "FT2")
    assert moved() == [0, 0, -payout.amount]
    assert Receipt.objects.filter(amount=payout.amount, state="held").count() == 0
    assert differing_at_the_bank() == []


@pytest.mark.django_db
def test_bringing_it_again_changes_nothing(payout, person):
    rows = line(payout), line(payout, reference="", back=True)
    bring(person, *rows)
    before = moved(), Notice.objects.count(), OutsideRow.objects.count()

    again = bring(person, *rows)

    assert (again.new, again.outcomes) == (0, {KNOWN: 2})
    assert (moved(), Notice.objects.count(), OutsideRow.objects.count()) == before
    assert differing_at_the_bank() == []


@pytest.mark.django_db
def test_another_sum_is_a_row_for_a_person_and_nothing_moves(payout, person):
    done = bring(person, line(payout, amount=payout.amount - 1))

    assert (done.outcomes, done.new) == ({ODD: 1}, 0)
    assert done.faults[0].endswith("Số tiền không đúng với khoản chi trả.")
    assert moved() == [0, -payout.amount, 0]
    assert differing_at_the_bank() == [("FT1", None, 1 - payout.amount)]


@pytest.mark.django_db
def test_a_second_transfer_for_one_payout_is_a_row_for_a_person(payout, person):
    done = bring(person, line(payout), line(payout, reference="FT2"))

    assert done.outcomes == {GONE: 1, ODD: 1}
    assert differing_at_the_bank() == [("FT2", None, -payout.amount)]


@pytest.mark.django_db
def test_a_giving_back_waits_for_the_statement_that_shows_the_going(payout, person):
    back = line(payout, reference="FT2", back=True, on=DAY + timedelta(days=1))
    assert bring(person, back).outcomes == {ODD: 1}
    assert moved() == [0, -payout.amount, 0]

    bring(person, line(payout))
    assert bring(person, back).outcomes == {BACK: 1}
    assert differing_at_the_bank() == []


@pytest.mark.django_db
def test_a_memo_of_a_payout_that_there_is_not_is_money_like_any_other(payout, person):
    words = memo.of_payout("CT990101-1", payout.pk)
    done = bring(person, line(payout, words=words, back=True))

    assert done.outcomes == {"không tìm thấy đơn": 1}
    assert Receipt.objects.for_people().get().text == words


@pytest.mark.django_db
def test_what_a_watcher_says_of_a_payout_that_came_back_is_left_to_the_statement(payout, person):
    words = memo.of_payout(payout.run.code, payout.pk)
    other = pending_payment()
    heard = hear(other, key="W1", reference="", text=words, amount=payout.amount)

    assert (heard.outcome, heard.receipt) == ("ignored", None)
    bring(person, line(payout), line(payout, reference="FT2", back=True))
    assert moved() == [0, 0, -payout.amount]


@pytest.mark.django_db
def test_the_command_settles_payouts_in_the_name_of_an_operator_alone(payout, person, tmp_path):
    file = tmp_path / "sao-ke.csv"
    file.write_text(HEAD + line(payout, on=localdate(MIDDAY)), "utf-8")

    def call(**told):
        out = StringIO()
        call_command("import_statement", file, account=ACCOUNT, stdout=out, **told)
        return out.getvalue().splitlines()

    with pytest.raises(CommandError, match="Không có người điều hành"):
        call(by=UserFactory().phone)
    words = f"MBVCB 1234 {memo.of_payout(payout.run.code, payout.pk)} GD"
    fault = f"  Dòng 2 ({words}): Cần một người đối chiếu sao kê này."
    assert call()[1:] == [f"  {ODD}: 1", fault]
    assert moved() == [0, -payout.amount, 0]
    assert call(by=person.phone) == ["1 dòng, 1 dòng mới.", f"  {GONE}: 1"]
    assert moved() == [-payout.amount, 0, 0]
