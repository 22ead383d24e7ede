"""What the market's own records say of one product: everything a score sheet may go by."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db.models import Count, Q, Sum
from django.db.models.functions import TruncMonth
from django.utils.timezone import make_aware

from catalog.folding import fold
from catalog.models import Producer
from marketplace.claims.models import Claim
from marketplace.invoices.models import Invoice
from marketplace.merits.queries.origins import Local, local
from marketplace.orders.models import Line, Order
from traceability.models import Document, Event, LabelRun, Lot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    from catalog.models import Product

YEAR = timedelta(days=365)
MONTHS = 36
"""So many months of selling are told: as long as a recognition lasts."""
IN_A_YEAR = 12
STEADY_MONTHS = 6
"""«Vận hành ổn định ít nhất 6 tháng»: orders in so many months running."""
GONE = (Order.State.CANCELLED, Order.State.REFUNDED)


class Month(NamedTuple):
    """What was sold of one product in a month: paid and neither cancelled nor given back."""

    begins_on: date
    orders: int
    packs: int
    value: int


class Settled(NamedTuple):
    """Claims about a product: how many, and how many of them are over."""

    opened: int
    ended: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """Read once; amounts are of the last year, sales of the last three, papers those in force."""

    product: Product
    on: date
    lots: Sequence[Mapping[str, Any]]
    events: int
    labels: int
    local: Local | None
    months: Sequence[Month]
    claims: Settled
    papers: Sequence[Document]
    photos: int
    tales: int
    invoices: int

    @property
    def producer(self) -> Producer:
        return self.product.producer

    @property
    def running(self) -> int:
        """Months with orders without a gap, up to this month or the last."""
        return running({month.begins_on for month in self.months}, self.on)

    @property
    def has_story(self) -> bool:
        return bool(self.producer.story.strip()) or self.tales > 0

    def papers_of(self, *kinds: str) -> list[Document]:
        return [paper for paper in self.papers if paper.kind in kinds]

    def papers_named(self, *words: str) -> list[Document]:
        """Those whose title holds one of the words, which are written without marks."""
        return [one for one in self.papers if any(word in fold(one.title) for word in words)]


def known(product: Product, *, on: date) -> Known:
    """All of it. Ten queries, and three more at most for what is made of raw lots."""
    lots = list(lots_of(product, on=on))
    keys = [row["pk"] for row in lots]
    producer = product.producer
    return Known(
        product=product,
        on=on,
        lots=lots,
        events=Event.objects.standing().filter(lot__in=keys).count(),
        labels=LabelRun.objects.filter(lot__in=keys).aggregate(n=Sum("count"))["n"] or 0,
        local=local(product, lots),
        months=months(product, on=on),
        claims=_claims(product),
        papers=list(papers_of(product, on=on)),
        photos=product.photos.count(),
        tales=producer.tales.public().count(),
        invoices=Invoice.objects.signed().filter(order__producer=producer).count(),
    )


def lots_of(product: Product, *, on: date) -> Any:  # noqa: ANN401 (rows of values)
    """Complete lots of the last year, the newest first."""
    rows = Lot.objects.filter(
        pack__product=product, completed_at__isnull=False, made_on__gt=on - YEAR
    )
    return rows.order_by("-made_on", "-pk").values(
        *("pk", "code", "trace_code", "pack__name", "made_on", "best_before", "packed"),
        *("completed_at", "origin__name", "origin__commune__name"),
        *("origin__commune", "origin__commune__province"),
    )


def months(product: Product, *, on: date) -> list[Month]:
    """Month by month, the newest first. One query."""
    since = make_aware(datetime.combine(months_before(on, MONTHS - 1), time()))
    sold = Line.objects.filter(pack__product=product, order__paid_at__gte=since)
    by_month = sold.exclude(order__state__in=GONE).annotate(month=TruncMonth("order__paid_at"))
    rows = by_month.order_by("-month").values_list("month")
    return [
        Month(at.date(), n, packs, value)
        for at, n, packs, value in rows.annotate(
            Count("order", distinct=True), Sum("quantity"), Sum("total")
        )
    ]


def papers_of(product: Product, *, on: date) -> QuerySet[Document]:
    """Its own and its producer's that have not run out; those of single lots are not among them."""
    lasts = Q(valid_until__isnull=True) | Q(valid_until__gt=on)
    own = Q(product=product) | Q(product__isnull=True, producer=product.producer_id)
    return Document.objects.filter(lasts, own, lot__isnull=True).order_by("kind", "pk")


def running(found: set[date], on: date) -> int:
    """How many months without a gap end with this month or the one before."""
    month = months_before(on, 0)
    if month not in found:
        month = months_before(on, 1)
    n = 0
    while months_before(month, n) in found:
        n += 1
    return n


def months_before(day: date, number: int) -> date:
    """The first of the month so many months before that of ``day``."""
    whole = day.year * IN_A_YEAR + day.month - 1 - number
    return date(whole // IN_A_YEAR, whole % IN_A_YEAR + 1, 1)


def claims_about(product: Product) -> QuerySet[Claim]:
    """Each once, however many of its lines are about this product."""
    about = Claim.objects.filter(lines__line__pack__product=product)
    return Claim.objects.filter(pk__in=about.values("pk"))


def _claims(product: Product) -> Settled:
    counted = claims_about(product).aggregate(
        opened=Count("pk"), ended=Count("pk", filter=Q(settled_at__isnull=False))
    )
    return Settled(**counted)
