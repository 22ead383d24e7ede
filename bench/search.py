"""How long a search takes among 200,000 packs, and among 2,000.

    python -m bench.search [--packs 2000 200000] [--rounds 5]

Works in a test database that is thrown away, of the kind that `DATABASE_URL` names. Names are those
of the register, made in other communes too. Each question is asked through all middleware and
rendered, with no page kept from before; the table shows milliseconds of the server and of its CPU.
"""

from __future__ import annotations

import argparse
import csv
import os
import statistics
import sys
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from itertools import islice, product
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any
from urllib.parse import quote_plus

import django

AT = datetime.now(tz=UTC)
CHUNK = 2_000
QUESTIONS = Path(__file__).parent.parent / "tests" / "marketplace" / "listings" / "questions.csv"
LISTINGS = (
    "/tim-kiem/",
    "/ke-hang/tra-va-ca-phe/",
    "/ke-hang/ruou/?con=1&sao=4",
    "/tim-kiem/?q=mật+ong&gia=100-300&tinh=22",
    "/tim-kiem/?q=trà&trang=5&xep=re",
)


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--packs", type=int, nargs="+", default=[2_000, 200_000])
    arguments.add_argument("--rounds", type=int, default=5)
    asked = arguments.parse_args()
    os.environ.setdefault("CHOGOC_MODE", "demo")
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
    django.setup()
    for packs in asked.packs:
        _bench(packs, asked.rounds)
    return 0


def _bench(packs: int, rounds: int) -> None:
    from django.conf import settings  # noqa: PLC0415 (after django.setup, as below)
    from django.test.utils import setup_databases, teardown_databases  # noqa: PLC0415

    with TemporaryDirectory() as folder:
        if settings.DATABASES["default"]["ENGINE"].endswith("sqlite"):
            settings.DATABASES["default"]["TEST"]["NAME"] = f"{folder}/bench.sqlite3"
        databases = setup_databases(verbosity=0, interactive=False)
        try:
            _seed(packs)
            _measure(rounds)
        finally:
            teardown_databases(databases, verbosity=0)


def _seed(packs: int) -> None:
    """So many products of one pack each; two of three have stars, every other one a lot."""
    from django.core.management import call_command  # noqa: PLC0415
    from django.utils.timezone import localdate  # noqa: PLC0415

    from marketplace.listings.actions import rebuild  # noqa: PLC0415

    begun = time.perf_counter()
    call_command("load_places", verbosity=0)
    call_command("load_kinds", verbosity=0)
    _goods(packs)
    seeded = time.perf_counter()
    rebuild(on=localdate())
    _analyse()
    done = time.perf_counter()
    print(f"{packs} packs: seeded in {seeded - begun:.0f} s, listed in {done - seeded:.0f} s")


