"""The demo bank's messenger: tells the market about demo money, over HTTP, as a real one would."""

from __future__ import annotations

import logging
import time
from typing import TYPE_CHECKING
from urllib.error import URLError
from urllib.request import Request, urlopen

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import now
from django_tasks import task

from marketplace.payments import registry

if TYPE_CHECKING:
    from marketplace.payments.gateways.sandbox import Sandbox

WAITS = (0, 1, 2, 4, 8)
"""Seconds before each try; a real bank watcher goes on for half an hour."""

PATIENCE = 10
log = logging.getLogger(__name__)


class NotHeard(Exception):
    """The market did not answer, however often it was told."""


@task()
def send_notice(reference: str, amount: int) -> None:
    """Move so many demo đồng with that memo, and tell the market until it has heard."""
    bank = registry.demo_bank()
    body, _ = bank.notice(reference=reference, amount=amount, at=now())
    passed = 0
    for second in bank.deliveries():
        time.sleep(second - passed)
        passed = second
        _tell(bank, body)


def _tell(bank: Sandbox, body: bytes) -> None:
    for wait in WAITS:
        time.sleep(wait)
        if _post(body, bank.seal(body, at=now())):
            return
    raise NotHeard


def _post(body: bytes, headers: dict[str, str]) -> bool:
    address = settings.SITE_URL + reverse("payments:webhook", args=["sandbox"])
    request = Request(address, data=body, headers=headers, method="POST")  # noqa: S310 (own address)
    try:
        with urlopen(request, timeout=PATIENCE) as reply:  # noqa: S310 (own address)
            return bool(200 <= reply.status < 300)  # noqa: PLR2004 (HTTP's own words for success)
    except (URLError, TimeoutError, ConnectionError):
        log.warning("the demo bank was not heard; it will try again")
        return False
