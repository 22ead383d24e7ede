"""Messages waiting to go, and channels that have their moods."""

from __future__ import annotations

from accounts.delivery import deliver
from accounts.messages import registry
from accounts.messages.kinds import Kind
from accounts.outbox import tell
from tests.factories import MIDDAY

PHONE = "+84912345678"
ZNS = {"templates": ("shipped:vi", "code:vi")}


def channels_are(settings, **told):
    """Only these channels, each with its options; what they carried before is forgotten."""
    registry._made.cache_clear()
    settings.MESSAGE_CHANNELS = told


def told(kind=Kind.SHIPPED, *, key="k1", phone=PHONE, email="", at=MIDDAY):
    """A message that waits."""
    return tell(
        kind=kind,
        key=key,
        phone=phone,
        email=email,
        subject="Hàng đi rồi",
        body="Hàng đã gửi đi.",
        words={"code": "KMPX7Q3A"},
        at=at,
    )


def carry(message, at=MIDDAY):
    """A worker takes it up at that moment."""
    deliver(message=message.pk, clock=lambda: at)
    message.refresh_from_db()
    return message


def tries(message):
    """How it was tried, in order."""
    return list(message.attempts.values_list("channel", "outcome"))


def arrived(name):
    """What that channel has shown to people."""
    return [letter.reference for letter in registry.channel(name).arrived]