def _goods(packs: int) -> None:
    from catalog.models import Commune, Producer  # noqa: PLC0415

    communes = list(Commune.objects.of_today().order_by("code"))
    makers = Producer.objects.bulk_create(
        [
            Producer(
                name=f"HTX Mẫu {commune.name.partition(' ')[2]} {n}",
                slug=f"htx-mau-{n}",
                folded=f"htx mau {commune.folded} {n}",
                kind="cooperative",
                province_id=commune.province_id,
                commune=commune,
                claimed_at=AT,
            )
            for n, commune in enumerate(communes[:: max(1, len(communes) * 20 // packs)])
        ],
        batch_size=CHUNK,
    )
    names = _names()
    while chunk := list(islice(names, min(CHUNK, packs))):
        _some(chunk, makers)
        packs -= len(chunk)
        if packs <= 0:
            return


def _names() -> Iterator[tuple[int, dict[str, str], Any]]:
    """Every name of the register, made in every commune."""
    from catalog.models import Commune  # noqa: PLC0415
    from catalog.tables import rows  # noqa: PLC0415

    register = rows("register/products.csv")
    communes = list(Commune.objects.of_today().order_by("folded", "code"))
    for n, (commune, row) in enumerate(product(communes, register)):
        yield n, row, commune


def _some(chunk: list[Any], makers: list[Any]) -> None:
    from catalog.models import CriteriaSet, Pack, Product, Recognition  # noqa: PLC0415

    sets = {one.pk: one for one in CriteriaSet.objects.all()}
    rows = []
    for n, row, commune in chunk:
        kind = sets[int(row["subgroup_no"] or 1)]
        made = Product(
            producer=makers[n % len(makers)],
            name=f"{row['name_vi']} {commune.name.partition(' ')[2]}"[:160],
            name_en=row["name_en"][:160],
            slug=f"hang-{n}",
            criteria_set=kind,
            shelf_id=kind.shelf_id,
            province_id=commune.province_id,
            commune=commune,
            description=row["short_desc_vi"],
            published_at=AT - timedelta(minutes=n),
            cleared_until=date.max,
        )
        made.searchable = made.text_to_search()
        rows.append(made)
    goods = Product.objects.bulk_create(rows)
    packs = Pack.objects.bulk_create(
        Pack(
            product=one,
            name="hộp",
            net_content=100,
            gross_weight=200,
            price=20_000 + one.pk * 7_919 % 1_500_000,
        )
        for one in goods
    )
    today = date.today()  # noqa: DTZ011 - any day does
    Recognition.objects.bulk_create(
        Recognition(
            product=one,
            stars=3 + one.pk % 3,
            decision="1/QĐ",
            valid_from=today - timedelta(days=300),
            valid_until=today + timedelta(days=300),
            verified_at=AT,
        )
        for one in goods
        if one.pk % 3
    )
    _lots(packs, today)


def _lots(packs: list[Any], today: date) -> None:
    from traceability.models import Lot, Place  # noqa: PLC0415

    first = packs[0].product.producer
    place, _made = Place.objects.get_or_create(
        producer=first, name="Xưởng", defaults={"kind": "workshop", "commune": first.commune}
    )
    Lot.objects.bulk_create(
        Lot(
            pack=pack,
            producer_id=pack.product.producer_id,
            code=f"L{pack.pk}",
            trace_code=f"T{pack.pk:011}",
            origin=place,
            workshop=place,
            made_on=today,
            packed=10,
            on_hand=10,
            opened_at=AT,
            completed_at=AT,
        )
        for pack in packs[::2]
    )


def _analyse() -> None:
    from django.db import connection  # noqa: PLC0415

    with connection.cursor() as cursor:
        cursor.execute("VACUUM ANALYZE" if connection.vendor == "postgresql" else "ANALYZE")


def _measure(rounds: int) -> None:
    with QUESTIONS.open(encoding="utf-8", newline="") as file:
        typed = [row["typed"] for row in csv.DictReader(file)]
    groups = {
        "search": [f"/tim-kiem/?q={quote_plus(one)}" for one in typed],
        "as you type": [f"/tim-kiem/goi-y/?q={quote_plus(one)}" for one in typed],
        "listings": list(LISTINGS),
    }
    print(f"{'':14} {'p50 ms':>8} {'p95 ms':>8} {'worst':>8} {'CPU ms':>8}   the slowest")
    for name, addresses in groups.items():
        _tell(name, [(_best(one, rounds), one) for one in addresses])


def _tell(name: str, seen: list[tuple[tuple[float, float], str]]) -> None:
    times = sorted(wall for (wall, _cpu), _address in seen)
    cpu = statistics.mean(spent for (_wall, spent), _address in seen)
    p95 = times[min(len(times) - 1, round(len(times) * 0.95))]
    slowest = max(seen)[1]
    middle = statistics.median(times)
    print(f"{name:14} {middle:8.1f} {p95:8.1f} {times[-1]:8.1f} {cpu:8.1f}   {slowest}")


def _best(address: str, rounds: int) -> tuple[float, float]:
    """Milliseconds of the clock and of this process, the middle of some rounds, none kept."""
    from django.core.cache import caches  # noqa: PLC0415
    from django.test import Client  # noqa: PLC0415

    client, seen = Client(), []
    for _round in range(rounds + 1):
        caches["pages"].clear()
        begun, spent = time.perf_counter(), time.process_time()
        answer = client.get(address)
        took = time.perf_counter() - begun, time.process_time() - spent
        if answer.status_code != 200:  # noqa: PLR2004 - OK
            sys.exit(f"{address} answered {answer.status_code}")
        seen.append((took[0] * 1000, took[1] * 1000))
    return sorted(seen[1:])[rounds // 2]


if __name__ == "__main__":
    raise SystemExit(main())
