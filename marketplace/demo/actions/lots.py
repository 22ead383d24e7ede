"""The demo's lots: opened, harvested, made, packed and labelled by their owners."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.db import transaction
from django.utils.timezone import localdate

from marketplace.demo.actions.materials import wanted
from marketplace.demo.clock import days_before
from marketplace.demo.lots import BATCHES
from marketplace.demo.papers import paper
from marketplace.demo.queries import good_of, lots_there, named, owner, pack, stall
from marketplace.demo.stalls import STALLS
from traceability.actions.documents import add_document
from traceability.actions.events import record_event
from traceability.actions.labels import issue_labels
from traceability.actions.lots import complete_lot, open_lot
from traceability.actions.making import make_of_materials
from traceability.models import Document, Event

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from marketplace.demo.cards import Batch, Good
    from traceability.models import Lot, Place

WHOLE_BP = 10_000
SPARE = 105  # per cent of the raw material that the yield asks for
KILO = 1_000
PLANNED = 30  # packs an unfinished lot is harvested for
Stage = Event.Stage


@dataclass(frozen=True, slots=True, kw_only=True)
class _Making:
    """One lot being made: its cards, who makes it where, and its clock."""

    batch: Batch
    good: Good
    by: User
    origin: Place
    workshop: Place
    at: datetime

    def day(self, before_packing: int, *, hour: int, minute: int = 0) -> datetime:
        return days_before(
            self.at, self.batch.packed_ago + before_packing, hour=hour, minute=minute
        )

    @property
    def raw(self) -> int:
        """Base units to harvest: what the packs need at this yield, and a little over."""
        base = self.good.packs[self.batch.pack]
        needed = (self.batch.packs or PLANNED) * base.net * WHOLE_BP / self.good.yield_bp
        step = 1 if base.unit == "cái" else KILO
        return -(-int(needed * SPARE / 100) // step) * step


def make_lots(*, at: datetime) -> int:
    """Lots that are not there yet, each in its own transaction; say how many."""
    known = lots_there()
    missing = [batch for batch in BATCHES if named(batch) not in known]
    for batch in missing:
        _make(batch, at)
    return len(missing)


@transaction.atomic
def _make(batch: Batch, at: datetime) -> None:
    making = _prepare(batch, at)
    lot = _open(making)
    if batch.takes:
        _take(lot, making)
    else:
        _harvest(lot, making)
    if not batch.packs:
        return
    if not batch.takes:
        _process(lot, making)
    _pack(lot, making)
    _add_papers(lot, making)
    if batch.labels != 0:
        issue_labels(
            lot=lot, count=batch.labels or batch.packs, by=making.by, at=making.day(0, hour=18)
        )


def _prepare(batch: Batch, at: datetime) -> _Making:
    key, good = good_of(batch.pack)
    spots, places = STALLS[key].spots, {place.name: place for place in stall(key).places.all()}
    return _Making(
        batch=batch,
        good=good,
        by=owner(key),
        origin=places[spots[good.making.origin].name],
        workshop=places[spots[good.making.workshop].name],
        at=at,
    )


def _open(making: _Making) -> Lot:
    opened = making.day(0, hour=8)
    made_on = localdate(opened)
    life = making.good.shelf_life_days
    return open_lot(
        pack=pack(making.batch.pack),
        code=making.batch.code,
        origin=making.origin,
        workshop=making.workshop,
        made_on=made_on,
        best_before=made_on + timedelta(days=life) if life else None,
        by=making.by,
        at=opened,
    )


def _harvest(lot: Lot, making: _Making) -> None:
    record_event(
        lot=lot,
        stage=Stage.HARVEST,
        place=making.origin,
        happened_at=making.day(making.good.making.packing_after, hour=5, minute=30),
        quantity=making.raw,
        by=making.by,
        at=making.day(0, hour=8, minute=10),
    )


def _take(lot: Lot, making: _Making) -> None:
    """What was dried before goes in as it is."""
    make_of_materials(
        lot=lot,
        wanted=wanted(making.batch.takes),
        output=sum(making.batch.takes.values()),
        place=making.workshop,
        happened_at=making.day(0, hour=9),
        by=making.by,
        at=making.day(0, hour=9, minute=10),
    )


def _process(lot: Lot, making: _Making) -> None:
    """All the raw material goes in; what the yield says comes out."""
    steps = making.good.making
    record_event(
        lot=lot,
        stage=Stage.PROCESSING,
        place=making.workshop,
        happened_at=making.day(steps.packing_after - steps.processing_after, hour=7, minute=30),
        quantity=making.raw,
        output=making.raw * making.good.yield_bp // WHOLE_BP,
        by=making.by,
        at=making.day(0, hour=8, minute=20),
    )


def _pack(lot: Lot, making: _Making) -> None:
    packed = making.day(0, hour=16)
    complete_lot(
        lot=lot,
        packs=making.batch.packs,
        place=making.workshop,
        happened_at=packed,
        by=making.by,
        at=packed,
    )
    if making.batch.is_inspected:
        _look(lot, making)


def _look(lot: Lot, making: _Making) -> None:
    """Checked by the maker, then put in store."""
    for stage, hour in ((Stage.INSPECTING, 15), (Stage.STORING, 17)):
        record_event(
            lot=lot,
            stage=stage,
            place=making.workshop,
            happened_at=making.day(0, hour=hour),
            quantity=making.batch.packs,
            by=making.by,
            at=making.day(0, hour=17, minute=30),
        )


def _add_papers(lot: Lot, making: _Making) -> None:
    if making.batch.is_tested:
        _add_test_report(lot, making)
    if making.good.star and making.good.star.number:
        _add_declaration(lot, making)


def _add_test_report(lot: Lot, making: _Making) -> None:
    title = "Phiếu kiểm nghiệm (mẫu)"
    number = f"KN-MẪU-{lot.code}"
    lines = [f"Sản phẩm: {making.good.name}", f"Số lô: {lot.code}", f"Số phiếu: {number}"]
    add_document(
        lot=lot,
        of_product=False,
        kind=Document.Kind.TEST_REPORT,
        title=title,
        issuer="Phòng thử nghiệm mẫu (không có thật)",
        number=number,
        issued_on=localdate(making.day(0, hour=9)),
        file=paper(title=title, lines=[*lines, "Các chỉ tiêu đều đạt (số liệu mẫu)."]),
        by=making.by,
        at=making.day(0, hour=17, minute=40),
    )


def _add_declaration(lot: Lot, making: _Making) -> None:
    """One for the product, with its first lot."""
    if lot.pack.product.documents.filter(kind=Document.Kind.DECLARATION).exists():
        return
    title = "Bản tự công bố sản phẩm (mẫu)"
    lines = [f"Sản phẩm: {making.good.name}", f"Tiêu chuẩn: {making.good.standard}"]
    add_document(
        lot=lot,
        of_product=True,
        kind=Document.Kind.DECLARATION,
        title=title,
        issuer=lot.producer.name,
        file=paper(title=title, lines=lines),
        by=making.by,
        at=making.day(0, hour=17, minute=50),
    )
