"""What a gateway kept or sent on, taxes paid and corrections: booked once, by whom they may."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.timezone import localdate, now

from marketplace.ledger import chart, queries
from marketplace.ledger.actions import post
from marketplace.ledger.models import Kind as Books
from marketplace.ledger.models import LedgerTransaction
from marketplace.payments.actions import proposing
from marketplace.payments.models import Receipt
from marketplace.reconciliation.actions import booking
from marketplace.reconciliation.actions.booking import Move, NotBooked
from marketplace.reconciliation.actions.comparing import reconcile
from marketplace.reconciliation.actions.reporting import take_report
from marketplace.reconciliation.models import Booking, Difference
from marketplace.reconciliation.rows import BadRow, read_csv
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db
STRIPE = chart.gateway("stripe")
Kind = Booking.Kind
HEAD = "date,amount,reference,text,kind"


def operator():
    return UserFactory(is_staff=True)


def paid(amount=400_000, account=STRIPE, other=None):
    """Money lies at a gateway, or at the bank."""
    legs = {account: amount, other or chart.escrow(7): -amount}
    with transaction.atomic():
        post(key=f"paid:{account}", kind=Books.PAID, legs=legs, at=now(), reference="CG7K2M9QXA0")


def report(*lines):
    today = localdate()
    told = [HEAD, *(f"{today},{line}" for line in lines)]
    span = {"begins_on": today, "ends_on": today}
    return take_report(account=STRIPE, rows=read_csv(told), by=None, at=now(), **span)


def difference():
    return Difference.objects.open().exclude(way="orders").get()


def test_what_a_report_calls_fee_and_transfer_is_booked_once_and_the_report_agrees():
    paid()
    for _time in range(2):
        report("400000,CG7K2M9QXA0,,", "-4000,CG7K2M9QXA0,phi,fee", "-396000,po_1,ve NH,moved")

    assert queries.balances([STRIPE, chart.GATEWAY_FEES, chart.IN_TRANSIT]) == {
        STRIPE: 0,
        chart.GATEWAY_FEES: 4_000,
        chart.IN_TRANSIT: 396_000,
    }
    reconcile(day=localdate(), at=now())
    assert not Difference.objects.filter(way="gateway").exists()


@pytest.mark.parametrize("line", ["5,A,,fee", "-5,,,moved", "-5,A,,gift", "-5,A,"])
def test_a_kind_that_cannot_be_right_is_refused_with_its_line(line):
    with pytest.raises(BadRow, match="line 2"):
        report(line)


def test_what_only_a_report_shows_is_booked_by_a_person_and_then_agrees():
    paid()
    report("400000,CG7K2M9QXA0,,", "-4000,CG7K2M9QXA0,,")
    reconcile(day=localdate(), at=now())
    by = operator()

    made = booking.explain_by_gateway(difference=difference(), kind=Kind.FEE, by=by, at=now())

    assert made.done_at
    assert queries.balance(chart.GATEWAY_FEES) == 4_000
    with pytest.raises(NotBooked):
        booking.explain_by_gateway(difference=difference(), kind=Kind.FEE, by=by, at=now())
    reconcile(day=localdate(), at=now())
    assert not Difference.objects.open().filter(way="gateway").exists()


def test_a_gateways_money_arrives_out_of_suspense():
    paid(account=chart.BANK, other=chart.SUSPENSE)
    came = Receipt.objects.create(
        gateway="vietqr", amount=400_000, state="held", reason="unmatched", came_at=now(),
        heard_at=now(),
    )  # fmt: skip
    by = operator()
    proposing.know_as_moved(receipt=came, by=by, at=now())

    came.refresh_from_db()
    assert came.state == Receipt.State.MOVED
    assert queries.balances([chart.SUSPENSE, chart.IN_TRANSIT]) == {
        chart.SUSPENSE: 0,
        chart.IN_TRANSIT: -400_000,
    }


def move(**changed):
    told = {"debit": chart.VAT_WITHHELD, "credit": chart.BANK, "amount": 70_000}
    return Move(
        **told | {"happened_on": localdate(), "reference": "FT2632", "reason": "T11"} | changed
    )


def test_tax_that_was_paid_leaves_the_bank_and_is_owed_no_more():
    by = operator()
    booking.book(kind=Kind.TAX_PAID, move=move(), by=by, at=now())

    assert queries.balances([chart.VAT_WITHHELD, chart.BANK]) == {
        chart.VAT_WITHHELD: 70_000,
        chart.BANK: -70_000,
    }
    assert LedgerTransaction.objects.get().reference == "FT2632"
    with pytest.raises(NotBooked):
        booking.book(kind=Kind.TAX_PAID, move=move(), by=by, at=now())


def test_above_the_limit_and_to_correct_it_takes_two(settings):
    settings.FOUR_EYES_FROM = 70_000
    first, second = operator(), operator()
    for kind, told in ((Kind.TAX_PAID, move()), (Kind.CORRECTED, move(amount=5, reference=""))):
        waits = booking.book(kind=kind, move=told, by=first, at=now())
        assert not waits.done_at
        with pytest.raises(NotBooked):
            booking.agree(booking=waits, by=first, at=now())
        for _time in range(2):
            assert booking.agree(booking=waits, by=second, at=now()).done_at
    assert queries.balance(chart.BANK) == -70_005
    with pytest.raises(IntegrityError), transaction.atomic():
        Booking.objects.update(confirmed_by=first)


def test_what_was_dropped_is_not_agreed_to():
    by = operator()
    waits = booking.book(kind=Kind.CORRECTED, move=move(), by=by, at=now())
    booking.drop(booking=waits, by=by, at=now())
    with pytest.raises(NotBooked):
        booking.agree(booking=waits, by=operator(), at=now())
    assert queries.balance(chart.BANK) == 0


def test_nothing_is_taken_from_an_account_that_does_not_have_it():
    short = move(debit=chart.BANK, credit=chart.DISPUTE_RESERVE)
    waits = booking.book(kind=Kind.CORRECTED, move=short, by=operator(), at=now())
    with pytest.raises(NotBooked):
        booking.agree(booking=waits, by=operator(), at=now())
    waits.refresh_from_db()
    assert waits.is_open


def test_an_operator_books_at_a_difference_pays_taxes_and_proposes_corrections(client):
    client.force_login(operator())
    paid()
    report("400000,CG7K2M9QXA0,,", "-4000,CG7K2M9QXA0,,")
    reconcile(day=localdate(), at=now())
    found = difference()
    page = reverse("reconciliation:difference", args=[found.pk])

    assert "Ghi vào sổ cái" in client.get(page).content.decode()
    client.post(reverse("reconciliation:booking", args=[found.pk]), {"kind": "moved"})
    assert "Ghi vào sổ cái" not in client.get(page).content.decode()
    assert queries.balance(chart.IN_TRANSIT) == 4_000

    desk, correction = reverse("reconciliation:bookings"), reverse("reconciliation:correction")
    tax = {"tax": chart.VAT_WITHHELD, "amount": "70.000", "declaration": "T11", "reference": "FT26"}
    assert client.post(desk, tax | {"happened_on": localdate()}).status_code == 302
    late = {"happened_on": localdate() + timedelta(1), "reference": "FT27"}
    assert client.post(desk, tax | late).status_code == 422
    wrong = {"debit": "bank", "credit": "nobody", "amount": "5", "reason": "ghi nhầm tài khoản"}
    assert client.post(correction, wrong | {"happened_on": localdate()}).status_code == 422
    right = wrong | {"credit": STRIPE, "happened_on": localdate()}
    assert client.post(correction, right).status_code == 302

    said = client.get(desk).content.decode()
    assert "ghi nhầm tài khoản" in said
    assert "70.000" in said
    assert "Tôi đồng ý" not in said
