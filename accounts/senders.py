"""Ways for a message to leave. ``MESSAGE_SENDER`` names the one in use.

A sender for a real SMS or Zalo contract is one class with ``send`` and one line in ``SENDERS``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from django.conf import settings

if TYPE_CHECKING:
    from accounts.models import Message


class Sender(Protocol):
    def send(self, message: Message) -> None:
        """Deliver, or raise: the task is then run again."""


class Outbox:
    """Keeps messages where the demo's outbox page shows them; nothing leaves the machine."""

    def send(self, message: Message) -> None:
        """The row itself is the delivery."""


SENDERS: dict[str, type[Sender]] = {"outbox": Outbox}


def sender() -> Sender:
    """The sender this installation has chosen."""
    return SENDERS[settings.MESSAGE_SENDER]()
