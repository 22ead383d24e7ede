"""What a producer says of its own goods, item by item: never a council's word."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Product
from marketplace.merits.models.sheets import ScoreItem, ScoreOption
from traceability.models import Document

MOST_LETTERS = 500


class SelfMark(models.Model):
    """One option chosen by somebody who acts for the stall, with a paper or words to go by.

    ``points`` are those of the option: whatever gives points says by what. ``document`` is one of
    the stall's public papers; ``file`` is for the dossier alone and is shown to nobody else.
    """

    product = models.ForeignKey(Product, on_delete=models.CASCADE, related_name="self_marks")
    item = models.ForeignKey(ScoreItem, on_delete=models.PROTECT, related_name="marks")
    option = models.ForeignKey(ScoreOption, on_delete=models.PROTECT, related_name="marks")
    points = models.PositiveSmallIntegerField(_("điểm"))
    note = models.CharField(_("dựa vào đâu"), max_length=MOST_LETTERS, blank=True)
    document = models.ForeignKey(
        Document, on_delete=models.PROTECT, related_name="self_marks", null=True, blank=True
    )
    file = models.FileField(_("tệp"), upload_to="private/marks/", blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    marked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+"
    )
    marked_at = models.DateTimeField(_("tự chấm lúc"))

    class Meta:
        verbose_name = _("điểm tự chấm")
        verbose_name_plural = _("điểm tự chấm")
        ordering = ["item"]
        constraints = [
            UniqueConstraint(fields=["product", "item"], name="product_marks_an_item_once"),
            CheckConstraint(
                condition=Q(points=0) | ~Q(note="") | Q(document__isnull=False) | ~Q(file=""),
                name="points_are_claimed_by_a_paper_or_words",
            ),
            CheckConstraint(
                condition=Q(file="", sha256="") | (~Q(file="") & ~Q(sha256="")),
                name="marks_paper_is_known_by_its_hash",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product} · {self.item_id}: {self.points}"
