"""Carts, their lines, how each producer is to send them, and what a recall took out of them."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint

from catalog.models import Pack, Producer
from marketplace.delivery.models import Method
from marketplace.selling.models import PlannedLot
from traceability.models import Recall

MOST_PACKS = 999


class Cart(models.Model):
    """What one visitor means to buy; a signed-in person has one on every device."""

    key = models.UUIDField(unique=True)
    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        on_delete=models.CASCADE,
        related_name="cart",
        null=True,
        blank=True,
    )
    updated_at = models.DateTimeField()

    def __str__(self) -> str:
        return str(self.key)


class CartLine(models.Model):
    """So many packs in a cart, and the price in đồng at which their number was last chosen.

    With ``planned`` they are ordered beforehand, from a lot still to come.
    """

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="lines")
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="+")
    quantity = models.PositiveIntegerField(default=1)
    seen_price = models.PositiveBigIntegerField(null=True)
    planned = models.ForeignKey(
        PlannedLot, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    added_at = models.DateTimeField()

    class Meta:
        ordering = ["added_at", "pk"]
        constraints = [
            UniqueConstraint(fields=["cart", "pack"], name="cart_names_a_pack_once"),
            CheckConstraint(
                condition=Q(quantity__gte=1, quantity__lte=MOST_PACKS),
                name="cart_line_is_a_sane_number",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.quantity} × {self.pack}"


class Choice(models.Model):
    """The way in which one producer is to deliver what is in a cart."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="choices")
    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="+")
    method = models.ForeignKey(Method, on_delete=models.CASCADE, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["cart", "producer"], name="cart_chooses_a_way_once")
        ]

    def __str__(self) -> str:
        return f"{self.producer} · {self.method}"


class Dropped(models.Model):
    """A pack that was taken out of a cart because of a recall, until its owner has read so."""

    cart = models.ForeignKey(Cart, on_delete=models.CASCADE, related_name="dropped")
    pack = models.ForeignKey(Pack, on_delete=models.CASCADE, related_name="+")
    recall = models.ForeignKey(Recall, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["cart", "pack", "recall"], name="cart_drops_a_pack_once")
        ]

    def __str__(self) -> str:
        return f"{self.pack} · {self.recall}"
