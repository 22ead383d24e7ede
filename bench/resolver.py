"""Redirects a second from printed codes, beside the barest Django redirect, in one run.

    python -m bench.resolver [--seconds 4] [--rounds 3]

Needs `wrk` (apt-get install wrk) and a prepared demo (`make run` once). Two servers run, each as
`make run` starts one (granian, WSGI, two workers): the market, and the same Django without any
middleware, whose one view asks the database once and redirects. Rounds are interleaved, so that a
noisy moment hits all alike; the table shows medians and the ratio to the bare redirect.
"""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import time
import urllib.error
import urllib.request
from http import HTTPStatus

import django

from bench import rates, server

OURS, BARE = "http://127.0.0.1:8898", "http://127.0.0.1:8897"
READY_WITHIN = 30  # seconds


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=4)
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    if shutil.which("wrk") is None:
        sys.exit("wrk is needed: apt-get install wrk")
    addresses = _addresses()
    with (
        server.running(_port(OURS), settings="config.settings"),
        server.running(_port(BARE), settings="bench.bare"),
    ):
        for address in addresses.values():
            _wait(address)
        seen = rates.measured(addresses, seconds=asked.seconds, rounds=asked.rounds)
        rates.tell(seen, beside="bare redirect", what="answer", of="of bare")
    return 0


def _addresses() -> dict[str, str]:
    """Name → address, with a code of the demo that was printed under a GTIN."""
    os.environ |= {"CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "config.settings"}
    django.setup()
    from traceability.models import ItemCode  # noqa: PLC0415 (needs Django set up)

    printed = ItemCode.objects.select_related("lot__pack").exclude(lot__pack__gtin=None)
    code = printed.order_by("pk").first()
    if code is None:
        sys.exit("Nothing is labelled: prepare the demo first.")
    gtin, lot = code.lot.pack.gtin, code.lot
    return {
        "bare redirect": f"{BARE}/tran/{code.serial}",
        "item": f"{OURS}/01/{gtin}/21/{code.serial}",
        "item of a lot": f"{OURS}/01/{gtin}/10/{lot.code}/21/{code.serial}",
        "lot": f"{OURS}/01/{gtin}/10/{lot.code}",
        "product": f"{OURS}/01/{gtin}",
        "own code": f"{OURS}/t/{code.serial}",
        "one link type": f"{OURS}/01/{gtin}/21/{code.serial}?linkType=gs1:dpp",
        "linkset": f"{OURS}/01/{gtin}/21/{code.serial}?linkType=linkset",
    }


def _port(site: str) -> int:
    return int(site.rpartition(":")[2])


class _AsTold(urllib.request.HTTPRedirectHandler):
    """Follows nothing: the redirect is what is measured."""

    def redirect_request(self, *_told: object) -> None:
        return None


def _wait(address: str) -> None:
    """Until the address answers; what is no redirect and no linkset ends the run."""
    until, opener = time.monotonic() + READY_WITHIN, urllib.request.build_opener(_AsTold)
    while time.monotonic() < until:
        try:
            status = opener.open(address, timeout=2).status
        except urllib.error.HTTPError as answer:
            status = answer.code
        except OSError:
            time.sleep(0.2)
            continue
        if status in {HTTPStatus.OK, HTTPStatus.TEMPORARY_REDIRECT}:
            return
        sys.exit(f"{address} answers {status}.")
    sys.exit(f"{address} does not answer.")


if __name__ == "__main__":
    sys.exit(main())
