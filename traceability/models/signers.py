"""Keys of those who stand by facts, and what they have signed."""

from __future__ import annotations

from typing import Self

from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.utils.translation import gettext_lazy as _

from catalog.models import Producer
from traceability.models.events import Evidence
from traceability.models.log import LogLeaf


class SignerKeyQuerySet(models.QuerySet["SignerKey"]):
    def standing(self) -> Self:
        """Keys that may still sign."""
        return self.filter(ended_at__isnull=True)


class SignerKey(models.Model):
    """A public Ed25519 key (as C2SP writes it) and whose it is. It is closed once, never changed.

    ``held`` says that the market keeps the private key for a producer who has none yet: it is
    worked out from a secret of the settings, and nowhere kept. ``name`` is that of an office or
    house, never a person's.
    """

    class Role(models.TextChoices):
        PRODUCER = "producer", _("người làm ra hàng")
        OFFICER = "officer", _("cán bộ kiểm tra")
        LABORATORY = "laboratory", _("phòng thử nghiệm")
        COUNCIL = "council", _("hội đồng OCOP")

    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    name = models.CharField(_("tên cơ quan, đơn vị"), max_length=200)
    producer = models.ForeignKey(
        Producer, on_delete=models.PROTECT, related_name="signer_keys", null=True, blank=True
    )
    public = models.CharField(_("khoá công khai"), max_length=300, unique=True)
    held = models.BooleanField(default=False)
    added_at = models.DateTimeField(_("thêm lúc"))
    ended_at = models.DateTimeField(_("thôi dùng lúc"), null=True, blank=True)

    objects = SignerKeyQuerySet.as_manager()

    class Meta:
        verbose_name = _("khoá ký")
        verbose_name_plural = _("khoá ký")
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(
                fields=["producer"],
                condition=Q(ended_at__isnull=True),
                name="producer_signs_by_one_key_at_a_time",
            ),
            CheckConstraint(
                condition=Q(role="producer", producer__isnull=False)
                | (~Q(role="producer") & Q(producer__isnull=True, held=False)),
                name="key_is_a_producers_or_an_offices",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Attestation(models.Model):
    """The holder of a key stands by a fact of the log. Append-only.

    What was signed is worked out again from the leaf's line (:mod:`traceability.proofs.statement`);
    ``signature`` has the key's id before it.
    """

    leaf = models.ForeignKey(LogLeaf, on_delete=models.PROTECT, related_name="attestations")
    key = models.ForeignKey(SignerKey, on_delete=models.PROTECT, related_name="attestations")
    level = models.CharField(max_length=14, choices=Evidence)
    said_at = models.DateTimeField()
    signature = models.BinaryField()
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["pk"]
        constraints = [
            UniqueConstraint(fields=["leaf", "key"], name="key_stands_by_a_fact_once"),
        ]

    def __str__(self) -> str:
        return f"{self.key_id} {self.leaf_id}"
