"""Guests who buy: whole visits and placings a second, what one costs, and that none is refused.

    python -m bench.checkout [--seconds 10] [--buyers 16] [--port 8897]

Builds a market of its own in a folder that is thrown away; ``DATABASE_URL`` chooses PostgreSQL
(``python -m tools.throwaway_postgres python -m bench.checkout``). Guests walk through real pages:
product, into the basket, basket, the checkout's form, its sums for a commune, placed. Then baskets
are filled beforehand, and only placed. Beside it in the same run, an empty view asked by as many.

The buyers share the machine with the server; the CPU is that of the server alone.
"""

from __future__ import annotations

import argparse
import os
import statistics
import tempfile
import threading
import time
from collections import defaultdict
from itertools import count
from typing import TYPE_CHECKING

from bench import server
from bench.guests import STEPS, Guest, Market

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

GOODS = 20
WARM = 8  # seconds of visits before: every thread of both workers has compiled and planned
PLACED_EACH = 60  # baskets filled beforehand, for each second asked


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--seconds", type=int, default=10)
    arguments.add_argument("--buyers", type=int, default=16)
    arguments.add_argument("--port", type=int, default=8897)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings", "VAR_DIR": folder,
        }  # fmt: skip
        market = _build(f"127.0.0.1:{asked.port}")
        with server.running(asked.port) as pid:
            _measure(market, Crowd(asked.buyers, pid), asked.seconds)


def _build(host: str) -> Market:
    """Goods of as many producers, each with more in its lot than can be bought."""
    import django  # noqa: PLC0415 (needs the settings of the environment)

    django.setup()
    from django.core.management import call_command  # noqa: PLC0415 (as above)
    from django.db import connection  # noqa: PLC0415 (as above)

    from tests.factories import CommuneFactory, LotFactory  # noqa: PLC0415 (as above)
    from tests.marketplace.stories import tariffs  # noqa: PLC0415 (as above)

    call_command("migrate", verbosity=0)
    call_command("collectstatic", verbosity=0, interactive=False)
    tariffs()
    many = {"packed": 1_000_000, "on_hand": 1_000_000, "raw_quantity": 100_000_000}
    packs = [LotFactory(**many).pack for _ in range(GOODS)]
    commune = CommuneFactory()
    print(f"{connection.vendor}: {GOODS} goods of {GOODS} producers")
    connection.close()
    goods = [(pack.product.get_absolute_url(), pack.pk) for pack in packs]
    return Market(host, goods, commune.province_id, commune.code)


class Crowd:
    """So many at once, one thing after the other, and what the server spends on it."""

    def __init__(self, size: int, pid: int) -> None:
        self.size, self.pid = size, pid

    def tell(self, name: str, work: Callable[[], object], *, ends: Callable[[], bool]) -> None:
        """Do it until it ends; print how often in a second, how long it took, what it cost."""
        spent, began = server.cpu(self.pid), time.perf_counter()
        times = self.do(work, ends=ends)
        lasted, spent = time.perf_counter() - began, server.cpu(self.pid) - spent
        each = spent / len(times) * 1000
        print(f"{name:<18} {len(times) / lasted:>9.1f} {_waits(times)} {each:>8.1f}")

    def do(self, work: Callable[[], object], *, ends: Callable[[], bool]) -> list[float]:
        """The seconds that each time took."""
        times: list[float] = []

        def go_on() -> None:
            while not ends():
                began = time.perf_counter()
                try:
                    work()
                except StopIteration:
                    return
                times.append(time.perf_counter() - began)

        threads = [threading.Thread(target=go_on) for _ in range(self.size)]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
        return times


def _waits(times: list[float]) -> str:
    times = sorted(times)
    p99 = times[int(len(times) * 0.99)] * 1000
    return f"{statistics.median(times) * 1000:>8.0f} {p99:>8.0f}"


def _measure(market: Market, crowd: Crowd, seconds: int) -> None:
    numbers = count(1)
    steps: dict[str, list[float]] = defaultdict(list)

    def visit() -> None:
        for name, spent in Guest(market, next(numbers)).visit():
            steps[name].append(spent)

    print(f"{'':<18} {'a second':>9} {'p50 ms':>8} {'p99 ms':>8} {'CPU ms':>8}")
    crowd.tell("empty view", lambda: Guest(market, 0).ask("/trong/"), ends=_after(seconds))
    crowd.do(visit, ends=_after(WARM))
    steps.clear()
    crowd.tell("whole visit", visit, ends=_after(seconds))
    for name in STEPS:
        print(f"  {name:<16} {'':>9} {_waits(steps[name])}")
    filled = _filled(market, numbers, seconds * PLACED_EACH)
    crowd.tell("placing alone", lambda: next(filled).place(), ends=lambda: False)


def _after(seconds: int) -> Callable[[], bool]:
    until = time.perf_counter() + seconds
    return lambda: time.perf_counter() > until


def _filled(market: Market, numbers: Iterator[int], many: int) -> Iterator[Guest]:
    """Guests who have only to press the button."""
    guests = [Guest(market, next(numbers)) for _ in range(many)]
    for guest in guests:
        guest.fill()
    return iter(guests)


if __name__ == "__main__":
    main()
