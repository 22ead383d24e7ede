"""What the index of digital readiness looks at, for one stall or for all of an area alike.

Every function counts for all producers at once: the number of queries is the number of rules.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q
from django.db.models.functions import TruncMonth
from django.utils.timezone import localdate, make_aware

from catalog.models import Photo, Producer, Product
from marketplace.invoices.models import Invoice
from marketplace.merits import digital
from marketplace.merits.digital import Facts, Part
from marketplace.merits.queries.known import GONE, months_before
from marketplace.orders.models import Order
from marketplace.payments.models import BankAccount
from marketplace.voices.models import Question
from traceability.models import Document, Event, LabelRun, Lot

if TYPE_CHECKING:
    from django.db.models import QuerySet

    Stalls = QuerySet[Producer]

Counted = dict[int, Part]
YEAR = timedelta(days=digital.YEAR_DAYS)
SOON = timedelta(days=digital.SOON_DAYS)
SETTLING = timedelta(days=7)
"""A lot that was opened a week ago has its records, or they are late."""
OF_PROFILE, OF_LISTING = 2, 2
NOBODY_ASKED = Part(1, 1)
"""Nothing to answer is everything answered."""


def readiness(stalls: Stalls, *, at: datetime) -> dict[int, Facts]:
    """By producer, rule by rule. Ten queries."""
    found = {pk: dict[str, Part]() for pk in stalls.values_list("pk", flat=True)}
    for rule, count in RULES.items():
        for pk, part in count(stalls, at).items():
            if pk in found:
                found[pk][rule] = part
    for facts in found.values():
        facts.setdefault("answers", NOBODY_ASKED)
    return dict(found)


def _identity(stalls: Stalls, _at: datetime) -> Counted:
    rows = stalls.values_list("pk", "identity_verified_at")
    return {pk: Part(int(verified is not None), 1) for pk, verified in rows}


def _profile(stalls: Stalls, _at: datetime) -> Counted:
    rows = stalls.values_list("pk", "address", "story")
    return {pk: Part(bool(address) + bool(story), OF_PROFILE) for pk, address, story in rows}


def _listing(stalls: Stalls, _at: datetime) -> Counted:
    """On the shelf, and with a photo of its own."""
    photos = Photo.objects.filter(product=OuterRef("pk"))
    goods = Product.objects.filter(producer__in=stalls.values("pk")).order_by()
    rows = goods.annotate(has_photo=Exists(photos)).values_list("producer")
    listed = Q(published_at__isnull=False, suspended_at__isnull=True)
    counted = rows.annotate(
        Count("pk"), listed=Count("pk", filter=listed), seen=Count("pk", filter=Q(has_photo=True))
    )
    return {pk: Part(listed + seen, OF_LISTING * n) for pk, n, listed, seen in counted}


def _traced(stalls: Stalls, at: datetime) -> Counted:
    lots = _lots(stalls, at).filter(opened_at__lte=at - SETTLING)
    return _share(lots, Q(completed_at__isnull=False))


def _labels(stalls: Stalls, at: datetime) -> Counted:
    runs = LabelRun.objects.filter(lot=OuterRef("pk"))
    lots = _lots(stalls, at).filter(completed_at__isnull=False).annotate(has_labels=Exists(runs))
    return _share(lots, Q(has_labels=True))


def _lots(stalls: Stalls, at: datetime) -> QuerySet[Lot]:
    return Lot.objects.filter(producer__in=stalls.values("pk"), opened_at__gt=at - YEAR)


def _in_time(stalls: Stalls, at: datetime) -> Counted:
    told = Event.objects.standing().filter(
        producer__in=stalls.values("pk"), recorded_at__gt=at - YEAR, told_in__isnull=True
    )
    return _share(told, Q(recorded_at__lte=F("happened_at") + SOON))


def _selling(stalls: Stalls, at: datetime) -> Counted:
    since = months_before(localdate(at), digital.MONTHS - 1)
    sold = _sold(stalls).filter(paid_at__gte=make_aware(datetime.combine(since, time())))
    months = sold.annotate(month=TruncMonth("paid_at")).values_list("producer")
    rows = months.annotate(n=Count("month", distinct=True))
    return {pk: Part(n, digital.MONTHS) for pk, n in rows}


def _sold(stalls: Stalls) -> QuerySet[Order]:
    return Order.objects.filter(producer__in=stalls.values("pk")).exclude(state__in=GONE).order_by()


def _account(stalls: Stalls, at: datetime) -> Counted:
    rows = BankAccount.objects.in_force(at=at).filter(producer__in=stalls.values("pk"))
    return {pk: Part(1, 1) for pk in rows.values_list("producer", flat=True)}


def _invoices(stalls: Stalls, at: datetime) -> Counted:
    signed = Invoice.objects.signed().filter(order=OuterRef("pk"))
    handed = _sold(stalls).filter(shipped_at__gt=at - YEAR).annotate(invoiced=Exists(signed))
    return _share(handed, Q(invoiced=True))


def _answers(stalls: Stalls, at: datetime) -> Counted:
    asked = Question.objects.heard().filter(
        product__producer__in=stalls.values("pk"), asked_at__gt=at - YEAR
    )
    return _share(asked, Q(answered_at__isnull=False), of="product__producer")


def _papers(stalls: Stalls, at: datetime) -> Counted:
    """Goods on the shelf for which some paper is in force: their own, or the stall's."""
    lasts = Q(valid_until__isnull=True) | Q(valid_until__gt=localdate(at))
    papers = Document.objects.filter(lasts, lot__isnull=True)
    own = papers.filter(product=OuterRef("pk"))
    general = papers.filter(product__isnull=True, producer=OuterRef("producer"))
    goods = Product.objects.listed().filter(producer__in=stalls.values("pk"))
    return _share(goods.annotate(shown=Exists(own) | Exists(general)), Q(shown=True))


def _share(rows: QuerySet[Any], is_done: Q, *, of: str = "producer") -> Counted:
    """How many of a producer's rows are so. One query."""
    counted = rows.order_by().values_list(of)
    told = counted.annotate(Count("pk"), done=Count("pk", filter=is_done))
    return {pk: Part(done, n) for pk, n, done in told}


RULES: dict[str, Callable[[Stalls, datetime], Counted]] = {
    "identity": _identity,
    "profile": _profile,
    "listing": _listing,
    "traced": _traced,
    "labels": _labels,
    "in_time": _in_time,
    "selling": _selling,
    "account": _account,
    "invoices": _invoices,
    "answers": _answers,
    "papers": _papers,
}
