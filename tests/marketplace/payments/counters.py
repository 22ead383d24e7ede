"""Gateways with their vendors behind them, on loopback, and what a shopper does there."""

from contextlib import contextmanager
from datetime import UTC, datetime, timedelta

import pytest

from marketplace.payments import memo
from marketplace.payments.gateways import clock
from marketplace.payments.gateways.contract import Charge
from tests.marketplace.payments.senders import (
    MoMoSender,
    ViettelSender,
    VNPaySender,
    ZaloPaySender,
)
from tests.marketplace.payments.test_stripe_stand_in import press
from tests.stand_ins.vietnam.desk import open_desk

NOW = datetime.now(tz=UTC).replace(microsecond=0)
CHARGE = Charge(
    reference=memo.mint(),
    amount=185_000,
    description="Đơn hàng tại Chợ Gốc",
    return_url="https://market.test/thanh-toan/xong/",
    cancel_url="https://market.test/thanh-toan/",
    opened_at=NOW,
    expires_at=NOW + timedelta(hours=12),
)


class Counter:
    """A gateway with its vendor behind it; ``pay`` is what a shopper does at the vendor's."""

    def __init__(self, sender, vendor):
        self.gateway, self.vendor, self.sender = sender.speaker, vendor, sender

    def pay(self, start):
        who = self.sender.vendor
        {
            "vnpay": lambda: who.pay(start.redirect_url, at=clock.digits(NOW)),
            "momo": lambda: who.pay(start.external_id),
            "zalopay": lambda: who.pay(start.external_id),
            "viettel": lambda: who.pay(start.redirect_url),
        }[self.sender.name]()


class CardCounter(Counter):
    def pay(self, start):
        press(start.redirect_url, b"act=pay")


class DemoCounter(Counter):
    def pay(self, start):
        self.gateway.notice(reference=start.memo, amount=CHARGE.amount, at=NOW)


@contextmanager
def at_desk(make):
    vendor = make().vendor
    with open_desk(vendor) as desk:
        sender = make(desk.address)
        sender.vendor = vendor
        yield Counter(sender, desk)


MAKERS = {
    "vnpay": VNPaySender,
    "momo": MoMoSender,
    "zalopay": ZaloPaySender,
    "viettel": ViettelSender,
}
REFUND_CALLS = {
    "vnpay": "refund",
    "momo": "refund",
    "zalopay": "refund",
    "viettel": "REFUND_PAYMENT",
}
COUNTERS = ["sandbox", "stripe", *MAKERS]


def only(*names):
    return pytest.mark.parametrize("counter", names, indirect=True)


def refund(gateway, paid, amount, number, **told):
    key = f"{paid[-16:]}-{number}"
    return gateway.refund(external_id=paid, amount=amount, key=key, opened_at=NOW, **told)


def given_in_all(sender):
    """Đồng that a vendor has sent back, by its own books."""
    vendor = sender.vendor
    return {
        "vnpay": lambda: sum(one["given"] for one in vendor.orders.values()) // 100,
        "momo": lambda: sum(g["amount"] for one in vendor.orders.values() for g in one["given"]),
        "zalopay": lambda: sum(amount for _, amount in vendor.refunds.values()),
        "viettel": lambda: sum(
            int(one["trans_amount"]) for one in vendor.orders.values() if one.get("given")
        ),
    }[sender.name]()
