"""Whatever happens to money, in whatever order and however often: nothing is made or lost."""

from __future__ import annotations

from uuid import uuid4

import hypothesis
import pytest
from django.db import connection, transaction
from django.db.models import Sum
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)

from catalog.money import share
from marketplace.ledger import audit, chart, queries
from marketplace.ledger.actions import Overdrawn, post
from marketplace.ledger.models import Kind
from marketplace.orders import keys
from marketplace.orders.actions.refunds import Cause, left, owe
from marketplace.orders.models import Line, Order, OrderGroup, RefundDue
from marketplace.payments.actions import booking, lapsing
from marketplace.payments.models import Payment, Refund
from tests.factories import MIDDAY, CommuneFactory, PackFactory
from tests.marketplace.stories import hear

pytestmark = pytest.mark.django_db
GATEWAY = chart.gateway("sandbox")


TAKEN = (chart.COMMISSION, chart.VAT_WITHHELD, chart.PIT_WITHHELD, chart.PROMOTIONS)


def taken_of(line):
    borne = line.own_discount - line.discount
    return dict(
        zip(TAKEN, (line.commission, line.withheld_vat, line.withheld_pit, borne), strict=True)
    )


class Money(RuleBasedStateMachine):
    """Orders of one producer; ``incomes`` and ``outgoes`` are what people and banks moved."""

    unpaid, paid, earned, refunds = (
        Bundle(name) for name in ("unpaid", "paid", "earned", "refunds")
    )
    pack = commune = None

    def __init__(self):
        super().__init__()
        self.around = transaction.atomic()
        self.around.__enter__()
        self.incomes = self.outgoes = self.held = 0
        self.codes, self.done = iter(range(10**6)), set()

    def teardown(self):
        for faults in (audit.unbalanced(), audit.altered(), audit.kept_otherwise()):
            assert not list(faults)
        transaction.set_rollback(True)
        self.around.__exit__(None, None, None)

    @rule(target=unpaid, price=st.integers(1, 10**7), packs=st.integers(1, 5), off=st.booleans())
    def order(self, price, packs, off):
        goods, code = price * packs, f"M{next(self.codes)}"
        discount = goods // 3 if off else 0
        sums = {"goods_total": goods, "goods_discount": discount}
        group = OrderGroup.objects.create(
            **sums,
            code=code,
            token=code,
            idempotency_key=uuid4(),
            buyer_name="Người Mẫu",
            buyer_phone="+84912345678",
            commune=self.commune,
            street="Thôn Mẫu",
            place_text="Xã Mẫu",
            delivery_total=30_000,
            total=goods - discount + 30_000,
            placed_at=MIDDAY,
            held_until=MIDDAY,
        )
        order = Order.objects.create(
            **sums,
            group=group,
            producer_id=self.pack.product.producer_id,
            code=f"{code}-1",
            delivery_fee=30_000,
            total=group.total,
        )
        Line.objects.create(
            order=order,
            pack=self.pack,
            name="Mật ong",
            unit_price=price,
            quantity=packs,
            total=goods,
            discount=discount,
            commission=share(goods, 500),
            withheld_vat=share(goods, 100),
            withheld_pit=share(goods, 50),
        )
        told = {"amount": group.total, "started_at": MIDDAY, "expires_at": MIDDAY}
        Payment.objects.create(group=group, gateway="sandbox", reference=code, **told)
        return order

    @rule(target=paid, order=consumes(unpaid), times=st.integers(1, 3))
    def pay(self, order, times):
        payment = order.group.payments.get()
        for _again in range(times):
            hear(payment, key=f"FT{payment.reference}")
        self.incomes += payment.amount
        return order

    @rule(target=refunds, order=consumes(unpaid))
    def pay_what_was_given_up(self, order):
        lapsing.give_up(group=order.group, by=None, at=MIDDAY)
        payment = order.group.payments.get()
        hear(payment, key=f"FT{payment.reference}")
        self.incomes += payment.amount
        return Refund(payment=payment, key=f"{payment.reference}-0", amount=payment.amount)

    @rule(amount=st.integers(1, 10**8))
    def pay_without_a_memo(self, amount):
        key = f"held:{next(self.codes)}"
        booking.book_held(key=key, account=GATEWAY, amount=amount, at=MIDDAY)
        self.incomes += amount
        self.held += amount

    @rule(part=st.integers(1, 10**8))
    def send_back_what_nobody_knows(self, part):
        key, amount = f"back:{next(self.codes)}", min(part, self.held)
        if amount:
            booking.book_sent_back(key=key, account=GATEWAY, amount=amount, at=MIDDAY)
            self.held -= amount
            self.outgoes += amount

    @rule(target=earned, order=consumes(paid))
    def earn(self, order):
        """As settlement does it: what is left of the line, its parts taken in turn."""
        line, gone = order.lines.get(), RefundDue.objects.filter(order=order)
        back = sum(due.amount for due in gone if due.line_id)
        rest = line.paid - back
        kept = order.total - sum(due.amount for due in gone)
        take = {
            code: chart.part(whole, of=line.paid, after=back, more=rest)
            for code, whole in taken_of(line).items()
        }
        legs = chart.legs(
            (chart.escrow(order.producer_id), kept),
            *((code, -amount) for code, amount in take.items()),
            (chart.payable(order.producer_id), sum(take.values()) - kept),
        )
        if legs:
            post(key=keys.earned(order), kind=Kind.EARNED, legs=legs, at=MIDDAY)
        self.done.add(order.pk)
        return order

    @rule(target=refunds, order=paid | earned, part=st.integers(1, 10**7), of_line=st.booleans())
    def owe_back(self, order, part, of_line):
        line = order.lines.get() if of_line else None
        amount = part if of_line else order.delivery_paid
        cause = Cause(reason=RefundDue.Reason.CLAIM, key=f"claim {next(self.codes)}")
        due = owe(order=order, line=line, amount=amount, cause=cause, at=MIDDAY)
        if due is None:
            assert left(order=order, line=line) == 0
            return multiple()
        payment = order.group.payments.get()
        return Refund(
            payment=payment, due=due, key=f"{payment.reference}-{due.pk}", amount=due.amount
        )

    @rule(refund=consumes(refunds), comes_back=st.booleans())
    def send_back(self, refund, comes_back):
        booking.book_refund(refund=refund, at=MIDDAY)
        booking.book_refund(refund=refund, at=MIDDAY)
        self.outgoes += refund.amount
        if comes_back:
            booking.book_refund_back(refund=refund, at=MIDDAY)
            self.outgoes -= refund.amount

    @rule(part=st.integers(1, 10**8))
    def pay_out(self, part):
        """What is payable, and no more; through the account for what is under way."""
        payable = chart.payable(self.pack.product.producer_id)
        amount = min(part, -queries.balance(payable))
        if amount > 0:
            key = f"payout:{next(self.codes)}"
            for name, legs in (
                ("begun", {payable: amount, chart.PAYOUTS_UNDER_WAY: -amount}),
                ("sent", {chart.PAYOUTS_UNDER_WAY: amount, GATEWAY: -amount}),
            ):
                kind = Kind.PAYOUT_STARTED if name == "begun" else Kind.PAYOUT_CONFIRMED
                post(key=f"{key}:{name}", kind=kind, legs=legs, at=MIDDAY)
            self.outgoes += amount

    @rule()
    def take_more_than_there_is(self):
        """The database says no, and nothing is left of the try."""
        escrow = chart.escrow(self.pack.product.producer_id)
        amount, key = 1 - queries.balance(escrow), f"theft:{next(self.codes)}"
        legs = {escrow: amount, GATEWAY: -amount}
        with pytest.raises(Overdrawn):
            post(key=key, kind=Kind.CORRECTED, legs=legs, at=MIDDAY)

    @invariant()
    def every_account_holds_what_it_must(self):
        held = queries.balances_like("")
        assert sum(held.values()) == 0
        assert held.get(GATEWAY, 0) == self.incomes - self.outgoes
        assert held.get(chart.SUSPENSE, 0) == -self.held
        kept, taken = self.what_orders_say()
        assert held.get(chart.escrow(self.pack.product.producer_id), 0) == -kept
        assert {code: held.get(code, 0) for code in taken} == taken

    def what_orders_say(self):
        """What is kept for orders that are not earned, and what is taken of those that are."""
        kept, taken = 0, dict.fromkeys(TAKEN, 0)
        fees = dict(
            RefundDue.objects.filter(line=None).values_list("order").annotate(Sum("amount"))
        )
        lines = Line.objects.annotate(back=Sum("refunds_due__amount", default=0))
        for line in lines.filter(order__paid_at__isnull=False).select_related("order"):
            if line.order_id not in self.done:
                kept += line.order.total - line.back - fees.get(line.order_id, 0)
                continue
            for code, whole in taken_of(line).items():
                taken[code] -= whole - chart.part(whole, of=line.paid, after=0, more=line.back)
        return kept, taken


def test_nothing_is_made_or_lost():
    class Here(Money):
        pack, commune = PackFactory(), CommuneFactory()

    few = hypothesis.settings(
        max_examples=5 if connection.vendor == "sqlite" else 2,
        stateful_step_count=20,
        phases=[hypothesis.Phase.generate],
    )
    run_state_machine_as_test(Here, settings=few)
