"""What every gateway promises.

A gateway is a value made from settings. It keeps no database and opens no transaction: whoever
calls it stores what it says. Amounts are whole đồng; times are aware and come from the caller.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol, runtime_checkable

DONG = "VND"


class Unavailable(Exception):
    """The gateway gave no usable reply. Whether it acted is not known: ask again, same key."""


class Refused(Unavailable):
    """The gateway heard us and said no: asking the same again will not help."""


class Forged(Exception):
    """The notice was not signed by the gateway, or was signed too long ago or in the future."""


class Unreadable(Exception):
    """The notice is not what this gateway sends."""


class Kind(StrEnum):
    """What a notice says happened; ``IGNORED`` is true but none of our business.

    ``REVERSED`` is money that came and that its bank took away again. ``ASKED`` is no news but a
    question: is this order to be paid, with this sum?
    """

    PAID = "paid"
    FAILED = "failed"
    EXPIRED = "expired"
    REFUNDED = "refunded"
    REFUND_FAILED = "refund_failed"
    REVERSED = "reversed"
    DISPUTED = "disputed"
    DISPUTE_WON = "dispute_won"
    DISPUTE_LOST = "dispute_lost"
    ASKED = "asked"
    IGNORED = "ignored"


class Heard(StrEnum):
    """What became of a notice, as far as whoever sent it is concerned."""

    NEWS = "news"
    KNOWN = "known"
    NOBODYS = "nobodys"
    WRONG_SUM = "wrong_sum"
    FORGED = "forged"
    UNREADABLE = "unreadable"
    OUR_FAULT = "our_fault"

    @property
    def is_kept(self) -> bool:
        """Whether it stands in the inbox: nobody needs to send it again."""
        return self not in {Heard.FORGED, Heard.UNREADABLE, Heard.OUR_FAULT}

    @property
    def status(self) -> int:
        """The same in HTTP's own words: fine, your fault, or ours (come again)."""
        if self.is_kept:
            return 200
        return 503 if self is Heard.OUR_FAULT else 400


@dataclass(frozen=True, slots=True, kw_only=True)
class Payee:
    """Whose account money goes to straight: ``bank`` is a BIN, ``holder`` the account's name."""

    bank: str
    account: str
    holder: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Charge:
    """Money asked for. ``reference`` is ours (:mod:`marketplace.payments.memo`), never used twice.

    ``opened_at`` is when this attempt began, the same however often it is started; ``expires_at``
    is when the goods stop being held, at least the gateway's ``capabilities.shortest_hold`` later.
    Starting the same charge twice starts one payment. With a ``payee`` it goes to that account and
    not to ours; only a gateway that says ``straight`` is asked so.
    """

    reference: str
    amount: int
    description: str
    return_url: str
    cancel_url: str
    opened_at: datetime
    expires_at: datetime
    payee: Payee | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Start:
    """Where the shopper pays: at ``redirect_url``, or on our own page when it is ``""``.

    ``external_id`` is the gateway's name for the payment, for ``query`` and ``refund``. ``qr`` is
    a VietQR payload; ``bank``, ``account``, ``holder`` and ``memo`` say the same to people.
    """

    external_id: str
    redirect_url: str = ""
    qr: str = ""
    bank: str = ""
    account: str = ""
    holder: str = ""
    memo: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """What the gateway says happened.

    ``external_id`` is one per event and gateway: the same one twice is the same news. ``reference``
    is ours, ``""`` when none could be found. ``amount`` is in the smallest unit of ``currency``;
    for ``REFUNDED`` it is all that was given back so far, or, where ``refund_key`` names the one
    refund that arrived or failed, the sum of that. ``text`` is the bank's memo as heard, and
    ``bank_reference`` its own name for the transfer, as its statement has it.

    ``account`` is the number of the account it came to, where the teller watches several.

    ``dispute`` names what a cardholder contests: ``amount`` is what is held back for it, ``text``
    why, and ``due_at`` until when it may be answered. ``paid_under`` is the gateway's name for the
    payment meant, where it does not know ours.
    """

    external_id: str
    reference: str
    amount: int
    currency: str
    kind: Kind
    paid_at: datetime
    text: str = ""
    refund_key: str = ""
    bank_reference: str = ""
    account: str = ""
    dispute: str = ""
    due_at: datetime | None = None
    paid_under: str = ""

    def pays(self, amount: int) -> bool:
        """Whether this says that exactly so many đồng arrived."""
        return (self.kind, self.currency, self.amount) == (Kind.PAID, DONG, amount)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refund:
    """Money on its way back; ``settled`` says whether it has already arrived."""

    external_id: str
    amount: int
    settled: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What the gateway wants to hear back, so that it stops, or goes on, repeating itself."""

    status: int
    body: bytes
    content_type: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Capabilities:
    """What a gateway can do. Amounts are đồng, both ends included.

    ``starts_alone``: ``start`` asks nobody over the network, and may run inside a transaction.
    ``straight``: a charge may name a ``payee``; what came to others is never given back from here.
    """

    query: bool
    refund: bool
    partial_refund: bool
    least: int
    most: int
    currencies: frozenset[str] = frozenset({DONG})
    shortest_hold: timedelta = timedelta(0)
    starts_alone: bool = False
    straight: bool = False

    def takes(self, amount: int) -> bool:
        return self.least <= amount <= self.most


@runtime_checkable
class Contester(Protocol):
    """A gateway that passes on what we can show against a cardholder's dispute."""

    def contest(self, *, dispute: str, words: Mapping[str, str]) -> None:
        """Send it, and say that it is all; sent again, it is there once.

        Raises ``Unavailable`` or ``Refused``.
        """


@runtime_checkable
class Speaker(Protocol):
    """Whoever tells us about money: a gateway, or a watcher of a bank account."""

    @property
    def speaks_by_get(self) -> bool:
        """Whether its notices are the words after a ``?`` and not a posted body."""

    def read(self, *, body: bytes, headers: Mapping[str, str], at: datetime) -> Notice:
        """Turn a callback into a notice, or raise ``Forged`` or ``Unreadable``.

        ``body`` is the raw body, or the raw query string of whoever speaks by GET.
        """

    def answer(self, heard: Heard, told: Notice | None = None) -> Answer:
        """What to reply to a callback; ``told`` is what was read, when it could be read."""


@runtime_checkable
class Tracer(Protocol):
    """A gateway that tells of payments under names of its own, and knows ours when it is asked."""

    def reference_of(self, paid_under: str) -> str:
        """Our reference, ``""`` for a payment that is none of ours. Raises ``Unavailable``."""


class Gateway(Protocol):
    """Calls over the network end within seconds and never run inside a database transaction."""

    @property
    def capabilities(self) -> Capabilities:
        """What may be asked of this gateway."""

    def start(self, charge: Charge) -> Start:
        """Open a payment, or raise ``Unavailable`` or ``Refused``."""

    def query(self, *, external_id: str, at: datetime) -> Notice | None:
        """How a payment stands; ``None`` while nothing is decided. Raises ``Unavailable``."""

    def refund(
        self,
        *,
        external_id: str,
        amount: int,
        key: str,
        opened_at: datetime,
        is_again: bool = False,
    ) -> Refund:
        """Give đồng back; the same ``key`` gives once, however late, and says how that one stands.

        ``opened_at`` belongs to the key. ``is_again`` says that it was asked for before, and the
        reply may have been lost. Raises ``Unavailable`` (it may have been given: ask again, same
        key) or ``Refused``, also for a key under which another sum was given.
        """
