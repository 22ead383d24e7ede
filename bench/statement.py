"""A producer's statement of very many lines, as the page sends it: how long, how much memory.

    python -m bench.statement [--lines 100000]

A part of ``bench.money``, runnable alone. Seconds are those of the processor, so that a machine
that does other work too says the same; memory is what the process held at most, beyond what it held
before the first line.
"""

from __future__ import annotations

import argparse
import os
import resource
import tempfile
import time
import uuid
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from datetime import datetime

    from catalog.models import Commune, Pack, Producer
    from marketplace.orders.models import Order

LINES = 100_000
BATCH = 2_000
GOODS, FEE = 185_000, 30_000


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("--lines", type=int, default=LINES)
    asked = arguments.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        os.environ |= {
            "CHOGOC_MODE": "demo", "DJANGO_SETTINGS_MODULE": "bench.settings", "VAR_DIR": folder,
        }  # fmt: skip
        import django  # noqa: PLC0415 (needs the settings of the environment)

        django.setup()
        from django.core.management import call_command  # noqa: PLC0415 (as above)

        call_command("migrate", verbosity=0)
        measure(asked.lines)


def measure(lines: int = LINES) -> None:
    """Two lines an order: what was sold, and the delivery."""
    began, producer = time.process_time(), _sell(lines // 2)
    print(f"{lines // 2:,} orders earned: {time.process_time() - began:.0f} s of CPU")
    for form in ("csv", "xlsx"):
        before, began = _memory(), time.process_time()
        size = _send(producer, form)
        lasted, grew = time.process_time() - began, _memory() - before
        print(
            f"statement of {lines:,} lines as {form}: {lasted:.1f} s of CPU, "
            f"{size / 1e6:.1f} MB sent, memory +{grew} MB"
        )


def _send(producer: Producer, form: str) -> int:
    """All that the page sends, thrown away as it comes."""
    from django.test import RequestFactory  # noqa: PLC0415 (needs the settings)

    from marketplace.payouts.views import producers  # noqa: PLC0415 (as above)
    from tests.factories import UserFactory  # noqa: PLC0415 (as above)

    request = RequestFactory().get("/", {"thang": "tat-ca"})
    request.user = UserFactory(is_staff=True)
    answer = producers.file(request, producer.slug, form)
    return sum(len(piece) for piece in answer)


def _sell(number: int) -> Producer:
    """So many orders of one producer, delivered and earned, as their tables would have them."""
    from django.db import transaction  # noqa: PLC0415 (needs the settings)
    from django.utils.timezone import now  # noqa: PLC0415 (as above)

    from tests.factories import CommuneFactory, LotFactory  # noqa: PLC0415 (as above)

    pack, commune = LotFactory().pack, CommuneFactory()
    for first in range(0, number, BATCH):
        with transaction.atomic():
            write(range(first, min(first + BATCH, number)), pack, commune, at=now())
    return pack.product.producer


def write(numbers: range, pack: Pack, commune: Commune, *, at: datetime) -> list[Order]:
    """Orders of these numbers for one pack, paid and earned at that moment."""
    from marketplace.ledger import chart  # noqa: PLC0415 (needs the settings)
    from marketplace.ledger.actions import Entry, post_all  # noqa: PLC0415 (as above)
    from marketplace.ledger.models import Kind  # noqa: PLC0415 (as above)
    from marketplace.orders.models import Line, Order, OrderGroup  # noqa: PLC0415 (as above)
    from marketplace.payouts.models import EarnedLine, Earning  # noqa: PLC0415 (as above)

    producer, total = pack.product.producer, GOODS + FEE
    taken = {"commission": 9_250, "withheld_vat": 1_850, "withheld_pit": 925}
    owed = total - sum(taken.values())
    groups = OrderGroup.objects.bulk_create(
        OrderGroup(
            code=f"S{n}",
            token=f"s{n}",
            idempotency_key=uuid.uuid4(),
            buyer_name="Người Mẫu",
            buyer_phone=f"+848{n:08d}",
            commune=commune,
            street="Thôn Mẫu",
            place_text="Xã Mẫu",
            goods_total=GOODS,
            delivery_total=FEE,
            total=total,
            placed_at=at,
            held_until=at,
        )
        for n in numbers
    )
    orders = Order.objects.bulk_create(
        Order(
            group=one,
            producer=producer,
            code=f"{one.code}-1",
            goods_total=GOODS,
            delivery_fee=FEE,
            total=total,
        )
        for one in groups
    )
    sold = {"unit_price": GOODS, "quantity": 1, "total": GOODS, **taken}
    lines = Line.objects.bulk_create(
        Line(order=one, pack=pack, name="Chả mực giã tay Mẫu · hộp 500 g", **sold) for one in orders
    )
    sums = {"goods": GOODS, "own_discount": 0, **taken}
    earnings = Earning.objects.bulk_create(
        Earning(
            order=one,
            producer=producer,
            delivery=FEE,
            promotion=0,
            amount=owed,
            earned_at=at,
            **sums,
        )
        for one in orders
    )
    EarnedLine.objects.bulk_create(
        EarnedLine(earning=one, line=line, **sums)
        for one, line in zip(earnings, lines, strict=True)
    )
    legs = chart.legs(
        (chart.escrow(producer.pk), total),
        (chart.COMMISSION, -taken["commission"]),
        (chart.VAT_WITHHELD, -taken["withheld_vat"]),
        (chart.PIT_WITHHELD, -taken["withheld_pit"]),
        (chart.payable(producer.pk), -owed),
    )
    paid = chart.legs((chart.gateway("bench"), total), (chart.escrow(producer.pk), -total))
    booked = [
        *((f"group:{one.code}:paid", Kind.PAID, paid) for one in groups),
        *((f"order:{one.code}:earned", Kind.EARNED, legs) for one in orders),
    ]
    post_all([Entry(key=key, kind=kind, legs=moved, at=at) for key, kind, moved in booked])
    return orders


def _memory() -> int:
    """MB this process has held at most."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
