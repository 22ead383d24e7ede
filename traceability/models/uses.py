"""What was taken of which material lot, and who allowed more to come out of it than usual."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Pack, Producer, Product
from traceability.models.events import Event
from traceability.models.lots import Lot
from traceability.models.materials import Material, MaterialLot


class UseQuerySet(models.QuerySet["Use"]):
    def standing(self) -> Self:
        """Those of events that no later event has corrected."""
        return self.filter(event__corrections__isnull=True)


class Use(models.Model):
    """So many base units of a material lot went into a lot at one event. Append-only."""

    source = models.ForeignKey(MaterialLot, on_delete=models.PROTECT, related_name="uses")
    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="uses")
    into_lot = models.ForeignKey(Lot, on_delete=models.PROTECT, related_name="uses", null=True)
    into_material = models.ForeignKey(
        MaterialLot, on_delete=models.PROTECT, related_name="made_of", null=True
    )
    amount = models.PositiveBigIntegerField()

    objects = UseQuerySet.as_manager()

    class Meta:
        constraints = [
            UniqueConstraint(fields=["event", "source"], name="event_takes_from_a_lot_once"),
            CheckConstraint(condition=Q(amount__gte=1), name="use_takes_something"),
            CheckConstraint(
                condition=Q(into_lot__isnull=False, into_material__isnull=True)
                | Q(into_lot__isnull=True, into_material__isnull=False),
                name="use_goes_into_one_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.amount} of {self.source_id}"


class Recipe(models.Model):
    """What a product or a material is made of, and how much of it comes out at least and at most.

    ``least_bp`` and ``most_bp`` are base units that come out of 10,000 base units (``unit``) that
    go in. Recipes are not changed: the next one for the same output stands from then on.
    """

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="recipes")
    name = models.CharField(_("tên cách làm"), max_length=120)
    product = models.ForeignKey(
        Product, on_delete=models.PROTECT, related_name="recipes", null=True, blank=True
    )
    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, related_name="recipes", null=True, blank=True
    )
    unit = models.CharField(_("đong nguyên liệu bằng"), max_length=4, choices=Pack.Unit)
    least_bp = models.PositiveIntegerField(_("ra ít nhất (phần vạn)"))
    most_bp = models.PositiveIntegerField(_("ra nhiều nhất (phần vạn)"))
    written_at = models.DateTimeField(_("ghi lúc"))

    class Meta:
        verbose_name = _("cách làm")
        verbose_name_plural = _("cách làm")
        ordering = ["-written_at", "-pk"]
        constraints = [
            CheckConstraint(
                condition=Q(product__isnull=False, material__isnull=True)
                | Q(product__isnull=True, material__isnull=False),
                name="recipe_makes_one_thing",
            ),
            CheckConstraint(
                condition=Q(most_bp__gte=1, most_bp__lte=1_000_000)
                & Q(least_bp__lte=models.F("most_bp")),
                name="recipe_yields_from_least_to_most",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Ingredient(models.Model):
    """A material of a recipe; one base unit of it counts as so many thousandths of the recipe's."""

    recipe = models.ForeignKey(Recipe, on_delete=models.CASCADE, related_name="ingredients")
    material = models.ForeignKey(Material, on_delete=models.PROTECT, related_name="ingredients")
    thousandths = models.PositiveBigIntegerField(_("quy ra (phần nghìn)"), default=1_000)

    class Meta:
        constraints = [
            UniqueConstraint(fields=["recipe", "material"], name="recipe_names_an_ingredient_once"),
            CheckConstraint(
                condition=Q(thousandths__gte=1), name="ingredient_counts_for_something"
            ),
        ]

    def __str__(self) -> str:
        return str(self.material)


class YieldPlea(models.Model):
    """A producer asks an officer to let more come out than the yield allows, and the answer.

    All amounts are base units: ``went_in`` gives at most ``ceiling``, ``asked`` came out. A grant
    holds for this lot alone (a material lot to be is known by its code) and up to that amount.
    ``entry`` is what had been typed, to be written again once it is granted.
    """

    class State(models.TextChoices):
        ASKED = "asked", _("chờ cán bộ")
        GRANTED = "granted", _("đã duyệt")
        REFUSED = "refused", _("không duyệt")

    producer = models.ForeignKey(Producer, on_delete=models.PROTECT, related_name="yield_pleas")
    lot = models.ForeignKey(
        Lot, on_delete=models.PROTECT, related_name="yield_pleas", null=True, blank=True
    )
    material = models.ForeignKey(
        Material, on_delete=models.PROTECT, related_name="yield_pleas", null=True, blank=True
    )
    code = models.CharField(_("số lô"), max_length=20)
    went_in = models.PositiveBigIntegerField(_("đưa vào"))
    ceiling = models.PositiveBigIntegerField(_("nhiều nhất theo tỷ lệ"))
    asked = models.PositiveBigIntegerField(_("làm ra"))
    entry = models.JSONField(default=dict)
    reason = models.CharField(_("lý do"), max_length=500)
    asked_at = models.DateTimeField(_("hỏi lúc"))
    state = models.CharField(
        _("trả lời"), max_length=8, choices=State, default=State.ASKED, db_index=True
    )
    answer = models.CharField(_("lời cán bộ"), max_length=500, blank=True)
    decided_at = models.DateTimeField(_("trả lời lúc"), null=True, blank=True)

    class Meta:
        verbose_name = _("xin vượt mức")
        verbose_name_plural = _("xin vượt mức")
        ordering = ["asked_at", "pk"]
        constraints = [
            CheckConstraint(
                condition=Q(lot__isnull=False, material__isnull=True)
                | Q(lot__isnull=True, material__isnull=False),
                name="plea_is_for_one_lot",
            ),
            CheckConstraint(
                condition=Q(asked__gt=models.F("ceiling")), name="plea_asks_for_more_than_usual"
            ),
            CheckConstraint(
                condition=Q(state="asked", decided_at__isnull=True)
                | (~Q(state="asked") & Q(decided_at__isnull=False)),
                name="plea_is_decided_at_a_time",
            ),
            UniqueConstraint(
                fields=["producer", "code"],
                condition=Q(state="asked"),
                name="plea_waits_once_per_lot",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.code}: {self.asked}"


class Descent(models.Model):
    """A thing that went into an event, or came out of it: the steps of genealogy. Append-only.

    ``node`` is a lot's trace code, or the canonical name of what is not ours.
    """

    class Side(models.TextChoices):
        IN = "in", "in"
        OUT = "out", "out"

    event = models.ForeignKey(Event, on_delete=models.PROTECT, related_name="descents")
    side = models.CharField(max_length=3, choices=Side)
    node = models.CharField(max_length=300)

    class Meta:
        indexes = [
            models.Index(fields=["node", "side", "event"], name="descent_by_node"),
            models.Index(fields=["event", "side", "node"], name="descent_by_event"),
        ]

    def __str__(self) -> str:
        return f"{self.side} {self.node}"
