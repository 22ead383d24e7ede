"""The transparency log: leaves in their order, full tiles, signed checkpoints, cosignatures.

All four only grow; triggers refuse every update and delete.
"""

from __future__ import annotations

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _


class LogLeaf(models.Model):
    """One fact, at its place in the order of all facts: 0, 1, 2 … without a gap.

    ``entry`` is the line that is hashed (:mod:`traceability.merkle.entry`); ``subject`` is the key
    of the row it speaks of, in the table that ``kind`` names.
    """

    class Kind(models.TextChoices):
        EVENT = "event", _("sự kiện")
        DOCUMENT = "document", _("giấy tờ")
        PARTNER_DOCUMENT = "partner-document", _("tài liệu của đối tác")
        REPORTED = "reported-stars", _("sao theo nguồn báo, chưa xác minh")
        RECOGNITION = "recognition", _("quyết định công nhận sao")
        RECALL = "recall", _("thu hồi")
        KEY = "key", _("khoá ký")
        KEY_END = "key-end", _("khoá ký thôi dùng")
        ATTESTATION = "attestation", _("ký xác nhận")

    position = models.BigIntegerField(primary_key=True)
    kind = models.CharField(max_length=16, choices=Kind)
    subject = models.BigIntegerField()
    entry = models.TextField()

    class Meta:
        ordering = ["position"]
        constraints = [
            UniqueConstraint(fields=["kind", "subject"], name="fact_is_one_leaf"),
            CheckConstraint(condition=Q(position__gte=0), name="leaf_is_counted_from_0"),
        ]

    def __str__(self) -> str:
        return f"{self.position} {self.entry}"


class LogTile(models.Model):
    """256 hashes that will never change again, all that stand above them, and the root.

    A tile's own hashes are those of leaves, or one level up the roots of 256 full tiles.
    """

    level = models.PositiveSmallIntegerField()
    number = models.BigIntegerField()
    nodes = models.BinaryField()
    root = models.BinaryField()

    class Meta:
        ordering = ["level", "number"]
        constraints = [UniqueConstraint(fields=["level", "number"], name="tile_is_full_once")]

    def __str__(self) -> str:
        return f"{self.level}/{self.number}"


class Checkpoint(models.Model):
    """What the log has signed at a moment; ``note`` is word for word what was signed."""

    size = models.BigIntegerField()
    note = models.TextField()
    made_at = models.DateTimeField()

    class Meta:
        ordering = ["-pk"]
        indexes = [models.Index(fields=["size"], name="checkpoint_by_size")]
        constraints = [
            CheckConstraint(condition=Q(size__gte=0), name="checkpoint_has_no_size_below_0")
        ]

    def __str__(self) -> str:
        return f"{self.size} {self.made_at:%Y-%m-%d %H:%M}"


class Cosignature(models.Model):
    """A witness's line under a checkpoint: it has seen this tree, grown out of earlier ones."""

    checkpoint = models.ForeignKey(
        Checkpoint, on_delete=models.PROTECT, related_name="cosignatures"
    )
    key = models.CharField(max_length=200)
    line = models.TextField()
    seen_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["checkpoint", "key"], name="witness_signs_a_checkpoint_once")
        ]

    def __str__(self) -> str:
        return f"{self.checkpoint_id} {self.key}"
