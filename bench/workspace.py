"""A stall's pages with a thousand orders and with a hundred thousand: how long, how heavy.

    python -m bench.workspace [--few 1000] [--many 100000] [--rounds 15]

Builds a market of its own in a folder that is thrown away; ``DATABASE_URL`` chooses PostgreSQL
(``python -m tools.throwaway_postgres python -m bench.workspace``). The orders are of three years,
the same number of them open; a neighbour has as many. Pages are asked in this process, in turn;
the table shows medians in milliseconds (of the processor with SQLite, which works in this process),
what many cost beside few, and kilobytes without pictures.
"""

from __future__ import annotations

import argparse
import os
import statistics
import sys
import tempfile
import time
from datetime import timedelta
from typing import TYPE_CHECKING, NamedTuple

from bench import statement

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Pack, Producer
    from marketplace.orders.models import Order

BATCH = 2_000
OPEN = 60
"""Orders under way, however many there ever were."""
LOTS, PRODUCTS = 60, 30
SINCE = timedelta(days=3 * 365)
MOST_RATIO, MOST_BYTES = 1.5, 150_000
ROOMS = {
    "today": ("workspace:stall", ""),
    "board": ("workspace:orders", ""),
    "orders": ("workspace:all_orders", ""),
    "delivered orders": ("workspace:all_orders", "?tinh-trang=delivered"),
    "order by code": ("workspace:all_orders", "?ma=S7-1"),
    "picking": ("workspace:picking", ""),
    "stock": ("workspace:stock", ""),
    "products": ("workspace:products", ""),
    "money": ("payouts:money", ""),
    "money of all years": ("payouts:money", "?thang=tat-ca"),
    "figures of a week": ("figures:stall", "?ky=7-ngay"),
    "figures": ("figures:stall", ""),
    "figures of a year": ("figures:stall", "?ky=12-thang"),
    "claims": ("goods_claims:mine", ""),
    "voices": ("workspace:voices", ""),
}


