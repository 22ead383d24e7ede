"""What may be sold of a pack today: by its lots, its season, its week; or ordered beforehand."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from django.conf import settings
from django.db.models import (
    BooleanField,
    Case,
    Exists,
    F,
    FilteredRelation,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
    Value,
    When,
)
from django.db.models.functions import Coalesce

from accounts.days import monday
from accounts.prepared import Prepared
from catalog.models import Pack, Policy, Producer
from marketplace.selling.models import Closure, SoldWeek, Terms
from traceability.models import Lot

if TYPE_CHECKING:
    from collections.abc import Iterable
    from datetime import date

ABLE = Q(bank_accounts__confirmed_at__isnull=False)
"""A producer who has an account of which an operator has seen whose it is."""

Measured = QuerySet[Any, Any]  # packs with what the functions below add


def is_straight() -> bool:
    """Whether buyers pay producers straight; then to an account that somebody has looked at."""
    return bool(settings.SETTLEMENT == "direct")


def may_be_paid(producer: Producer) -> bool:
    """Whether there is an account to pay it; where the market's partner is paid, always."""
    return not is_straight() or Producer.objects.filter(ABLE, pk=producer.pk).exists()


def packs_on_sale(*, on: date, straight: bool | None = None) -> QuerySet[Pack]:
    """What may be bought: active, listed, of a producer come forward, licensed where need be.

    Of a seller whose kind nobody knows nothing may: what is withheld depends on it. Nor of one who
    cannot be paid, where buyers pay straight (``straight``; without it, as the settings say). Nor
    what the gate is shut for: a day that is kept with the product (:mod:`catalog.actions.gate`).
    """
    able = Producer.objects.filter(ABLE, pk=OuterRef("product__producer"))
    asks_licence = Policy.objects.in_force(on=on).filter(needs_licence=True)
    packs = Pack.objects.exclude(
        product__licence_number="", product__criteria_set__in=asks_licence.values("criteria_set")
    )
    if is_straight() if straight is None else straight:
        packs = packs.filter(Exists(able))
    return packs.filter(
        ~Q(product__producer__kind=Producer.Kind.UNKNOWN),
        is_active=True,
        product__published_at__isnull=False,
        product__suspended_at__isnull=True,
        product__cleared_until__gt=on,
        product__producer__claimed_at__isnull=False,
    ).select_related("product__producer")


def free_packs(packs: Iterable[int], *, on: date) -> dict[int, int]:
    """How many of each pack (by key) can be had now; what is off sale is not there."""
    found = _free(packs=list(packs), on=on, straight=is_straight())
    return {pack: left for pack, left in found if left > 0}


def with_supply(packs: QuerySet[Pack], *, on: date) -> Measured:
    """With ``free`` (packs to be had now) and ``rests`` (it is not their season). No more queries.

    ``free`` is what sellable lots hold unpromised, no more than the week still allows, and nothing
    out of season or on days on which the stall takes no orders.
    """
    lots = Lot.objects.sellable(on=on).filter(pack=OuterRef("pk")).order_by().values("pack")
    held = Coalesce(Subquery(lots.annotate(n=Sum(F("on_hand") - F("reserved"))).values("n")), 0)
    taken = SoldWeek.objects.filter(pack=OuterRef("pk"), monday=monday(on)).values("taken")
    shut = Closure.objects.shut(on=on).filter(producer=OuterRef("product__producer"))
    resting = Terms.objects.resting(on=on).filter(product=OuterRef("product"))
    measured: Measured = packs.annotate(
        held=held,
        weekly=F("product__terms__weekly_most"),
        taken=Coalesce(Subquery(taken), 0),
        rests=Exists(resting, output_field=BooleanField()),
    )
    supplied: Measured = measured.annotate(
        free=Case(
            When(Exists(shut), then=Value(0)),
            When(rests=True, then=Value(0)),
            When(weekly__lte=F("taken"), then=Value(0)),
            When(weekly__lt=F("held") + F("taken"), then=F("weekly") - F("taken")),
            default=F("held"),
            output_field=IntegerField(),
        )
    )
    return supplied


def next_closure(producer: str, *, on: date) -> Subquery:
    """The key of the closing days that are, or come next, at the stall found along that path."""
    rows = Closure.objects.standing(on=on).filter(producer=OuterRef(producer))
    return Subquery(rows.order_by("valid_from").values("pk")[:1])


def closures_told(keys: Iterable[int | None], *, on: date) -> dict[int, Closure]:
    """By producer (key), those of these that buyers ought to know of. No query without any."""
    wanted = {key for key in keys if key}
    found = Closure.objects.filter(pk__in=wanted) if wanted else []
    return {closure.producer_id: closure for closure in found if closure.is_told(on=on)}


@Prepared
def _free(packs: list[int], on: date, *, straight: bool) -> Measured:
    on_sale = packs_on_sale(on=on, straight=straight).filter(pk__in=packs)
    return with_supply(on_sale, on=on).values_list("pk", "free")


def with_plan(packs: Measured, *, on: date) -> Measured:
    """With ``plan``, ``plan_left`` and ``plan_ship_by`` of the planned lot that takes orders."""
    joined: Measured = packs.annotate(
        planned=FilteredRelation(
            "planned_lots",
            condition=Q(planned_lots__closed_at__isnull=True, planned_lots__ship_by__gte=on),
        )
    )
    planned: Measured = joined.annotate(
        plan=F("planned__pk"),
        plan_left=F("planned__most") - F("planned__taken"),
        plan_ship_by=F("planned__ship_by"),
    )
    return planned
