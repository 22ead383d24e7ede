"""A table is sent in, taken whole or not at all, and undone the same way."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from accounts import journal
from accounts.language import language_in_use
from catalog.actions.many import add_many, change_many, draft_many
from catalog.folding import fold
from catalog.models import CriteriaSet, Pack, Producer, Product
from marketplace.tables.lines import as_cells
from marketplace.tables.models import Intake, IntakeLine, OwnCode
from marketplace.tables.tasks import read_intake

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import datetime

    from accounts.models import User

Verb = IntakeLine.Verb
AT_A_TIME = 500
LONGEST_NAME = 120


class NotTaken(ValidationError):
    """The table, or the stall, is not what it was when the table was looked at."""


@transaction.atomic
def send_table(*, producer: Producer, name: str, content: bytes, by: User, at: datetime) -> Intake:
    """Keep the table and let it be read in the background."""
    intake = Intake.objects.create(
        producer=producer,
        name=name[-LONGEST_NAME:],
        file=ContentFile(content, name="bang.bin"),
        sent_by=by,
        sent_at=at,
    )
    journal.record(actor=by, verb="sent a table", subject=intake, at=at, on_behalf_of=producer)
    language = language_in_use()
    transaction.on_commit(lambda: read_intake.enqueue(intake.pk, language))
    return intake


@transaction.atomic
def take_table(*, intake: Intake, by: User, at: datetime) -> Intake:
    """Every line is kept, or none; taken once is taken. Raises :class:`NotTaken`."""
    intake = _locked(intake)
    if intake.state == Intake.State.TAKEN:
        return intake
    if intake.state != Intake.State.READ or intake.faults:
        raise NotTaken(_("Bảng còn dòng có lỗi nên chưa ghi được. Sửa tệp rồi gửi lại."))
    lines = list(intake.rows.exclude(verb=Verb.SAME))
    try:
        with transaction.atomic():
            _change(intake.producer, lines, "before", by, at)
            _add(intake.producer, [one for one in lines if one.verb == Verb.NEW], by, at)
    except IntegrityError as taken:
        raise NotTaken(_("Mã riêng hoặc mã vạch vừa được dùng chỗ khác. Gửi lại bảng.")) from taken
    intake.state, intake.taken_at = Intake.State.TAKEN, at
    intake.save(update_fields=["state", "taken_at"])
    _note(intake, "took a table", by, at)
    return intake


@transaction.atomic
def undo_table(*, intake: Intake, by: User, at: datetime) -> Intake:
    """All is as it was before: changed packs, and new ones are gone or at rest.

    What lots, orders or printed codes already know by name rests, unsold. Raises
    :class:`NotTaken` where something was changed since.
    """
    intake = _locked(intake)
    if intake.state == Intake.State.UNDONE:
        return intake
    if intake.state != Intake.State.TAKEN:
        raise NotTaken(_("Bảng này chưa ghi vào gian hàng."))
    lines = list(intake.rows.exclude(verb=Verb.SAME))
    _change(intake.producer, lines, "cells", by, at)
    _take_out([one.pack_id for one in lines if one.verb == Verb.NEW and one.pack_id])
    intake.state, intake.undone_at = Intake.State.UNDONE, at
    intake.save(update_fields=["state", "undone_at"])
    _note(intake, "undid a table", by, at)
    return intake


def _locked(intake: Intake) -> Intake:
    """The stall first: one table at a time."""
    producer = Producer.objects.select_for_update(of=("self",)).get(pk=intake.producer_id)
    intake = Intake.objects.select_for_update(of=("self",)).get(pk=intake.pk)
    intake.producer = producer
    return intake


def _change(
    producer: Producer, lines: Iterable[IntakeLine], now: str, by: User, at: datetime
) -> None:
    """Packs get the other side of their line; ``now`` names the side they must still be on."""
    wanted = {one.pack_id: one for one in lines if one.verb == Verb.CHANGE}
    packs = Pack.objects.filter(product__producer=producer).in_bulk(
        [key for key in wanted if key], field_name="pk"
    )
    for key, line in wanted.items():
        there = as_cells(packs[key]) if key in packs else {}
        if {name: there.get(name) for name in getattr(line, now)} != getattr(line, now):
            said = _("Dòng %(line)s: món này vừa được đổi chỗ khác. Gửi lại bảng.")
            raise NotTaken(said % {"line": line.number})
    other = "cells" if now == "before" else "before"
    changed: dict[int, dict[str, Any]] = {k: getattr(one, other) for k, one in wanted.items() if k}
    change_many(producer=producer, changed=changed, by=by, at=at)


def _add(producer: Producer, lines: Sequence[IntakeLine], by: User, at: datetime) -> None:
    kinds = CriteriaSet.objects.select_related("shelf").in_bulk()
    products = {fold(one.name): one for one in Product.objects.filter(producer=producer)}
    fresh = {
        fold(one.cells["product"]): one
        for one in lines
        if fold(one.cells["product"]) not in products
    }
    named = {one.cells["product"]: kinds[one.cells["criteria_set"]] for one in fresh.values()}
    drafted = draft_many(producer=producer, named=named, by=by, at=at)
    products |= {fold(one.name): one for one in drafted}
    not_of_pack = ("code", "product", "criteria_set")
    made = [
        Pack(
            product=products[fold(one.cells["product"])],
            **{key: told for key, told in one.cells.items() if key not in not_of_pack},
        )
        for one in lines
    ]
    for line, pack in zip(
        lines, add_many(producer=producer, packs=made, by=by, at=at), strict=True
    ):
        line.pack = pack
    IntakeLine.objects.bulk_update(lines, ["pack"], batch_size=AT_A_TIME)
    codes = [OwnCode(producer=producer, pack=one.pack, code=one.cells["code"]) for one in lines]
    OwnCode.objects.bulk_create(codes, batch_size=AT_A_TIME)


def _take_out(keys: Sequence[int]) -> None:
    """New packs go again, with products that are left without any; what is known by name rests."""
    packs = Pack.objects.filter(pk__in=keys)
    products = set(packs.values_list("product_id", flat=True))
    loose = packs.filter(lots=None, trade_items=None, planned_lots=None)
    loose.delete()
    packs.update(is_active=False)
    bare = Product.objects.filter(pk__in=products, packs=None, published_at=None)
    bare.filter(photos=None, documents=None, recognitions=None).delete()


def _note(intake: Intake, verb: str, by: User, at: datetime) -> None:
    journal.record(
        actor=by,
        verb=verb,
        subject=intake,
        at=at,
        on_behalf_of=intake.producer,
        lines=intake.lines,
    )
