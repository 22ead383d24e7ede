"""Which carriers this installation speaks to, built from settings."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.utils.translation import gettext_lazy as _

from marketplace.carriers.adapters.sandbox import Sandbox

if TYPE_CHECKING:
    from collections.abc import Callable

    from django.utils.functional import _StrPromise

    from marketplace.carriers.adapters.contract import Carrier

KINDS: dict[str, Callable[..., Carrier]] = {"sandbox": Sandbox}
WORDS: dict[str, _StrPromise] = {"sandbox": _("Hãng vận chuyển mẫu")}


class UnknownCarrier(LookupError):
    """No carrier of that name is set up here."""


def carrier(name: str) -> Carrier:
    """The carrier of that name, or :class:`UnknownCarrier`."""
    if name not in settings.CARRIERS:
        raise UnknownCarrier(name)
    return _made(name, tuple(sorted(settings.CARRIERS[name].items())))


def choices() -> list[tuple[str, _StrPromise]]:
    """The carriers a producer may have asked for a price, as it reads them."""
    return [(name, WORDS[name]) for name in settings.CARRIERS]


@lru_cache(maxsize=32)
def _made(name: str, options: tuple[tuple[str, Any], ...]) -> Carrier:
    return KINDS[name](**dict(options))
