"""Holding packs of lots for an order, letting them go, and sending them away.

Two things keep a lot from being promised twice: its row is locked (lots in the order of their
keys, so that nobody waits in a circle), and every change is one conditional ``UPDATE`` that
counts again. Either alone would do; the table's CHECK stands behind both. A recall stops a lot by
one ``UPDATE`` of its own (:func:`stop`); from then on packs can only be let go of, or destroyed.

Every change leaves a :class:`Movement` in the same transaction: ``cause`` says for whose checkout
(its code), or why. Nothing else writes ``Lot.on_hand`` and ``Lot.reserved``.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

from django.db import transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts.inserts import insert
from accounts.prepared import Prepared, PreparedChange
from traceability.models import Lot, Movement

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence
    from datetime import datetime

    from django.db.models import QuerySet

Kind = Movement.Kind


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """So many packs of this lot are now promised."""

    pack_id: int
    lot_id: int
    quantity: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Shortage:
    """Somebody wanted ``wanted`` packs, and only ``free`` can be had."""

    pack_id: int
    wanted: int
    free: int


class OutOfStock(Exception):
    """Some packs of the basket cannot be had; names all of them, and nothing was held."""

    def __init__(self, shortages: Sequence[Shortage]) -> None:
        super().__init__(_("Không đủ hàng."))
        self.shortages = list(shortages)


class StockMismatch(Exception):
    """The lot does not hold what an allocation says it holds: a fault of ours, never a buyer's."""


@transaction.atomic
def enter(*, lot: Lot, packs: int, at: datetime) -> None:
    """So many packs were packed: the first that a locked lot holds. The caller saves the rest."""
    lot.packed = lot.on_hand = packs
    lot.save(update_fields=["packed", "on_hand", "completed_at"])
    _note(Kind.PACKED, {lot.pk: packs}, at=at, on_hand=1)


@transaction.atomic
def hold(
    *,
    wanted: Mapping[int, int],
    at: datetime,
    cause: str = "",
    completed_since: datetime | None = None,
    chosen: Mapping[int, Mapping[int, int]] | None = None,
) -> list[Held]:
    """Promise ``wanted`` (pack key: number) from sellable lots, first expired first.

    With ``completed_since`` only from lots packed since then. Of what is ``chosen``
    (pack key: lot key: number) just those: whoever stands before goods knows which they are. The
    whole basket or nothing: raises :class:`OutOfStock` with every shortage.
    """
    lots = _lock_sellable(list(wanted), at=at, completed_since=completed_since)
    held: list[Held] = []
    shortages: list[Shortage] = []
    for pack_id, quantity in sorted(wanted.items()):
        parts = _take(lots[pack_id], quantity, (chosen or {}).get(pack_id, {}))
        held += parts
        taken = sum(part.quantity for part in parts)
        if taken < quantity:
            shortages.append(Shortage(pack_id=pack_id, wanted=quantity, free=taken))
    if shortages:
        raise OutOfStock(shortages)
    taken_of = {part.lot_id: part.quantity for part in held}
    _note(Kind.HELD, taken_of, at=at, cause=cause, reserved=1)
    return held


@transaction.atomic
def swap(*, held: int, wanted: int, quantity: int, at: datetime, cause: str = "") -> None:
    """Promise packs of one lot in place of packs of another (keys), or raise :class:`OutOfStock`.

    Both are locked in the order of their keys: two parcels that swap the other way round wait.
    """
    lots = Lot.objects.select_for_update().order_by("pk").in_bulk([held, wanted])
    if not _reserve(wanted, quantity):
        short = lots[wanted]
        raise OutOfStock([Shortage(pack_id=short.pack_id, wanted=quantity, free=short.free)])
    _note(Kind.HELD, {wanted: quantity}, at=at, cause=cause, reserved=1)
    release(quantities={held: quantity}, at=at, cause=cause)


@transaction.atomic
def release(*, quantities: Mapping[int, int], at: datetime, cause: str = "") -> None:
    """Let promised packs (lot key: number) go back on sale.

    The caller has just closed the allocations behind them, and thereby sees to it that this is
    done once.
    """
    for lot_id, quantity in sorted(quantities.items()):
        rows = Lot.objects.filter(pk=lot_id, reserved__gte=quantity)
        fewer = {"reserved": F("reserved") - quantity, "held_back": F("held_back") - quantity}
        if not rows.update(**fewer):
            raise StockMismatch(f"lot {lot_id} has less than {quantity} reserved")
    _note(Kind.RELEASED, quantities, at=at, cause=cause, reserved=-1)


@transaction.atomic
def ship(*, quantities: Mapping[int, int], at: datetime, cause: str = "") -> None:
    """Take promised packs (lot key: number) out of stock: they leave the house."""
    for lot_id, quantity in sorted(quantities.items()):
        rows = Lot.objects.filter(pk=lot_id, reserved__gte=quantity, on_hand__gte=quantity)
        rows = rows.filter(held_back__isnull=True)
        if not rows.update(reserved=F("reserved") - quantity, on_hand=F("on_hand") - quantity):
            raise StockMismatch(f"lot {lot_id} cannot ship {quantity}")
    _note(Kind.SOLD, quantities, at=at, cause=cause, on_hand=-1, reserved=-1)


@transaction.atomic
def stop(*, lots: Collection[int]) -> None:
    """Let nothing more be promised or sent of these lots (keys); once is as good as twice."""
    rows = Lot.objects.filter(pk__in=lots, held_back__isnull=True)
    list(rows.select_for_update().order_by("pk"))
    rows.update(held_back=F("reserved"))


