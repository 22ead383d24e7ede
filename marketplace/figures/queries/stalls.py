"""What a stall sold, day by day and month by month, in Vietnam's days.

Days that are over are read as they were added up (:mod:`marketplace.figures.actions.keeping`); what
is not kept yet is counted now. An order counts on the day it was paid, unless it was given up.
"""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TYPE_CHECKING, Any

from django.db.models import Count, Exists, F, OuterRef, Q, Sum
from django.db.models.functions import TruncDate
from django.utils.timezone import make_aware

from catalog.models import Pack, Province
from marketplace.claims.models import Claim
from marketplace.figures.models import Tallied, Tally
from marketplace.figures.sums import Sold, Sums, total
from marketplace.orders.models import Line, Order, RefundDue
from marketplace.orders.models.groups import NOBODYS
from traceability.models import ScanDay

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from django.db.models import QuerySet

    from catalog.models import Producer
    from marketplace.figures.periods import Period

    Days = dict[date, Sums]

A_DAY = timedelta(days=1)
GIVEN_UP = (Order.State.CANCELLED, Order.State.REFUNDED)
MOST_PACKS = 10
"""So many of the best are named."""

NONE = Sums()
BY_ANOTHER_WAY = 0
"""Added to a key, it keeps the database from reading all orders of a stall: it looks for the
telephone or for the day first, which are few."""

OF_TALLY = ("orders", "returning", "claims", "packs", "provinces", "places")


def by_day(producer: Producer, *, since: date, until: date) -> Days:
    """Days on which there was something, ``until`` not among them. Two queries if all is kept."""
    return _days(producer, since, until, _kept_until(producer) or since)


def packs_by_day(producer: Producer, *, since: date, until: date) -> dict[date, dict[int, int]]:
    """Packs sold by their key, and nothing else. Two queries, and two for what is not kept."""
    kept_until = min(until, _kept_until(producer) or since)
    rows = Tally.objects.filter(producer=producer, span=Tally.Span.DAY)
    rows = rows.filter(begins_on__gte=since, begins_on__lt=kept_until)
    found = {
        on: {int(key): sold[0] for key, sold in packs.items()}
        for on, packs in rows.values_list("begins_on", "packs")
        if packs
    }
    if kept_until < until:
        for on, key, n, _amount in _goods(_sold(producer, max(since, kept_until), until)):
            found.setdefault(on, {})[key] = n
    return found


def by_month(producer: Producer, *, since: date, until: date) -> Days:
    """Months by their first day, from that of ``since`` on; the last one may not be over."""
    since = since.replace(day=1)
    kept_until = _kept_until(producer) or since
    whole = max(since, kept_until.replace(day=1))
    found = kept(producer, Tally.Span.MONTH, since=since, until=min(until, whole))
    return found | in_months(_days(producer, whole, until, kept_until))


def in_months(days: Days) -> Days:
    """The same by the first day of their month."""
    found: defaultdict[date, list[Sums]] = defaultdict(list)
    for on, sums in days.items():
        found[on.replace(day=1)].append(sums)
    return {on: total(rows) for on, rows in found.items()}


def kept(producer: Producer, span: Tally.Span, *, since: date, until: date) -> Days:
    """What was added up before."""
    rows = Tally.objects.filter(producer=producer, span=span)
    rows = rows.filter(begins_on__gte=since, begins_on__lt=until)
    return {
        on: Sums(
            orders=orders,
            returning=returning,
            claims=claims,
            packs={int(key): Sold(*sold) for key, sold in packs.items()},
            provinces=provinces,
            places=places,
        )
        for on, orders, returning, claims, packs, provinces, places in rows.values_list(
            "begins_on", *OF_TALLY
        )
    }


def counted(producer: Producer, *, since: date, until: date) -> Days:
    """From the orders, claims and looks themselves. Five queries, none for no days."""
    if since >= until:
        return {}
    sold = _sold(producer, since, until)
    days: defaultdict[date, dict[str, Any]] = defaultdict(
        lambda: {"orders": 0, "returning": 0, "packs": {}, "provinces": {}, "places": {}}
    )
    for on, province, n, returning in _orders(sold):
        day = days[on]
        day["orders"] += n
        day["returning"] += returning
        day["provinces"][province] = n
    for on, pack, packs, amount in _goods(sold):
        days[on]["packs"][pack] = Sold(packs, amount)
    for on, n in _claims(producer, since, until):
        days[on]["claims"] = n
    for on, place, n in _looks(producer, since, until):
        days[on]["places"][place] = n
    return {on: Sums(**day) for on, day in days.items()}


def first_day(producer: Producer) -> date | None:
    """On which anything was sold or looked at."""
    orders = Order.objects.filter(producer=producer, paid_at__isnull=False).order_by("paid_at")
    looks = ScanDay.objects.filter(lot__producer=producer).order_by("on")
    paid = orders.annotate(on=TruncDate("paid_at")).values_list("on", flat=True).first()
    looked = looks.values_list("on", flat=True).first()
    return min(filter(None, (paid, looked)), default=None)


