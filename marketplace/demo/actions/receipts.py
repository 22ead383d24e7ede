"""The demo's money that does not speak for itself: a transfer without a code, and half of a sum."""

from __future__ import annotations

import json
from datetime import timedelta
from typing import TYPE_CHECKING

from marketplace.demo.actions.orders import GATEWAY, key_of
from marketplace.demo.orders import HALF_PAID
from marketplace.orders.models import OrderGroup
from marketplace.payments import registry
from marketplace.payments.actions import settling
from marketplace.payments.models import Notice

if TYPE_CHECKING:
    from datetime import datetime

NAMELESS, HALF = "cho-goc-mau-khong-ma", "cho-goc-mau-mot-nua"
EARLIER = timedelta(minutes=20)


def send_strange_money(*, at: datetime) -> int:
    """What is not there yet, told by the demo bank as it tells everything; say how much."""
    group = OrderGroup.objects.get(idempotency_key=key_of(HALF_PAID))
    code, half = group.payments.get().reference, group.total // 2
    nameless = _tell(NAMELESS, words="MUA TRA BIEU ME", amount=185_000, at=at)
    return nameless + _tell(HALF, words=code, amount=half, at=at)


def _tell(name: str, *, words: str, amount: int, at: datetime) -> bool:
    """A signed notice of the demo bank, under a name of its own, so that it is heard once."""
    if Notice.objects.filter(gateway=GATEWAY, external_id=name).exists():
        return False
    bank, came_at = registry.demo_bank(), at - EARLIER
    said = {
        "id": name,
        "type": "credit",
        "content": f"NGANHANGMAU.{words}.CT tu NGUOI MUA MAU",
        "amount": amount,
        "currency": "VND",
        "at": int(came_at.timestamp()),
    }
    body = json.dumps(said).encode()
    headers = bank.seal(body, at=came_at)
    heard = bank.read(body=body, headers=headers, at=came_at)
    settling.receive(gateway=GATEWAY, told=heard, body=body, headers=headers, at=came_at)
    return True
