"""Goods are called back: the fact, what it reaches, and its end.

The market opens a recall by :mod:`marketplace.recalls.actions`, which also sees to orders, baskets
and buyers. Here is what must be true of lots and items the moment it is said.
"""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from traceability.actions import log, recall_records, stock
from traceability.actions.writing import Said, write
from traceability.models import (
    Event,
    ItemCode,
    LogLeaf,
    Lot,
    MaterialLot,
    Movement,
    Recall,
    RecalledItem,
    RecalledLot,
)
from traceability.models.events import Evidence
from traceability.queries import recalls as queries
from traceability.serials import ALPHABET

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence
    from datetime import datetime

    from accounts.models import User

Scope, Form = Recall.Scope, Recall.Form
BATCH = 500  # rows an INSERT


class AlreadyRecalled(ValidationError):
    """The lot is being recalled already; ``params["recall"]`` is its code."""


class NothingToRecall(ValidationError):
    """Nothing was ever made of it, or no item is named that is not recalled already."""


class StillPacked(Exception):
    """Items lie in parcels that have not left: take them out first, and try again."""


class AlreadyClosed(ValidationError):
    """The recall was closed, and otherwise."""


@dataclass(frozen=True, kw_only=True)
class Words:
    """What is said of a recall. ``decision`` is empty where the producer recalls by itself."""

    severity: str
    reason: str
    advice: str
    decision: str = ""


@transaction.atomic
def declare_recall(
    *,
    source: Lot | MaterialLot,
    words: Words,
    by: User | None,
    at: datetime,
    serials: Collection[str] = (),
) -> Recall:
    """Recall a lot, some items of it (``serials``), or all that was made of a material lot.

    From the commit on nothing of it is promised, packed, sent or used. Raises
    :class:`AlreadyRecalled`, :class:`NothingToRecall`, :class:`StillPacked`.
    """
    materials = _locked_materials(source)
    lots = _locked_lots(source)
    codes = _codes(source, serials)
    recall = _write(source, _scope(source, serials), words, by=by, at=at)
    RecalledLot.objects.bulk_create(
        [RecalledLot(recall=recall, lot=lot) for lot in lots], batch_size=BATCH
    )
    if serials:
        _call_back_items(recall, lots[0], codes, at)
    else:
        stock.stop(lots=[lot.pk for lot in lots])
        MaterialLot.objects.filter(pk__in=[one.pk for one in materials]).update(is_recalled=True)
    goods: list[Lot | MaterialLot] = [*materials, *lots]
    for lot in goods:
        _tell(recall, recall_records.opening(recall, lot, codes, at=at), lot, by=by, at=at)
    log.append(kind=LogLeaf.Kind.RECALL, rows=[recall])
    return recall


@transaction.atomic
def close_recall(
    *, recall: Recall, handling: str, destroyed: int, report: str, by: User, at: datetime
) -> Recall:
    """End a recall with what became of the goods; what is mended or faultless is sold again.

    The same said twice changes nothing; otherwise raises :class:`AlreadyClosed`.
    """
    recall = Recall.objects.select_for_update(of=("self",)).get(pk=recall.pk)
    ending = {"handling": handling, "destroyed": destroyed, "report": report}
    if not recall.is_running:
        if all(getattr(recall, name) == said for name, said in ending.items()):
            return recall
        raise AlreadyClosed(_("Đợt thu hồi này đã kết thúc rồi."), code="already_closed")
    Recall.objects.filter(pk=recall.pk).update(closed_at=at, closed_by=by, **ending)
    recall.refresh_from_db()
    _note(recall, "closed recall", by, at)
    lots, materials = queries.lots_reached(recall), queries.materials_reached(recall)
    codes = list(queries.items_reached(recall))
    if not recall.is_standing:
        _give_free(recall, [lot.pk for lot in lots], at)
    goods: list[Lot | MaterialLot] = [*materials, *lots]
    for lot in goods:
        _tell(recall, recall_records.closing(recall, lot, codes, at=at), lot, by=by, at=at)
    return recall


def _locked_materials(source: Lot | MaterialLot) -> list[MaterialLot]:
    """The raw lot itself and all own ones made of it, locked in the order of their keys.

    Whoever was taking of them is waited for, and what was made of it meanwhile is asked for again.
    """
    if isinstance(source, Lot):
        return []
    locked: list[MaterialLot] = []
    while len(locked) < len(
        keys := set(queries.materials_made_of(source).values_list("pk", flat=True))
    ):
        rows = MaterialLot.objects.filter(pk__in=keys).select_for_update(of=("self",))
        locked = list(rows.select_related("place__producer").order_by("pk"))
    return locked


def _locked_lots(source: Lot | MaterialLot) -> list[Lot]:
    """What is reached, locked in the order of their keys; the goods made of a material lot."""
    if isinstance(source, Lot):
        lots = Lot.objects.filter(pk=source.pk)
    else:
        lots = Lot.objects.filter(pk__in=queries.lots_made_of(source))
    rows = lots.select_for_update(of=("self",))
    return list(rows.select_related("pack", "workshop__producer").order_by("pk"))


