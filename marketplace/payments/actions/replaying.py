"""Hearing the inbox again: after an older state was restored, what came since happens once more.

What gateways said is kept word for word with its seals, so that it can be read as it was then. A
notice that is there already changes nothing. What people said by hand has no words of a gateway:
it is left, for people to say again.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from marketplace.payments import registry
from marketplace.payments.actions.settling import receive
from marketplace.payments.gateways.contract import Forged, Unreadable
from marketplace.payments.models import Notice

if TYPE_CHECKING:
    from collections.abc import Iterable


def replay(notices: Iterable[Notice]) -> list[Notice]:
    """Hear kept notices in the order in which they came; gives back those that were left."""
    in_turn = sorted(notices, key=lambda notice: (notice.received_at, notice.pk))
    return [notice for notice in in_turn if not _heard(notice)]


def _heard(notice: Notice) -> bool:
    body, headers, at = bytes(notice.body), notice.headers, notice.received_at
    is_watched = notice.source not in Notice.Source.values
    name = notice.source if is_watched else notice.gateway
    try:
        told = registry.speaker(name)[1].read(body=body, headers=headers, at=at)
    except (Forged, Unreadable, registry.UnknownGateway):
        return False
    if is_watched:
        told = replace(told, external_id=f"{name}:{told.external_id}")
    source = notice.source
    receive(gateway=notice.gateway, told=told, body=body, headers=headers, at=at, source=source)
    return True
