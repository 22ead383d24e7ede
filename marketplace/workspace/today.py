"""A stall's day: the few things that are due, each with the page where it is done."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from marketplace.figures.queries.running_out import RunningOut, outlook
from marketplace.merits.queries.renewals import Ending, endings
from marketplace.orders.models import Order, Preorder
from marketplace.payouts.models import Payout
from marketplace.selling.models import LOW, Closure, PlannedLot
from marketplace.workspace.queries import planned
from traceability.models import Lot

if TYPE_CHECKING:
    from datetime import date

    from django.db.models import QuerySet
    from django.utils.functional import Promise

    from catalog.models import Producer

SOON = timedelta(days=30)
MOST_NAMED = 5


class Due(NamedTuple):
    """So many of something wait; ``room`` is where, ``query`` what of it."""

    n: int
    words: Promise
    icon: str
    room: str
    query: str = ""
    tone: str = "wait"


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What waits, runs out, is promised, money on its way (đồng), stars that end, the next rest."""

    to_accept: int
    to_pack: int
    on_the_way: int
    open_lots: int
    low: list[Lot]
    expiring: list[Lot]
    promised: list[PlannedLot]
    money_on_its_way: int
    endings: list[Ending]
    closure: Closure | None = None
    running_out: list[RunningOut] = field(default_factory=list)

    def due(self, *, claims: int, voices: int, talks: int = 0) -> list[Due]:
        """What asks for a hand, the most pressing first; what is handed in is the menu's."""
        rows = (
            Due(claims, _("khiếu nại chờ bạn trả lời"), "shield-alert", "goods_claims:mine"),
            Due(talks, _("đơn có tin nhắn mới"), "mail", "talks:mine"),
            Due(self.to_accept, _("đơn chờ bạn nhận"), "package", "workspace:orders", "?viec=nhan"),
            Due(
                self.to_pack,
                _("đơn chờ gói"),
                "package-check",
                "workspace:orders",
                "?viec=dong-goi",
            ),
            Due(
                len(self.promised), _("đợt đặt trước đang hứa giao"), "calendar", "workspace:plans"
            ),
            Due(voices, _("câu hỏi, đánh giá chờ trả lời"), "help", "workspace:voices"),
            Due(self.open_lots, _("lô đang ghi dở"), "lot", "traceability:lots", tone="info"),
            Due(len(self.endings), _("sản phẩm sắp hết hạn sao"), "star", "merits:mine"),
        )
        return [row for row in rows if row.n]


def day(producer: Producer, *, on: date) -> Day:
    """What waits and what runs out on that day. Eight queries."""
    waiting = Order.objects.filter(producer=producer, state__in=UNDER_WAY).aggregate(
        to_accept=Count("pk", filter=Q(state=Order.State.AWAITING_ACCEPTANCE)),
        to_pack=Count("pk", filter=Q(state=Order.State.AWAITING_PICKUP)),
        on_the_way=Count("pk", filter=Q(state=Order.State.SHIPPED)),
    )
    lots = Lot.objects.filter(producer=producer)
    live = lots.filter(on_hand__gt=0, held_back=None).select_related("pack__product")
    sent = Payout.objects.filter(producer=producer, state=Payout.State.UNDER_WAY)
    return Day(
        **waiting,
        open_lots=lots.filter(completed_at__isnull=True).count(),
        low=list(_low(live)[:MOST_NAMED]),
        expiring=list(live.first_expired_first().filter(_ends_soon(on))[:MOST_NAMED]),
        promised=list(_promised(producer)[:MOST_NAMED]),
        endings=endings(producer, on=on),
        money_on_its_way=sent.aggregate(n=Sum("amount"))["n"] or 0,
        running_out=outlook(producer, today=on).soon[:MOST_NAMED],
        closure=Closure.objects.standing(on=on).filter(producer=producer).first(),
    )


UNDER_WAY = (
    Order.State.AWAITING_ACCEPTANCE,
    Order.State.AWAITING_PICKUP,
    Order.State.SHIPPED,
)


def _low(lots: QuerySet[Lot]) -> QuerySet[Lot, Any]:
    """Those with fewer free packs than the mark its producer set for the product."""
    marked = lots.annotate(mark=Coalesce(F("pack__product__terms__low_mark"), LOW))
    return marked.filter(on_hand__lt=F("reserved") + F("mark")).order_by("best_before", "pk")


def _ends_soon(on: date) -> Q:
    """Its best-before day, or the day from which it is not sold."""
    return Q(best_before__lte=on + SOON) | Q(sell_until__lte=on + SOON)


def _promised(producer: Producer) -> QuerySet[PlannedLot, Any]:
    """Planned lots that orders wait for, the first promised first."""
    waiting = Exists(Preorder.objects.filter(planned=OuterRef("pk"), waiting__gt=0))
    return planned(producer).filter(waiting).order_by("ship_by", "pk")
