"""What every provider promises.

A provider is a value made from settings and a seller's account. It keeps no database, opens no
transaction, and its calls end within seconds. It never makes a code up: a code is what the tax
office gave, or nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from marketplace.invoices.documents.bill import Bill


class Unavailable(Exception):
    """No usable reply. Whether the invoice was issued is not known: ask by its key."""


class Refused(Exception):
    """The provider or the tax office heard us and said no; the message says why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Submission:
    """A signed invoice. ``key`` is ours: the same one twice is one invoice."""

    key: str
    bill: Bill
    xml: bytes
    signed_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Receipt:
    """What the provider holds under a key: its number, and the tax office's code once given."""

    series: str
    number: int
    code: str = ""


class Provider(Protocol):
    @property
    def sends(self) -> bool:
        """Whether it hands invoices on by itself; otherwise people download and carry them."""

    def issue(self, submission: Submission) -> Receipt:
        """Hand it on; or raise ``Unavailable`` or ``Refused``. The same key again is no second."""

    def find(self, submission: Submission) -> Receipt | None:
        """What is held under its key, if anything; or raise ``Unavailable``."""

    def sheet(self, submission: Submission) -> bytes:
        """The provider's own PDF of what it issued; or raise ``Unavailable`` or ``Refused``."""