class Seen(NamedTuple):
    seconds: float
    size: int


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--few", type=int, default=1_000)
    arguments.add_argument("--many", type=int, default=100_000)
    arguments.add_argument("--rounds", type=int, default=15)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings", "VAR_DIR": folder,
        }  # fmt: skip
        import django  # noqa: PLC0415 (needs the settings of the environment)

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 (as above)

        call_command("migrate", verbosity=0)
        call_command("collectstatic", verbosity=0, interactive=False)
        stalls = [_stall(), _stall()]
        _sell(stalls, range(asked.few // 2), of=asked.few // 2)
        _leave_open(stalls[0])
        _keep()
        few = _measured(stalls[0][0].product.producer, asked.rounds)
        _sell(stalls, range(asked.few // 2, asked.many // 2), of=asked.many // 2)
        _keep()
        many = _measured(stalls[0][0].product.producer, asked.rounds)
    return _tell(few, many)


def _stall() -> list[Pack]:
    """A stall with an owner, and packs with lots in store."""
    from tests.factories import (  # noqa: PLC0415 (needs the settings)
        LotFactory,
        MembershipFactory,
        PackFactory,
        ProductFactory,
    )

    lot = LotFactory()
    MembershipFactory(producer=lot.producer)
    others = [
        PackFactory(product=ProductFactory(producer=lot.producer)) for _n in range(PRODUCTS - 1)
    ]
    packs = [lot.pack, *others]
    for n in range(LOTS):
        LotFactory(pack=packs[n % PRODUCTS], producer=lot.producer)
    return packs


def _sell(stalls: list[list[Pack]], numbers: range, *, of: int) -> None:
    """So many orders of each stall, delivered and done with; some claimed, some spoken of."""
    from django.db import transaction  # noqa: PLC0415 (needs the settings)
    from django.utils.timezone import now  # noqa: PLC0415 (as above)

    from tests.factories import CommuneFactory  # noqa: PLC0415 (as above)

    commune, began = CommuneFactory(), now()
    for first in range(numbers.start, numbers.stop, BATCH):
        piece = range(first, min(first + BATCH, numbers.stop))
        at = began - SINCE * (1 - first / of)
        for n, packs in enumerate(stalls):
            codes = range(piece.start * 2 + n * len(piece), piece.start * 2 + (n + 1) * len(piece))
            with transaction.atomic():
                _end(statement.write(codes, packs[first % PRODUCTS], commune, at=at), at)


def _end(orders: list[Order], at: datetime) -> None:
    """As three weeks later."""
    from marketplace.claims.models import Claim  # noqa: PLC0415 (needs the settings)
    from marketplace.orders.models import Allocation, Line, Order  # noqa: PLC0415 (as above)

    times = dict.fromkeys(("paid_at", "accepted_at", "shipped_at", "delivered_at"), at)
    rows = Order.objects.filter(pk__in=[one.pk for one in orders])
    rows.update(state="delivered", completed_at=at, claimable_until=at, **times)
    lines = list(Line.objects.filter(order__in=rows).values_list("pk", "pack__lots"))
    Allocation.objects.bulk_create(
        Allocation(line_id=line, lot_id=lot, quantity=1, state="shipped")
        for line, lot in dict(lines).items()
    )
    claimed = {"kind": "defective", "freight": "producer", "opened_at": at}
    Claim.objects.bulk_create(
        Claim(code=f"K{one.pk}", order=one, state="settled", settled_at=at, **claimed)
        for one in orders[::50]
    )


def _leave_open(packs: list[Pack]) -> None:
    """The last orders are under way: to accept, to pack, on the road, claimed."""
    from django.utils.timezone import now  # noqa: PLC0415 (needs the settings)

    from marketplace.claims.models import Claim  # noqa: PLC0415 (as above)
    from marketplace.orders.models import Allocation, Order  # noqa: PLC0415 (as above)

    mine = Order.objects.filter(producer=packs[0].product.producer).order_by("-pk")
    keys = list(mine.values_list("pk", flat=True)[:OPEN])
    states = ("awaiting_acceptance", "awaiting_pickup", "shipped")
    undone = {"delivered_at": None, "completed_at": None, "claimable_until": None}
    for n, state in enumerate(states):
        Order.objects.filter(pk__in=keys[n::4]).update(state=state, **undone)
    Allocation.objects.filter(line__order__state="awaiting_pickup").update(state="held")
    told = {"kind": "defective", "freight": "producer", "opened_at": now()}
    for pk in keys[3::4]:
        Order.objects.filter(pk=pk).update(disputed_at=now(), completed_at=None)
        Claim.objects.create(code=f"O{pk}", order_id=pk, **told)


def _keep() -> None:
    """What the clock does at night."""
    from django.utils.timezone import now  # noqa: PLC0415 (needs the settings)

    from marketplace.figures.actions.keeping import keep_tallies  # noqa: PLC0415 (as above)
    from marketplace.payouts.actions.keeping import keep_months  # noqa: PLC0415 (as above)

    keep_tallies(at=now())
    keep_months(at=now())


def _measured(producer: Producer, rounds: int) -> dict[str, Seen]:
    """Each page by its name, asked in turn by its owner; the first time is not counted."""
    from django.db import connection  # noqa: PLC0415 (needs the settings)
    from django.test import Client  # noqa: PLC0415 (as above)
    from django.urls import reverse  # noqa: PLC0415 (as above)

    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    clock = time.process_time if connection.vendor == "sqlite" else time.perf_counter
    client = Client(HTTP_HOST="localhost")
    client.force_login(producer.memberships.get().user)
    pages = {
        name: reverse(room, args=[producer.slug]) + query for name, (room, query) in ROOMS.items()
    }
    lasted: dict[str, list[float]] = {name: [] for name in pages}
    sizes = {}
    for _round in range(rounds + 1):
        for name, address in pages.items():
            began = clock()
            answer = client.get(address)
            lasted[name].append(clock() - began)
            if answer.status_code != 200:  # noqa: PLR2004 (as HTTP says)
                sys.exit(f"{address} answered {answer.status_code}")
            sizes[name] = len(answer.content)
    return {name: Seen(statistics.median(lasted[name][1:]), sizes[name]) for name in pages}


def _tell(few: dict[str, Seen], many: dict[str, Seen]) -> int:
    """The table; 1 where a page became too slow or is too heavy."""
    print(f"{'page':20} {'few ms':>8} {'many ms':>8} {'ratio':>6} {'kB':>6}")
    for name, seen in many.items():
        ratio = seen.seconds / few[name].seconds
        print(
            f"{name:20} {few[name].seconds * 1e3:8.1f} {seen.seconds * 1e3:8.1f} "
            f"{ratio:6.2f} {seen.size / 1e3:6.1f}"
        )
    return int(any(_is_too_much(few[name], seen) for name, seen in many.items()))


def _is_too_much(before: Seen, after: Seen) -> bool:
    return after.seconds > MOST_RATIO * before.seconds or after.size > MOST_BYTES


if __name__ == "__main__":
    sys.exit(main())