def _days(producer: Producer, since: date, until: date, kept_until: date) -> Days:
    found = kept(producer, Tally.Span.DAY, since=since, until=min(until, kept_until))
    return found | counted(producer, since=max(since, kept_until), until=until)


def _sold(producer: Producer, since: date, until: date) -> QuerySet[Order]:
    """Paid on these days and not given up."""
    began, end = _midnight(since), _midnight(until)
    paid = Order.objects.filter(producer=producer, paid_at__gte=began, paid_at__lt=end)
    return paid.exclude(state__in=GIVEN_UP)


def _kept_until(producer: Producer) -> date | None:
    rows = Tallied.objects.filter(producer=producer).values_list("until", flat=True)
    return rows.first()


def _orders(sold: QuerySet[Order]) -> Iterable[tuple[date, str, int, int]]:
    """Day, province, orders, and how many of them are of somebody who had ordered here before."""
    before = (
        Order.objects.annotate(stall=F("producer_id") + BY_ANOTHER_WAY)
        .filter(
            group__buyer_phone=OuterRef("group__buyer_phone"),
            stall=OuterRef("producer"),
            paid_at__lt=OuterRef("paid_at"),
        )
        .exclude(state__in=GIVEN_UP)
    )
    known = Q(Exists(before)) & ~Q(group__buyer_phone=NOBODYS)
    rows = sold.order_by().annotate(on=TruncDate("paid_at"))
    grouped = rows.values_list("on", "group__commune__province")
    return grouped.annotate(n=Count("pk"), back=Count("pk", filter=known))


def _goods(sold: QuerySet[Order]) -> Iterator[tuple[date, int, int, int]]:
    """Day, pack, packs, đồng for them, less what the stall took off itself and what went back."""
    lines = Line.objects.filter(order__in=sold).order_by().annotate(on=TruncDate("order__paid_at"))
    rows = lines.values_list("on", "pack").annotate(
        packs=Sum("quantity"), amount=Sum(F("total") - F("own_discount"))
    )
    dues = RefundDue.objects.filter(line__order__in=sold).order_by()
    back = dues.annotate(on=TruncDate("order__paid_at")).values_list("on", "line__pack")
    owed = {(on, pack): told for on, pack, *told in back.annotate(n=Sum("packs"), of=Sum("amount"))}
    for on, pack, packs, amount in rows:
        packs_back, amount_back = owed.get((on, pack), (0, 0))
        yield on, pack, max(0, packs - packs_back), max(0, amount - amount_back)


def _claims(producer: Producer, since: date, until: date) -> Iterable[tuple[date, int]]:
    began, end = _midnight(since), _midnight(until)
    opened = Claim.objects.filter(opened_at__gte=began, opened_at__lt=end)
    rows = opened.annotate(stall=F("order__producer_id") + BY_ANOTHER_WAY).filter(stall=producer.pk)
    meant = rows.exclude(state=Claim.State.TAKEN_BACK).order_by()
    return meant.annotate(on=TruncDate("opened_at")).values_list("on").annotate(n=Count("pk"))


def _looks(producer: Producer, since: date, until: date) -> Iterable[tuple[date, str, int]]:
    rows = ScanDay.objects.filter(lot__producer=producer, on__gte=since, on__lt=until).order_by()
    counted_ = rows.values_list("on", "province").annotate(n=Sum("times"))
    return ((on, province, n) for on, province, n in counted_ if n > 0)


def _midnight(day: date) -> datetime:
    return make_aware(datetime.combine(day, time.min))


@dataclass(frozen=True, slots=True, kw_only=True)
class Found:
    """What a stall did in a period: by day or month, all together, and its names."""

    period: Period
    rows: list[tuple[date, Sums]]
    whole: Sums
    packs: dict[int, Pack]
    provinces: dict[str, str]


def look_back(producer: Producer, wanted: Period, *, today: date) -> Found:
    """The period until today with every day or month of it. Five queries more than are kept."""
    begins = wanted.begins(today)
    read = by_day if wanted.days else by_month
    found = read(producer, since=begins[0], until=today + A_DAY)
    rows = [(on, found.get(on, NONE)) for on in begins]
    whole = total(sums for _on, sums in rows)
    return Found(
        period=wanted,
        rows=rows,
        whole=whole,
        packs=Pack.objects.select_related("product").in_bulk(best(whole)),
        provinces=dict(Province.objects.values_list("code", "short_name")),
    )


def best(whole: Sums) -> list[int]:
    """The keys of packs that brought most, the best first."""
    ranked = sorted(whole.packs.items(), key=lambda one: (-one[1].amount, -one[1].packs, one[0]))
    return [key for key, _sold in ranked[:MOST_PACKS]]
