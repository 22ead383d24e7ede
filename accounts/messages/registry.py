"""Which channels this installation has, built from settings, in the order they are asked."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from accounts.messages.channels.mail import Mail
from accounts.messages.channels.sandbox import Sms, Zns

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from accounts.messages.channels.contract import Channel

KINDS: dict[str, Callable[..., Channel]] = {
    "zns": Zns,
    "sms": Sms,
    "email": lambda **told: Mail(**{**_house(), **told}),
}
WORDS: dict[str, str | _StrPromise] = {
    "zns": "Zalo",
    "sms": _("tin nhắn SMS"),
    "email": _("thư điện tử"),
}
MAIL = "email"


class UnknownChannel(LookupError):
    """No channel of that name is set up here."""


def channel(name: str) -> Channel:
    """The channel of that name, or :class:`UnknownChannel`."""
    if name not in settings.MESSAGE_CHANNELS:
        raise UnknownChannel(name)
    return _made(name, tuple(sorted(settings.MESSAGE_CHANNELS[name].items())))


def channels() -> dict[str, Channel]:
    """All of them, the one to ask first at the beginning."""
    return {name: channel(name) for name in KINDS if name in settings.MESSAGE_CHANNELS}


def _house() -> dict[str, str]:
    """Who writes."""
    host = urlsplit(settings.SITE_URL).hostname or ""
    return {"sender": settings.EMAIL_FROM, "site": host}


@lru_cache(maxsize=32)
def _made(name: str, options: tuple[tuple[str, Any], ...]) -> Channel:
    return KINDS[name](**dict(options))
