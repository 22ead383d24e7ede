"""A producer marks its own goods, with what it goes by; and takes a mark back."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from django.core.exceptions import ValidationError
from django.core.files.storage import default_storage
from django.db import transaction
from django.utils.translation import gettext as _

from accounts import journal
from catalog.models import Product
from marketplace.merits.models import ScoreItem, SelfMark

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.papers import Paper
    from traceability.models import Document


class NothingShown(ValidationError):
    """Points are claimed and nothing is said of what shows them."""


@transaction.atomic
def mark_item(
    *,
    product: Product,
    item: int,
    option: int,
    note: str,
    document: Document | None,
    file: Paper | None,
    by: User,
    at: datetime,
) -> SelfMark:
    """Choose an option (keys of item and option); a paper sent before stays until another comes.

    Chosen again it is changed: an item has one mark. Raises :class:`NothingShown`.
    """
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    asked = ScoreItem.objects.get(pk=item)
    chosen = asked.options.get(pk=option)
    mark = SelfMark.objects.filter(product=product, item=asked).first()
    mark = mark or SelfMark(product=product, item=asked)
    if chosen.points and not (note or document or file or mark.file):
        raise NothingShown(_("Ghi dựa vào đâu, hoặc chọn, gửi một giấy tờ."), code="nothing_shown")
    mark.option, mark.points = chosen, chosen.points
    mark.note, mark.document = note, document
    mark.marked_by, mark.marked_at = by, at
    if file:
        _drop_file(mark)
        mark.file, mark.sha256 = file.file, file.digest
    mark.save()
    journal.record(
        actor=by,
        verb="marked an item",
        subject=product,
        at=at,
        on_behalf_of=product.producer,
        item=asked.number,
        points=chosen.points,
    )
    return mark


@transaction.atomic
def unmark_item(*, product: Product, item: int, by: User, at: datetime) -> None:
    """Take a mark back; without one nothing happens."""
    product = Product.objects.select_for_update(of=("self",)).get(pk=product.pk)
    mark = SelfMark.objects.filter(product=product, item=item).select_related("item").first()
    if mark is None:
        return
    _drop_file(mark)
    mark.delete()
    journal.record(
        actor=by,
        verb="took a mark back",
        subject=product,
        at=at,
        on_behalf_of=product.producer,
        item=mark.item.number,
    )


def _drop_file(mark: SelfMark) -> None:
    """The old paper goes once the change stands."""
    if mark.file:
        transaction.on_commit(partial(default_storage.delete, str(mark.file.name)))
