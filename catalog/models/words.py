"""Words that are looked for: all that occur, and those that mean the same."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, F, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.folding import fold

if TYPE_CHECKING:
    from datetime import date


class Word(models.Model):
    """A folded word that stands in some name; what is typed is mended towards these.

    Triggers add to it, nothing takes away: a word of which the goods are gone finds nothing.
    """

    word = models.CharField(max_length=200, primary_key=True)

    class Meta:
        verbose_name = _("chữ có trong tên")
        verbose_name_plural = _("chữ có trong tên")

    def __str__(self) -> str:
        return self.word


class SynonymQuerySet(models.QuerySet["Synonym"]):
    def in_force(self, *, on: date) -> Self:
        return self.filter(Q(valid_until__isnull=True) | Q(valid_until__gt=on), valid_from__lte=on)


class Synonym(models.Model):
    """Two ways of saying the same, as North and South do: each finds the other, from a day on."""

    one = models.CharField(_("cách gọi"), max_length=40)
    other = models.CharField(_("cách gọi khác"), max_length=40)
    valid_from = models.DateField(_("từ ngày"))
    valid_until = models.DateField(_("đến trước ngày"), null=True, blank=True)
    note = models.CharField(_("ghi chú"), max_length=160, blank=True)
    added_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )

    objects = SynonymQuerySet.as_manager()

    class Meta:
        verbose_name = _("từ cùng nghĩa")
        verbose_name_plural = _("từ cùng nghĩa")
        ordering = ["one", "other", "pk"]
        constraints = [
            CheckConstraint(condition=~Q(one=F("other")), name="synonym_is_another_word"),
            CheckConstraint(
                condition=Q(valid_until__isnull=True) | Q(valid_until__gte=F("valid_from")),
                name="synonym_ends_after_it_starts",
            ),
            UniqueConstraint(
                fields=["one", "other"],
                condition=Q(valid_until__isnull=True),
                name="synonym_is_said_once",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.one} = {self.other}"

    @property
    def folded(self) -> tuple[str, str]:
        return fold(self.one), fold(self.other)
