"""Other goods in place of what cannot be sent: offered, held meanwhile, sent only on a yes."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import timedelta
from typing import TYPE_CHECKING

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import Error, transaction
from django.utils.timezone import localdate
from django.utils.translation import gettext as _

from catalog.models import Policy
from marketplace.orders import news
from marketplace.orders.actions import parcels, promises, shortening
from marketplace.orders.actions.packing import being_packed
from marketplace.orders.actions.refunds import Cause, owe
from marketplace.orders.actions.states import NotNow, lock_order, record
from marketplace.orders.models import Line, Order, RefundDue, Substitution
from traceability.actions import stock
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import datetime

    from accounts.models import User
    from catalog.models import Pack

log = logging.getLogger(__name__)
Outcome = Substitution.Outcome


class CannotOffer(ValidationError):
    """These goods may not be offered in place of those, or there are not so many."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Put:
    """What comes in place of what."""

    line: Line
    pack: Pack
    packs: int


@transaction.atomic
def offer(*, line: Line, pack: Pack, packs: int, by: User, at: datetime) -> Substitution:
    """Ask the buyer whether so many packs may come as another pack, which is held from now on.

    The same producer's, listed, no dearer, not by weight, and for no other age. The same offer
    made twice is one. Raises :class:`CannotOffer`.
    """
    order = being_packed(line.order)
    line = Line.objects.select_for_update().get(pk=line.pk)
    line.order = order
    waiting = line.substitutions.waiting().first()
    if waiting and (waiting.pack_id, waiting.packs) == (pack.pk, packs):
        return waiting
    put = _Put(line=line, pack=pack, packs=packs)
    _refuse_unfit(put, has_another=waiting is not None, at=at)
    _hold(put, at)
    made = Substitution.objects.create(
        line=line,
        pack=pack,
        name=str(pack),
        unit_price=pack.price,
        packs=packs,
        outcome=Outcome.WAITING,
        offered_by=by,
        offered_at=at,
        answer_by=at + timedelta(hours=settings.OFFER_HOURS),
    )
    record(order, "offered a substitute", by, at, line=line.pk, packs=packs)
    news.tell_offer(made, at=at)
    return made


@transaction.atomic
def answer(*, offered: Substitution, yes: bool, by: User | None, at: datetime) -> Substitution:
    """The buyer's word; the first one counts. Too late, or recalled meanwhile, is as good as no."""
    found, order = _locked(offered)
    if found.outcome != Outcome.WAITING:
        return found
    if found.answer_by <= at:
        outcome = Outcome.LAPSED
    elif not yes:
        outcome = Outcome.DECLINED
    else:
        outcome = Outcome.WITHDRAWN if _is_gone(found) else Outcome.TAKEN
    _end(found, outcome, at)
    if outcome == Outcome.TAKEN:
        _take(found, at)
    else:
        _leave(found, at)
    record(order, f"substitute {outcome}", by, at, line=found.line_id)
    news.tell_answer(found, at=at)
    parcels.finish_sending(order=order, by=by, at=at)
    return found


@transaction.atomic
def withdraw(*, offered: Substitution, by: User, at: datetime) -> Substitution:
    """The producer takes the offer back and will send what was ordered after all."""
    found, order = _locked(offered)
    if found.outcome == Outcome.WITHDRAWN:
        return found
    if found.outcome != Outcome.WAITING:
        raise NotNow(_("Người mua đã trả lời lời mời này rồi."))
    _end(found, Outcome.WITHDRAWN, at)
    _let_offered_go(found, at)
    record(order, "substitute withdrawn", by, at, line=found.line_id)
    return found


def lapse_unanswered(*, at: datetime) -> int:
    """Whoever did not answer in time has said no; says how many. One that fails waits."""
    lapsed = 0
    for one in list(Substitution.objects.unanswered(at=at).order_by("answer_by", "pk")):
        try:
            answer(offered=one, yes=False, by=None, at=at)
        except (Error, stock.StockMismatch):
            log.exception("an offer did not lapse; it will be tried again")
        else:
            lapsed += 1
    return lapsed


