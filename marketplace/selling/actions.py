"""What a producer sets for selling, and the counts that hold its caps."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.db.models import F
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from accounts import journal
from accounts.days import monday
from accounts.prepared import Prepared
from catalog.models import Producer
from marketplace.selling.models import Closure, PlannedLot, SoldWeek, Terms
from traceability.actions.freshness import keep_fresh
from traceability.actions.stock import OutOfStock, Shortage

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from datetime import date, datetime

    from django.db.models import QuerySet

    from accounts.models import User
    from catalog.models import Pack, Product

    EarlierCount = Callable[[int, date], int]


class AlreadyPlanned(ValidationError):
    """Orders are taken for another planned lot of this pack."""


class TooLate(ValidationError):
    """The day by which it is to be sent has gone."""


class AlreadyClosed(ValidationError):
    """The stall rests on some of these days anyway."""


@transaction.atomic
def close_stall(
    *,
    producer: Producer,
    days: tuple[date, date],
    words: str,
    takes_orders: bool,
    by: User,
    at: datetime,
) -> Closure:
    """Rest from a day to before another. Said again with the same days, the words change.

    Orders that were placed are held and sent as before. Raises :class:`AlreadyClosed` where the
    days fall together with others.
    """
    since, until = days
    Producer.objects.select_for_update().get(pk=producer.pk)
    same = Closure.objects.filter(producer=producer, valid_from=since, valid_until=until).first()
    others = Closure.objects.filter(producer=producer).exclude(pk=same.pk if same else 0)
    if others.filter(valid_from__lt=until, valid_until__gt=since).exists():
        raise AlreadyClosed(_("Mấy ngày này trùng với lần nghỉ đã báo."), code="already_closed")
    closure = same or Closure(producer=producer, valid_from=since, valid_until=until)
    closure.words, closure.takes_orders = words, takes_orders
    closure.save()
    told = {"since": f"{since}", "until": f"{until}"}
    journal.record(
        actor=by, verb="closed stall", subject=closure, at=at, on_behalf_of=producer, **told
    )
    return closure


@transaction.atomic
def reopen_stall(*, closure: Closure, by: User, at: datetime) -> None:
    """Rest no longer, or not at all; days that are over stay as they were."""
    today = localdate(at)
    found = Closure.objects.select_for_update().standing(on=today).filter(pk=closure.pk).first()
    if found is None:
        return
    producer = found.producer
    journal.record(actor=by, verb="reopened stall", subject=found, at=at, on_behalf_of=producer)
    if found.valid_from < today:
        found.valid_until = today
        found.save(update_fields=["valid_until"])
    else:
        found.delete()


@transaction.atomic
def set_terms(
    *, product: Product, fields: Mapping[str, Any], days: int, by: User, at: datetime
) -> Terms:
    """Keep season, weekly cap and low mark of a product, and how fresh (``days``) it must be."""
    keep_fresh(product=product, days=days, by=by, at=at)
    terms = Terms.objects.select_for_update().filter(product=product).first()
    terms = terms or Terms(product=product)
    for name, value in fields.items():
        setattr(terms, name, value)
    terms.save()
    journal.record(
        actor=by, verb="set terms", subject=product, at=at, on_behalf_of=product.producer, **fields
    )
    return terms


@transaction.atomic
def plan_lot(*, pack: Pack, most: int, ship_by: date, by: User, at: datetime) -> PlannedLot:
    """Take orders for packs still to be made. The same said twice is one planned lot.

    Raises :class:`AlreadyPlanned` while another one of the pack is open, :class:`TooLate`.
    """
    if ship_by <= localdate(at):
        raise TooLate(_("Xin chọn một ngày sau hôm nay."), code="too_late")
    told = {"most": most, "ship_by": ship_by}
    try:
        with transaction.atomic():
            planned = PlannedLot.objects.create(pack=pack, opened_at=at, **told)
    except IntegrityError:
        standing = PlannedLot.objects.get(pack=pack, closed_at__isnull=True)
        if (standing.most, standing.ship_by) == (most, ship_by):
            return standing
        raise AlreadyPlanned(
            _("Quy cách này đang nhận đặt trước rồi; kết thúc đợt ấy rồi mở đợt mới."),
            code="already_planned",
        ) from None
    producer = pack.product.producer
    journal.record(actor=by, verb="planned", subject=planned, at=at, on_behalf_of=producer)
    return planned


@transaction.atomic
def move_planned(*, planned: PlannedLot, ship_by: date, by: User, at: datetime) -> PlannedLot:
    """Promise another day. The same day, or a planned lot that is closed: nothing changes.

    Raises :class:`TooLate`. ``moved_at`` is set when the day is a later one.
    """
    if ship_by <= localdate(at):
        raise TooLate(_("Xin chọn một ngày sau hôm nay."), code="too_late")
    planned = PlannedLot.objects.select_for_update().get(pk=planned.pk)
    if planned.closed_at is not None or planned.ship_by == ship_by:
        return planned
    before = planned.ship_by
    planned.moved_at = at if ship_by > before else planned.moved_at
    planned.ship_by = ship_by
    planned.save(update_fields=["ship_by", "moved_at"])
    told = {"before": f"{before}", "after": f"{ship_by}"}
    producer = planned.pack.product.producer
    journal.record(
        actor=by, verb="moved plan", subject=planned, at=at, on_behalf_of=producer, **told
    )
    return planned


@transaction.atomic
def close_planned(*, planned: PlannedLot, by: User | None, at: datetime) -> PlannedLot:
    """Take no more orders: the harvest is in. What it cannot serve is settled afterwards."""
    planned = PlannedLot.objects.select_for_update().get(pk=planned.pk)
    if planned.closed_at is None:
        planned.closed_at = at
        planned.save(update_fields=["closed_at"])
        producer = planned.pack.product.producer
        journal.record(actor=by, verb="closed plan", subject=planned, at=at, on_behalf_of=producer)
    return planned


@transaction.atomic
def promise(*, planned: int, packs: int, at: datetime) -> None:
    """Count so many packs of a planned lot (key) as ordered, or raise ``OutOfStock``."""
    rows = PlannedLot.objects.taking_orders(on=localdate(at)).filter(pk=planned)
    if not rows.filter(most__gte=F("taken") + packs).update(taken=F("taken") + packs):
        standing = PlannedLot.objects.get(pk=planned)
        free = standing.left(on=localdate(at))
        raise OutOfStock([Shortage(pack_id=standing.pack_id, wanted=packs, free=free)])


@transaction.atomic
def unpromise(*, planned: int, packs: int) -> None:
    """Packs of a planned lot (key) that nobody wants any more may be ordered by others."""
    PlannedLot.objects.filter(pk=planned).update(taken=F("taken") - packs)


def count_week(
    *, wanted: Mapping[int, int], on: date, earlier: EarlierCount, must_fit: bool = True
) -> None:
    """Count packs (key: number) into the week of that day where it has a cap; keys in order.

    ``earlier`` tells what was sold before the cap was set. Raises ``OutOfStock`` with every pack
    of which the week allows fewer, unless it need not fit: money has come for them.
    """
    most = dict(_capped(packs=list(wanted)))
    if most:
        told = {key: wanted[key] for key in sorted(most)}
        _take_of_weeks(told, most, on=on, earlier=earlier, must_fit=must_fit)


@Prepared
def _capped(packs: Collection[int]) -> QuerySet[Terms, tuple[int, int | None]]:
    capped = Terms.objects.filter(product__packs__in=packs, weekly_most__isnull=False)
    return capped.values_list("product__packs", "weekly_most")


@transaction.atomic
def uncount_week(*, gone: Mapping[int, int], on: date) -> None:
    """Packs (key: number) counted into the week of that day were let go of."""
    weeks = SoldWeek.objects.filter(pack__in=gone, monday=monday(on)).order_by("pack")
    for week in weeks:
        enough = SoldWeek.objects.filter(pk=week.pk, taken__gte=gone[week.pack_id])
        enough.update(taken=F("taken") - gone[week.pack_id])


def _week(pack_id: int, first: date, earlier: EarlierCount) -> SoldWeek:
    found = SoldWeek.objects.filter(pack=pack_id, monday=first).first()
    if found:
        return found
    begun = {"taken": earlier(pack_id, first)}
    return SoldWeek.objects.get_or_create(pack_id=pack_id, monday=first, defaults=begun)[0]


@transaction.atomic
def _take_of_weeks(
    wanted: Mapping[int, int],
    most: Mapping[int, int | None],
    *,
    on: date,
    earlier: EarlierCount,
    must_fit: bool,
) -> None:
    shortages = []
    for pack_id, packs in wanted.items():
        left = _take_of_week(pack_id, most[pack_id] or 0, packs, on, earlier, must_fit=must_fit)
        if left is not None:
            shortages.append(Shortage(pack_id=pack_id, wanted=packs, free=left))
    if shortages:
        raise OutOfStock(shortages)


def _take_of_week(
    pack_id: int, most: int, packs: int, on: date, earlier: EarlierCount, *, must_fit: bool
) -> int | None:
    """Count them; or say how many the week still allows, when they do not fit."""
    week = _week(pack_id, monday(on), earlier)
    rows = SoldWeek.objects.filter(pk=week.pk)
    if must_fit:
        rows = rows.filter(taken__lte=most - packs)
    if rows.update(taken=F("taken") + packs):
        return None
    week.refresh_from_db(fields=["taken"])
    return max(0, most - week.taken)