def _codes(source: Lot | MaterialLot, serials: Collection[str]) -> list[ItemCode]:
    if not serials:
        return []
    codes = ItemCode.objects.filter(lot=source.pk, serial__in=serials, recalled_at=None)
    found = list(codes.select_related("lot__pack").order_by("pk"))
    if not found:
        raise NothingToRecall(
            _("Không món nào trong số này còn để thu hồi."), code="nothing_to_recall"
        )
    return found


def _scope(source: Lot | MaterialLot, serials: Collection[str]) -> Recall.Scope:
    if isinstance(source, MaterialLot):
        return Scope.MATERIAL
    return Scope.ITEMS if serials else Scope.LOT


def _write(
    source: Lot | MaterialLot, scope: Recall.Scope, words: Words, *, by: User | None, at: datetime
) -> Recall:
    _refuse_twice(source, scope)
    recall = Recall.objects.create(
        code=_unused_code(),
        producer=source.producer,
        scope=scope,
        lot=source if isinstance(source, Lot) else None,
        material_lot=source if isinstance(source, MaterialLot) else None,
        form=Form.MANDATORY if words.decision else Form.VOLUNTARY,
        decision=words.decision,
        severity=words.severity,
        reason=words.reason,
        advice=words.advice,
        opened_at=at,
        opened_by=by,
    )
    _note(recall, "opened recall", by, at)
    return recall


def _refuse_twice(source: Lot | MaterialLot, scope: Recall.Scope) -> None:
    """Items may be added to those recalled before, as long as the whole lot is not."""
    same = Scope.LOT if scope == Scope.ITEMS else scope
    earlier = source.recalls.running().filter(scope=same).first()
    if earlier:
        raise AlreadyRecalled(
            _("Đang có đợt thu hồi %(recall)s cho lô này rồi."),
            code="already_recalled",
            params={"recall": earlier.code},
        )


def _unused_code() -> str:
    while True:
        code = "TH" + "".join(secrets.choice(ALPHABET) for _ in range(6))
        if not Recall.objects.filter(code=code).exists():
            return code


def _call_back_items(recall: Recall, lot: Lot, codes: Sequence[ItemCode], at: datetime) -> None:
    """Mark them, and take those that are still in the house out of stock."""
    keys = [code.pk for code in codes]
    RecalledItem.objects.bulk_create(
        [RecalledItem(recall=recall, code_id=key) for key in keys], batch_size=BATCH
    )
    free = ItemCode.objects.filter(pk__in=keys).exclude(state=ItemCode.State.PACKED)
    if free.update(recalled_at=at) < len(keys):
        raise StillPacked
    inside = ItemCode.objects.filter(pk__in=keys, state=ItemCode.State.ISSUED).count()
    inside = 0 if lot.is_recalled else min(inside, lot.on_hand)
    aside = min(inside, lot.free)
    stock.leave(lot_id=lot.pk, packs=aside, kind=Movement.Kind.SET_ASIDE, at=at, cause=recall.code)
    RecalledLot.objects.filter(recall=recall, lot=lot).update(
        set_aside=aside, to_set_aside=inside - aside
    )


def _give_free(recall: Recall, lots: list[int], at: datetime) -> None:
    """What no other recall still holds is sold again."""
    if recall.scope == Scope.ITEMS:
        queries.items_reached(recall).exclude(pk__in=queries.items_held_by_others(recall)).update(
            recalled_at=None
        )
        for reached in recall.lots.filter(set_aside__gt=0):
            back = {"lot_id": reached.lot_id, "packs": reached.set_aside}
            stock.come_back(**back, at=at, cause=recall.code)
        return
    others = set(queries.lots_held_by_others(recall).values_list("lot", flat=True))
    stock.free_again(lots=set(lots) - others)
    materials = {one.pk for one in queries.materials_reached(recall)}
    held = {
        one.pk
        for other in Recall.objects.standing().filter(scope=Scope.MATERIAL).exclude(pk=recall.pk)
        if other.producer_id == recall.producer_id
        for one in queries.materials_reached(other)
    }
    MaterialLot.objects.filter(pk__in=materials - held).update(is_recalled=False)


def _tell(
    recall: Recall,
    document: dict[str, object],
    lot: Lot | MaterialLot,
    *,
    by: User | None,
    at: datetime,
) -> None:
    """Of single items it stands on their pages, not on the lot's."""
    said = Said(
        document=document,
        stage=Event.Stage.RECALLING,
        place=recall_records.place_of(lot),
        at=at,
        lot=lot if isinstance(lot, Lot) and recall.scope != Scope.ITEMS else None,
        material_lot=lot if isinstance(lot, MaterialLot) else None,
        evidence=Evidence.SELF_DECLARED if recall.form == Form.VOLUNTARY else Evidence.INSPECTED,
    )
    write(said, by=by, at=at)


def _note(recall: Recall, verb: str, by: User | None, at: datetime) -> None:
    """In the journal; what else must stand or fall with the word of a recall belongs here too."""
    journal.record(actor=by, verb=verb, subject=recall, at=at, on_behalf_of=recall.producer)