def _refuse_unfit(put: _Put, *, has_another: bool, at: datetime) -> None:
    line, pack = put.line, put.pack
    if has_another:
        raise CannotOffer(_("Món này đang có một lời mời chờ trả lời; rút lại rồi mời món khác."))
    if pack.product.producer_id != line.order.producer_id or not pack.is_active:
        raise CannotOffer(_("Chỉ đổi được sang hàng đang bán của chính gian hàng này."))
    if pack.pk == line.pack_id or pack.is_weighed or line.is_weighed:
        raise CannotOffer(_("Món bán theo cân, hoặc chính món ấy, thì không đổi được."))
    if pack.price * line.quantity > line.paid:
        raise CannotOffer(_("Món thay phải bằng giá hoặc rẻ hơn món đã đặt."))
    if not pack.product.is_listed or _is_for_adults(pack, at) > _is_for_adults(line.pack, at):
        raise CannotOffer(_("Món thay phải đang bày bán, và không phải hàng hạn tuổi."))
    if not 1 <= put.packs <= promises.loose(line):
        raise CannotOffer(_("Số gói đổi nhiều hơn số chưa đóng vào kiện."))


def _is_for_adults(pack: Pack, at: datetime) -> bool:
    rules = Policy.objects.in_force(on=localdate(at)).filter(minimum_age__gt=0)
    return rules.filter(criteria_set=pack.product.criteria_set_id).exists()


def _hold(put: _Put, at: datetime) -> None:
    cause = put.line.order.group.code
    try:
        parts = stock.hold(wanted={put.pack.pk: put.packs}, at=at, cause=cause)
    except stock.OutOfStock as short:
        raise CannotOffer(_("Trong kho không đủ số gói này để mời.")) from short
    for part in parts:
        promises.add(
            line=put.line, lot=part.lot_id, packs=part.quantity, state=promises.State.OFFERED
        )


def _locked(offered: Substitution) -> tuple[Substitution, Order]:
    """The offer as it is now: checkout and order locked before it, all its lots after it."""
    order = lock_order(Order.objects.select_related("group").get(lines=offered.line_id))
    rows = Substitution.objects.select_for_update(of=("self",)).select_related("line", "pack")
    found = rows.get(pk=offered.pk)
    found.line.order = order
    kept = found.line.allocations.filter(state__in=promises.KEPT).values("lot")
    list(Lot.objects.filter(pk__in=kept).select_for_update().order_by("pk"))
    return found, order


def _is_gone(found: Substitution) -> bool:
    """What was offered is recalled, or what it stands for has been taken out of the order."""
    parts = found.line.allocations.filter(state=promises.State.OFFERED).select_related("lot")
    return any(part.lot.is_recalled for part in parts) or promises.loose(found.line) < 0


def _end(found: Substitution, outcome: Substitution.Outcome, at: datetime) -> None:
    found.outcome, found.ended_at = outcome, at
    found.save(update_fields=["outcome", "ended_at"])


def _take(found: Substitution, at: datetime) -> None:
    """What was ordered is let go, what was offered is promised, what it is cheaper by is owed."""
    line = found.line
    promises.let_go(line=line, packs=found.packs, at=at)
    for part in list(line.allocations.filter(state=promises.State.OFFERED)):
        part.delete()
        promises.add(line=line, lot=part.lot_id, packs=part.quantity, state=promises.State.HELD)
    cheaper = line.paid_for(found.packs) - found.packs * found.unit_price
    cause = Cause(reason=RefundDue.Reason.SUBSTITUTED, key=f"substitute {found.pk}")
    owe(order=line.order, amount=cheaper, cause=cause, at=at, line=line)


def _leave(found: Substitution, at: datetime) -> None:
    """Neither the one nor the other is sent."""
    _let_offered_go(found, at)
    packs = min(found.packs, promises.loose(found.line))
    if packs > 0:
        shortening.leave_out(line=found.line, packs=packs, key=f"offer {found.pk}", at=at)


def _let_offered_go(found: Substitution, at: datetime) -> None:
    parts = list(found.line.allocations.filter(state=promises.State.OFFERED))
    gone = {part.lot_id: part.quantity for part in parts}
    for part in parts:
        part.delete()
    stock.release(quantities=gone, at=at, cause=found.line.order.group.code)
