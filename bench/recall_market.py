"""A market big enough for :mod:`bench.recall`, written in bulk."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from django.db import connection, transaction
from django.test import override_settings

from marketplace.orders.models import (
    Allocation,
    Line,
    Order,
    OrderGroup,
    PackedItem,
    Parcel,
    RecalledLine,
    RecallLetter,
    RefundDue,
)
from marketplace.recalls.actions.opening import recall_goods
from marketplace.recalls.queries.reach import reach
from marketplace.recalls.tasks.finding import AT_ONCE, find_some
from tests.factories import MIDDAY, CommuneFactory, LotFactory, PackFactory
from traceability.actions.recalls import Words
from traceability.models import ItemCode, LabelRun, Lot

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

BATCH = 5_000
LOTS = 10
PACKS = 2  # of a line
RECALLED_ITEMS = 1_000
WORDS = Words(severity="harmful", reason="Đo thời gian", advice="Không làm gì")
NO_WORKER = {"default": {"BACKEND": "django_tasks.backends.dummy.DummyBackend"}}


@dataclass
class Market:
    """What is for sale and sold; each press is undone, so that it may be timed again."""

    lot: Lot
    vendor: str
    counts: str = ""

    def look(self) -> None:
        reach(self.lot)

    def recall_lot(self) -> None:
        self._press()

    def recall_items(self) -> None:
        codes = ItemCode.objects.filter(lot=self.lot, state=ItemCode.State.SOLD)
        self._press(list(codes.values_list("serial", flat=True)[:RECALLED_ITEMS]))

    def found(self) -> str:
        return self.counts

    def find_all(self) -> None:
        """The press, and what the task writes down behind it, in as many steps."""
        with override_settings(TASKS=NO_WORKER), transaction.atomic():
            recall = recall_goods(source=self.lot, words=WORDS, serials=[], by=None, at=MIDDAY)
            while find_some(recall=recall, at=MIDDAY) == AT_ONCE:
                _check_keys()
            _check_keys()
            counted = (RecalledLine, RecallLetter, RefundDue)
            told = ", ".join(f"{one.objects.count():,} {one.__name__}" for one in counted)
            self.counts = self.counts or f"found: {told}"
            transaction.set_rollback(True)

    def _press(self, serials: Iterable[str] = ()) -> None:
        with override_settings(TASKS=NO_WORKER), transaction.atomic():
            recall_goods(source=self.lot, words=WORDS, serials=list(serials), by=None, at=MIDDAY)
            _check_keys()
            transaction.set_rollback(True)


def _check_keys() -> None:
    """As the end of the transaction would, which is taken back here."""
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            cursor.execute("SET CONSTRAINTS ALL DEFERRED")


def build(*, items: int, lines: int) -> Market:
    """Ten lots of one pack; every second line is of the first one, and nine of ten were sent."""
    pack = PackFactory()
    many = {"packed": items, "on_hand": items, "raw_quantity": items * 100}
    lots = [LotFactory(pack=pack, **many) for _ in range(LOTS)]
    _codes(lots, items)
    _orders(lots, lines)
    for lot in lots:
        held = Allocation.objects.filter(lot=lot, state="held").count()
        Lot.objects.filter(pk=lot.pk).update(reserved=held * PACKS)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")
    return Market(Lot.objects.select_related("producer").get(pk=lots[0].pk), connection.vendor)


def _codes(lots: list[Lot], items: int) -> None:
    runs = [LabelRun.objects.create(lot=lot, count=items, issued_at=MIDDAY) for lot in lots]
    _bulk(
        ItemCode,
        (
            ItemCode(serial=f"B{n:09d}", lot=lots[n % LOTS], run=runs[n % LOTS])
            for n in range(items)
        ),
    )


def _orders(lots: list[Lot], lines: int) -> None:
    commune, pack = CommuneFactory(), lots[0].pack
    shared = {"commune": commune, "street": "Thôn Đo", "place_text": "x", "placed_at": MIDDAY}
    price = {"goods_total": pack.price * PACKS, "total": pack.price * PACKS}
    numbers = range(1, lines + 1)
    _bulk(
        OrderGroup,
        (
            OrderGroup(
                pk=n,
                code=f"{n:08d}",
                token=f"t{n}",
                idempotency_key=uuid4(),
                buyer_name="Người đo",
                buyer_phone=f"+849{n % (lines // 2 + 1):08d}",
                delivery_total=0,
                held_until=MIDDAY,
                **shared,
                **price,
            )
            for n in numbers
        ),
    )
    _bulk(
        Order,
        (
            Order(
                pk=n,
                group_id=n,
                producer=lots[0].producer,
                code=f"{n:08d}-1",
                state="shipped" if n % 10 else "awaiting_pickup",
                delivery_fee=0,
                paid_at=MIDDAY,
                **price,
            )
            for n in numbers
        ),
    )
    frozen = {"commission": 0, "withheld_vat": 0, "withheld_pit": 0, "name": str(pack)}
    _bulk(
        Line,
        (
            Line(
                pk=n,
                order_id=n,
                pack=pack,
                unit_price=pack.price,
                quantity=PACKS,
                total=pack.price * PACKS,
                **frozen,
            )
            for n in numbers
        ),
    )
    _bulk(
        Allocation,
        (
            Allocation(
                line_id=n,
                lot=lots[0] if n % 2 else lots[1 + n % (LOTS - 1)],
                quantity=PACKS,
                state="shipped" if n % 10 else "held",
            )
            for n in numbers
        ),
    )
    _parcels(lots[0], lines)


def _parcels(lot: Lot, lines: int) -> None:
    """Ten thousand of the sent ones name their items."""
    sent = [n for n in range(1, lines + 1) if n % 2 and n % 10][: lines // 10]
    _bulk(Parcel, (Parcel(pk=n, order_id=n, opened_at=MIDDAY, handed_over_at=MIDDAY) for n in sent))
    codes = list(
        ItemCode.objects.filter(lot=lot).order_by("pk").values_list("pk", flat=True)[: len(sent)]
    )
    pairs = list(zip(sent, codes, strict=True))
    _bulk(PackedItem, (PackedItem(parcel_id=n, line_id=n, code_id=code) for n, code in pairs))
    ItemCode.objects.filter(pk__gte=codes[0], pk__lte=codes[-1], lot=lot).update(state="sold")


def _bulk(model: Any, rows: Iterator[Any]) -> None:  # noqa: ANN401 (any table)
    while some := list(islice(rows, BATCH)):
        model.objects.bulk_create(some)
