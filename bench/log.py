"""The transparency log: appends a second, and what a proof costs at a million leaves.

    python -m bench.log [--leaves 1000000] [--batch 500] [--proofs 300]

Leaves are made of harvest events through the same action that captures call, ``--batch`` events a
transaction, in a SQLite file of its own that waits for the disk (``DATABASE_URL`` names another
database; it must be empty). Beside it, in the same run: the same lines only hashed into a tree in
memory, and pymerkle where it is installed.
"""

from __future__ import annotations

import argparse
import os
import random
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from types import SimpleNamespace

os.environ.setdefault("CHOGOC_MODE", "demo")
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
MIDDAY = datetime(2026, 11, 21, 5, tzinfo=UTC)
WARM_UP = 20  # proofs
MILLI = 1000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--leaves", type=int, default=1_000_000)
    arguments.add_argument("--batch", type=int, default=500)
    arguments.add_argument("--proofs", type=int, default=300)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory(prefix="bench-log-") as folder:
        os.environ.setdefault("VAR_DIR", folder)
        _prepare()
        _append(asked.leaves, asked.batch)
        _reference(min(asked.leaves, 100_000))
        _prove(asked.leaves, asked.proofs)


def _prepare() -> None:
    import django  # noqa: PLC0415 (after the environment)
    from django.core.management import call_command  # noqa: PLC0415

    django.setup()
    call_command("migrate", verbosity=0, interactive=False)


def _event(number: int) -> SimpleNamespace:
    """A harvest as the book of a lot writes it."""
    digits = f"{number:064x}"
    document = {
        "@context": ["https://ref.gs1.org/standards/epcis/2.0.0/epcis-context.jsonld"],
        "type": "ObjectEvent",
        "eventID": f"ni:///sha-256;{digits}?ver=CBV2.0",
        "eventTime": "2026-11-18T12:00:00.000+07:00",
        "eventTimeZoneOffset": "+07:00",
        "action": "ADD",
        "bizStep": "commissioning",
        "disposition": "active",
        "readPoint": {"id": "https://chogoc.example/414/9520001900013"},
        "bizLocation": {"id": "https://chogoc.example/414/9520001900013"},
        "quantityList": [
            {
                "epcClass": f"https://chogoc.example/t/{number:012}/nguyen-lieu",
                "quantity": 12.5,
                "uom": "KGM",
            }
        ],
    }
    return SimpleNamespace(
        pk=number + 1, event_id=document["eventID"], hash_id=document["eventID"],
        kind="ObjectEvent", stage="harvest", biz_step="commissioning", disposition="active",
        happened_at=MIDDAY, recorded_at=MIDDAY, producer_id=1, place_id=1, lot_id=number // 5,
        material_lot_id=None, told_in_id=None,
        evidence="self_declared", corrects_id=None, declared_wrong_at=None, document=document,
    )  # fmt: skip


def _append(leaves: int, batch: int) -> None:
    from traceability.actions import log  # noqa: PLC0415

    spent = []
    for start in range(0, leaves, batch):
        rows = [_event(number) for number in range(start, min(start + batch, leaves))]
        began = time.perf_counter()
        log.append(kind="event", rows=rows)
        spent.append(time.perf_counter() - began)
    print(f"append, {batch} a transaction    {leaves / sum(spent):>10,.0f} leaves/s")
    part = max(1, len(spent) // 10)
    last = sum(spent[-part:])
    print(f"  the last tenth               {min(leaves, part * batch) / last:>10,.0f} leaves/s")


def _reference(leaves: int) -> None:
    """The same lines, hashed into a tree in memory: what no log of any kind can be spared."""
    from traceability.merkle.hashing import leaf_hash  # noqa: PLC0415
    from traceability.merkle.tree import Frontier  # noqa: PLC0415
    from traceability.queries.log_entries import entry_of  # noqa: PLC0415

    rows = [_event(number) for number in range(leaves)]
    began = time.perf_counter()
    lines = [entry_of("event", row).encode() for row in rows]
    written = time.perf_counter()
    frontier = Frontier()
    for line in lines:
        frontier.add(leaf_hash(line))
    hashed = time.perf_counter()
    print(f"lines only                     {leaves / (written - began):>10,.0f} leaves/s")
    print(f"hashed in memory only          {leaves / (hashed - written):>10,.0f} leaves/s")
    try:
        from pymerkle import InmemoryTree  # noqa: PLC0415
    except ImportError:
        return
    began, theirs = time.perf_counter(), InmemoryTree(algorithm="sha256")
    for line in lines:
        theirs.append_entry(line)
    print(
        f"pymerkle in memory             {leaves / (time.perf_counter() - began):>10,.0f} leaves/s"
    )


def _prove(leaves: int, count: int) -> None:
    from traceability.actions import log  # noqa: PLC0415
    from traceability.models import LogLeaf  # noqa: PLC0415
    from traceability.queries import log as queries  # noqa: PLC0415

    began = time.perf_counter()
    checkpoint = log.sign_checkpoint(at=MIDDAY)
    print(f"checkpoint of all              {(time.perf_counter() - began) * MILLI:>10.2f} ms")
    if checkpoint is None:
        sys.exit("There is nothing to prove.")
    dice, keys = random.Random(7), queries.log_keys()  # noqa: S311 (the same every time)
    ground = queries.Ground(checkpoint)
    spent: dict[str, list[float]] = {"proof made": [], "proof checked": [], "both": []}
    for _ in range(WARM_UP + count):
        leaf = LogLeaf.objects.get(position=dice.randrange(leaves))
        began = time.perf_counter()
        proof = ground.proof(leaf)
        made = time.perf_counter()
        proof.check(keys)
        checked = time.perf_counter()
        steps = (made - began, checked - made, checked - began)
        for times, step in zip(spent.values(), steps, strict=True):
            times.append(step * MILLI)
    for name, times in spent.items():
        some = sorted(times[WARM_UP:])
        middle, slow = statistics.median(some), some[len(some) * 95 // 100]
        print(f"{name:<30} {middle:>10.3f} ms  (95 of 100 within {slow:.3f})")
    print(f"the file of a proof            {len(str(proof)):>10,} bytes")
    if database := next(Path(os.environ["VAR_DIR"]).glob("*.sqlite3"), None):
        print(f"the database, a leaf           {database.stat().st_size / leaves:>10.0f} bytes")


if __name__ == "__main__":
    main()
