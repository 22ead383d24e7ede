"""Bank transfer by VietQR: the money goes straight to one account, and a bank watcher tells us.

No bank calls a shop: a watcher (:mod:`marketplace.payments.gateways.watching`) does. A transfer can
be neither asked about nor sent back from here; both are done at the bank, by people.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta

from marketplace.payments import banks, napas
from marketplace.payments.gateways.contract import (
    Capabilities,
    Charge,
    Notice,
    Payee,
    Refund,
    Refused,
    Start,
)


def ask_for_transfer(charge: Charge, *, ours: Payee) -> Start:
    """The code to scan and the words to copy for one transfer; ``Refused`` above the limit.

    To the charge's own payee, or without one to ``ours``.
    """
    to = charge.payee or ours
    transfer = napas.Transfer(
        bank=to.bank, account=to.account, amount=charge.amount, memo=charge.reference
    )
    try:
        payload = napas.encode(transfer)
    except napas.Malformed as problem:
        raise Refused(str(problem)) from problem
    return Start(
        external_id=charge.reference,
        qr=payload,
        bank=banks.name_of(to.bank),
        account=to.account,
        holder=to.holder,
        memo=charge.reference,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class VietQR:
    """``bank`` is a BIN, ``holder`` the account's name."""

    bank: str
    account: str
    holder: str

    @property
    def capabilities(self) -> Capabilities:
        return Capabilities(
            query=False,
            refund=False,
            partial_refund=False,
            least=1,
            most=napas.TRANSFER_LIMIT - 1,
            starts_alone=True,
            straight=True,
            shortest_hold=timedelta(minutes=60),
        )

    def start(self, charge: Charge) -> Start:
        ours = Payee(bank=self.bank, account=self.account, holder=self.holder)
        return ask_for_transfer(charge, ours=ours)

    def query(self, *, external_id: str, at: datetime) -> Notice | None:  # noqa: ARG002 - contract
        raise Refused("a bank account cannot be asked about one transfer")

    def refund(
        self,
        *,
        external_id: str,  # noqa: ARG002 - contract
        amount: int,  # noqa: ARG002 - contract
        key: str,  # noqa: ARG002 - contract
        opened_at: datetime,  # noqa: ARG002 - contract
        is_again: bool = False,  # noqa: ARG002 - contract
    ) -> Refund:
        raise Refused("a bank transfer is sent back at the bank")
