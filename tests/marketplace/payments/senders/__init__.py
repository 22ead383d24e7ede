"""The other side of every gateway and watcher: who is in ``SENDERS`` is held to the promises."""

from tests.marketplace.payments.senders.banks import (
    CassoSender,
    DemoBank,
    PayOSSender,
    SePaySender,
)
from tests.marketplace.payments.senders.sender import OLD_SECRET, SECRET
from tests.marketplace.payments.senders.vendors import (
    MoMoSender,
    Stripe,
    ViettelSender,
    VNPaySender,
    ZaloPaySender,
)

__all__ = [
    "OLD_SECRET",
    "SECRET",
    "SENDERS",
    "DemoBank",
    "MoMoSender",
    "SePaySender",
    "Stripe",
    "VNPaySender",
    "ViettelSender",
    "ZaloPaySender",
]

SENDERS = {
    sender.name: sender
    for sender in (
        DemoBank,
        SePaySender,
        CassoSender,
        PayOSSender,
        Stripe,
        VNPaySender,
        MoMoSender,
        ZaloPaySender,
        ViettelSender,
    )
}