@transaction.atomic
def free_again(*, lots: Collection[int]) -> None:
    """These lots (keys) are sold as before."""
    list(Lot.objects.filter(pk__in=lots).select_for_update().order_by("pk"))
    Lot.objects.filter(pk__in=lots).update(held_back=None)


@transaction.atomic
def leave(*, lot_id: int, packs: int, kind: str, at: datetime, cause: str = "") -> None:
    """Take packs that nobody is promised out of a lot, because of ``kind`` (of movement).

    Of a recalled lot they may only be destroyed. Raises :class:`StockMismatch`.
    """
    if not packs:
        return
    rows = Lot.objects.filter(pk=lot_id, on_hand__gte=F("reserved") + packs)
    if kind != Kind.DESTROYED:
        rows = rows.filter(held_back__isnull=True)
    if not rows.update(on_hand=F("on_hand") - packs):
        raise StockMismatch(f"lot {lot_id} has no {packs} free")
    _note(Kind(kind), {lot_id: packs}, at=at, cause=cause, on_hand=-1)


@transaction.atomic
def come_back(*, lot_id: int, packs: int, at: datetime, cause: str = "") -> None:
    """Packs that had left a lot are in the house again, and may be promised as before.

    Raises :class:`StockMismatch` when more would be there than was ever packed.
    """
    if not packs:
        return
    rows = Lot.objects.filter(pk=lot_id, packed__gte=F("on_hand") + packs)
    if not rows.update(on_hand=F("on_hand") + packs):
        raise StockMismatch(f"{packs} more than lot {lot_id} ever held")
    _note(Kind.RETURNED, {lot_id: packs}, at=at, cause=cause, on_hand=1)


@transaction.atomic
def recount(*, lot_id: int, counted: int, at: datetime, cause: str = "") -> int:
    """So many packs are really there; the difference to what was believed is kept and returned.

    Raises :class:`StockMismatch` for fewer than are promised, or more than were packed.
    """
    lot = Lot.objects.select_for_update().get(pk=lot_id)
    if not lot.reserved <= counted <= lot.packed:
        raise StockMismatch(f"lot {lot_id} cannot hold {counted}")
    difference = counted - lot.on_hand
    if difference:
        Lot.objects.filter(pk=lot_id).update(on_hand=counted)
        _note(Kind.RECOUNTED, {lot_id: difference}, at=at, cause=cause, on_hand=1)
    return difference


def _note(
    kind: Movement.Kind,
    quantities: Mapping[int, int],
    *,
    at: datetime,
    cause: str = "",
    on_hand: int = 0,
    reserved: int = 0,
) -> None:
    """Keep what was moved (lot key: packs), in one statement; the signs say which way."""
    insert(
        Movement(
            lot_id=lot_id,
            kind=kind,
            on_hand=on_hand * packs,
            reserved=reserved * packs,
            cause=cause,
            moved_at=at,
        )
        for lot_id, packs in sorted(quantities.items())
    )


def _lock_sellable(
    packs: list[int], *, at: datetime, completed_since: datetime | None
) -> dict[int, list[Lot]]:
    """The lots that may serve these packs, locked in the order of their keys."""
    rows = _sellable(packs=packs, on=localdate(at), since=completed_since)
    by_pack: dict[int, list[Lot]] = defaultdict(list)
    for lot in sorted(rows, key=_first_expired_first):
        by_pack[lot.pack_id].append(lot)
    return by_pack


@Prepared
def _sellable(packs: Collection[int], on: date, since: datetime | None) -> QuerySet[Lot]:
    rows = Lot.objects.sellable(on=on).filter(pack__in=packs).order_by("pk")
    if since is not None:
        rows = rows.filter(completed_at__gte=since)
    return rows.select_for_update()


def _first_expired_first(lot: Lot) -> tuple[date, date, int]:
    """As ``Lot.objects.first_expired_first`` has it: what keeps for ever comes last."""
    return lot.best_before or date.max, lot.made_on, lot.pk


def _take(lots: list[Lot], quantity: int, chosen: Mapping[int, int]) -> list[Held]:
    """What was chosen of these lots, then the rest of what is wanted from the first that has it."""
    taken = {lot.pk: _take_from(lot, chosen[lot.pk]) for lot in lots if lot.pk in chosen}
    rest = quantity - sum(chosen.values())
    for lot in lots:
        lot.reserved += taken.get(lot.pk, 0)
        more = _take_from(lot, rest)
        taken[lot.pk] = taken.get(lot.pk, 0) + more
        rest -= more
    return [
        Held(pack_id=lot.pack_id, lot_id=lot.pk, quantity=taken[lot.pk])
        for lot in lots
        if taken[lot.pk]
    ]


def _take_from(lot: Lot, need: int) -> int:
    """As many as can be had; when somebody was quicker, count again and try for less."""
    while take := min(need, lot.free):
        if _reserve(lot.pk, take):
            return take
        lot.refresh_from_db(fields=["on_hand", "reserved", "held_back"])
    return 0


def _reserve(lot_id: int, quantity: int) -> int:
    """Count again and take, in one statement; whether it could be done."""
    return _reserved(lot=lot_id, packs=quantity)


@PreparedChange
def _reserved(lot: int, packs: int) -> tuple[QuerySet[Lot], dict[str, Any]]:
    rows = Lot.objects.filter(pk=lot, on_hand__gte=F("reserved") + packs, held_back__isnull=True)
    return rows, {"reserved": F("reserved") + packs}
