"""Finding every buyer of a recalled lot among 1,000,000 item codes and 100,000 order lines.

    python -m bench.recall [--items 1000000] [--lines 100000] [--rounds 3]

Builds everything in a database of its own and throws it away; ``DATABASE_URL`` chooses PostgreSQL
(``python -m tools.throwaway_postgres python -m bench.recall``). Half of the lines hold the recalled
lot, the others one of nine more. Timed: how many buyers there are, the press itself (sale stopped,
the first two thousand lines written down, foreign keys compared) of the whole lot and of a thousand
items; and beside it, what the task takes to write down every buyer, letter and refund.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import time
from typing import TYPE_CHECKING

os.environ.setdefault("CHOGOC_MODE", "demo")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")

if TYPE_CHECKING:
    from collections.abc import Callable

BATCH = 5_000
WITHIN = 2.0  # seconds
ITEMS_RECALLED = 1_000


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--items", type=int, default=1_000_000)
    arguments.add_argument("--lines", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=3)
    asked = arguments.parse_args()
    import django  # noqa: PLC0415 (the settings are chosen first)

    django.setup()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415 (as above)

    made = setup_databases(verbosity=0, interactive=False, serialized_aliases=[])
    try:
        return _measure(asked.items, asked.lines, asked.rounds)
    finally:
        teardown_databases(made, verbosity=0)


def _measure(items: int, lines: int, rounds: int) -> int:
    from bench import recall_market  # noqa: PLC0415 (needs Django)

    began = time.perf_counter()
    market = recall_market.build(items=items, lines=lines)
    print(f"{market.vendor}: {items:,} item codes, {lines:,} order lines", end="")
    print(f" built in {time.perf_counter() - began:.0f} s", flush=True)
    steps: dict[str, Callable[[], object]] = {
        "numbers before the press": market.look,
        "the press: a whole lot": market.recall_lot,
        f"the press: {ITEMS_RECALLED:,} items": market.recall_items,
    }
    worst = 0.0
    for name, step in steps.items():
        times = [_timed(step) for _ in range(rounds)]
        worst = max(worst, statistics.median(times))
        print(f"{name:28} median {statistics.median(times):.2f} s, worst {max(times):.2f} s")
    print(f"{'all written down by the task':28} {_timed(market.find_all):.2f} s")
    print(market.found())
    return 0 if worst <= WITHIN else 1


def _timed(step: Callable[[], object]) -> float:
    began = time.perf_counter()
    step()
    return time.perf_counter() - began


if __name__ == "__main__":
    sys.exit(main())
