"""How long it takes to find out what went into a jar, among ten thousand events.

    python -m bench.genealogy [--events 10000]

Works in a test database that is thrown away. Each event joins two things of the level below into
one of its own, so that a jar has a whole tree behind it; the table shows both ways.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise

import django

ROUNDS = 30
LEVELS = 100
AT = datetime(2026, 11, 21, 5, tzinfo=UTC)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--events", type=int, default=10_000)
    events = arguments.parse_args().events
    os.environ.setdefault("CHOGOC_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415 (after django.setup)

    databases = setup_databases(verbosity=0, interactive=False)
    try:
        _measure(events)
    finally:
        teardown_databases(databases, verbosity=0)
    return 0


def _measure(count: int) -> None:
    """Tell a mesh of that many events, then walk it from both ends."""
    from traceability.queries import genealogy  # noqa: PLC0415 (after django.setup)

    wide = count // LEVELS
    _tell(wide)
    walks: dict[str, Callable[[], genealogy.Walk]] = {
        "chain of 100, up": lambda: genealogy.origins(f"n{LEVELS}-{wide - 1}"),
        "harvest, down": lambda: genealogy.destinations("n0-0"),
        "one step": lambda: genealogy.origins("n1-0"),
    }
    for name, walk in walks.items():
        times = []
        for _ in range(ROUNDS):
            begun = time.perf_counter()
            found = walk()
            times.append(time.perf_counter() - begun)
        middle = statistics.median(times) * 1000
        print(f"{name:18} {len(found.nodes):6} nodes {len(found.steps):6} steps {middle:8.2f} ms")


def _tell(wide: int) -> None:
    from catalog.models import Producer  # noqa: PLC0415 (after django.setup)
    from traceability.models import Descent, Event  # noqa: PLC0415 (after django.setup)

    producer = Producer.objects.create(name="HTX Mẫu", slug="mau", folded="mau", kind="cooperative")
    rows = [
        Event(
            producer=producer,
            event_id=f"urn:uuid:{level}-{n}",
            hash_id=f"{level}-{n}",
            kind=Event.Kind.TRANSFORMATION,
            happened_at=AT,
            recorded_at=AT,
            document={},
        )
        for level in range(1, LEVELS + 1)
        for n in range(wide)
    ]
    made = iter(Event.objects.bulk_create(rows, batch_size=500))
    descents = []
    for before, level in pairwise(range(LEVELS + 1)):
        for n in range(wide):
            event = next(made)
            descents += [Descent(event=event, side="out", node=f"n{level}-{n}")]
            feeders = {f"n{before}-{n}", f"n{before}-{max(0, n - 1)}"}
            descents += [Descent(event=event, side="in", node=node) for node in sorted(feeders)]
    Descent.objects.bulk_create(descents, batch_size=500)


if __name__ == "__main__":
    raise SystemExit(main())
