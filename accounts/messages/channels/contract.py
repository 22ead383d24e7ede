"""What every channel promises.

A channel is a value made from settings. It keeps no database and opens no transaction: whoever
calls it writes down what it says. ``docs/notices.md`` tells how real ones look.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from enum import StrEnum
from typing import Protocol


class Unavailable(Exception):
    """It was surely not taken: the same may be asked again."""


class Busy(Unavailable):
    """Too much at once; not before ``again_in``."""

    def __init__(self, again_in: timedelta) -> None:
        super().__init__("too much at once")
        self.again_in = again_in


class Unanswered(Exception):
    """No usable reply: it may have been taken."""


class Refused(Exception):
    """Heard and refused: asking the same again will not help."""


class Unreadable(Exception):
    """What was sent as a report is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Letter:
    """A message as it leaves the house. ``reference`` is ours: the same one twice is one message.

    ``phone`` in E.164; ``words`` fill a template. ``leave_url`` is where one leaves this family of
    messages, empty for what is essential; ``report_url`` is where the channel may say what became
    of it.
    """

    reference: str
    kind: str
    language: str
    phone: str
    email: str
    subject: str
    body: str
    short: str
    words: Mapping[str, str] = field(default_factory=dict)
    leave_url: str = ""
    report_url: str = ""


@dataclass(frozen=True, slots=True)
class Receipt:
    """The channel's own number for what it took, if it has one."""

    external_id: str = ""


class Verdict(StrEnum):
    """What a report says; ``IGNORED`` is true but none of our business."""

    DELIVERED = "delivered"
    FAILED = "failed"
    IGNORED = "ignored"


class Channel(Protocol):
    """Calls over the network end within seconds and never run inside a database transaction."""

    @property
    def knows_again(self) -> bool:
        """Whether a reference it has taken is not carried a second time."""

    def can_carry(self, letter: Letter) -> bool:
        """Whether it makes sense to ask: an address is there, a template, few enough letters."""

    def send(self, letter: Letter) -> Receipt:
        """Take it; or raise ``Unavailable``, ``Busy``, ``Unanswered`` or ``Refused``."""

    def read(self, *, body: bytes) -> Verdict:
        """What a report says, or raise ``Unreadable``. Its address has proved who speaks."""
