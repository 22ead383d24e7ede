"""Producers, who may act for them, who wants to, and the officers who decide."""

from __future__ import annotations

from typing import TYPE_CHECKING, Self

from django.conf import settings
from django.db import models
from django.db.models import CheckConstraint, Q, UniqueConstraint
from django.db.models.functions import Now
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from catalog.models.places import Commune, Province

if TYPE_CHECKING:
    from accounts.models import User


class ProducerQuerySet(models.QuerySet["Producer"]):
    def run_by(self, user: User) -> Self:
        """Those for whom this person may act now."""
        return self.filter(pk__in=Membership.objects.active().filter(user=user).values("producer"))

    def owned_by(self, user: User) -> Self:
        owners = Membership.objects.active().filter(role=Membership.Role.OWNER)
        return self.filter(pk__in=owners.filter(user=user).values("producer"))

    def claimed(self) -> Self:
        return self.filter(claimed_at__isnull=False)

    def overseen_by(self, user: User) -> Self:
        """Those in the commune or province where this person is an officer."""
        posts = Officer.objects.active().filter(user=user)
        return self.filter(
            Q(province__in=posts.filter(commune__isnull=True).values("province"))
            | Q(commune__in=posts.filter(commune__isnull=False).values("commune"))
        )


class Producer(models.Model):
    """Who makes OCOP goods. Imported ones stay *unclaimed* until they come and prove themselves."""

    class Kind(models.TextChoices):
        COMPANY = "company", _("doanh nghiệp")
        COOPERATIVE = "cooperative", _("hợp tác xã")
        HOUSEHOLD = "household", _("hộ kinh doanh")
        INDIVIDUAL = "individual", _("cá nhân")
        UNKNOWN = "unknown", _("chưa rõ")

    name = models.CharField(_("tên"), max_length=200)
    slug = models.SlugField(_("đường dẫn"), max_length=100, unique=True)
    folded = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(_("loại hình"), max_length=12, choices=Kind, default=Kind.UNKNOWN)
    province = models.ForeignKey(
        Province,
        on_delete=models.PROTECT,
        related_name="producers",
        null=True,
        blank=True,
        verbose_name=_("tỉnh, thành phố"),
    )
    commune = models.ForeignKey(
        Commune,
        on_delete=models.PROTECT,
        related_name="producers",
        null=True,
        blank=True,
        verbose_name=_("xã, phường"),
    )
    address = models.CharField(_("địa chỉ cơ sở"), max_length=200, blank=True)
    story = models.TextField(_("câu chuyện"), max_length=4000, blank=True)
    story_en = models.TextField(_("câu chuyện (tiếng Anh)"), max_length=4000, blank=True)
    claimed_at = models.DateTimeField(_("được nhận lúc"), null=True, blank=True)
    identity_verified_at = models.DateTimeField(_("xác minh lúc"), null=True, blank=True)
    is_fictional = models.BooleanField(_("chủ thể mẫu"), default=False)
    source_url = models.URLField(_("nguồn"), max_length=500, blank=True)

    objects = ProducerQuerySet.as_manager()

    class Meta:
        verbose_name = _("chủ thể")
        verbose_name_plural = _("chủ thể")
        ordering = ["name", "pk"]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("storefront:producer", args=[self.slug])

    @property
    def is_claimed(self) -> bool:
        return self.claimed_at is not None


class MembershipQuerySet(models.QuerySet["Membership"]):
    def active(self) -> Self:
        """Consented to by the producer, not revoked, and not over: by the database's clock."""
        lasts = Q(valid_until__isnull=True) | Q(valid_until__gt=Now())
        return self.filter(lasts, consented_at__isnull=False, revoked_at__isnull=True)


class Membership(models.Model):
    """A person who acts for a producer. A supporter is there by the producer's consent only.

    A stall has one owner, who leaves only by handing over (:class:`catalog.models.Succession`).
    """

    class Role(models.TextChoices):
        OWNER = "owner", _("chủ")
        STAFF = "staff", _("người làm")
        SUPPORTER = "supporter", _("người giúp việc số")

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="memberships")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships"
    )
    role = models.CharField(_("vai trò"), max_length=10, choices=Role)
    invited_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    consented_at = models.DateTimeField(_("đồng ý lúc"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("thôi lúc"), null=True, blank=True)
    valid_until = models.DateTimeField(_("đồng ý đến"), null=True, blank=True)

    objects = MembershipQuerySet.as_manager()

    class Meta:
        verbose_name = _("thành viên")
        verbose_name_plural = _("thành viên")
        constraints = [
            UniqueConstraint(
                fields=["producer", "user"],
                condition=Q(revoked_at__isnull=True),
                name="membership_is_held_once",
            ),
            UniqueConstraint(
                fields=["producer"],
                condition=Q(role="owner", revoked_at__isnull=True),
                name="stall_has_one_owner",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} · {self.get_role_display()} · {self.producer}"


class OfficerQuerySet(models.QuerySet["Officer"]):
    def active(self) -> Self:
        return self.filter(revoked_at__isnull=True)


class Officer(models.Model):
    """An official post over a commune, or over a whole province when no commune is named."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="posts"
    )
    province = models.ForeignKey(Province, on_delete=models.PROTECT, related_name="officers")
    commune = models.ForeignKey(
        Commune, on_delete=models.PROTECT, related_name="officers", null=True, blank=True
    )
    office = models.CharField(_("cơ quan"), max_length=160)
    appointed_at = models.DateTimeField(_("nhận việc lúc"))
    revoked_at = models.DateTimeField(_("thôi việc lúc"), null=True, blank=True)

    objects = OfficerQuerySet.as_manager()

    class Meta:
        verbose_name = _("cán bộ")
        verbose_name_plural = _("cán bộ")

    def __str__(self) -> str:
        return f"{self.office}"


class ClaimQuerySet(models.QuerySet["Claim"]):
    def pending(self) -> Self:
        return self.filter(state=Claim.State.PENDING)


class Claim(models.Model):
    """A person says «this producer is me», with a document; an officer decides.

    ``filed_by`` is the supporter who filed it on the person's behalf, with their consent.
    """

    class State(models.TextChoices):
        PENDING = "pending", _("chờ duyệt")
        APPROVED = "approved", _("đã duyệt")
        REFUSED = "refused", _("không duyệt")

    producer = models.ForeignKey(Producer, on_delete=models.CASCADE, related_name="claims")
    claimant = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="claims"
    )
    filed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    document = models.FileField(_("giấy tờ"), upload_to="private/claims/")
    document_hash = models.CharField(max_length=64)
    note = models.CharField(_("lời nhắn"), max_length=500, blank=True)
    state = models.CharField(_("tình trạng"), max_length=10, choices=State, default=State.PENDING)
    filed_at = models.DateTimeField(_("nộp lúc"))
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+", null=True, blank=True
    )
    decided_at = models.DateTimeField(_("quyết định lúc"), null=True, blank=True)
    reason = models.CharField(_("lý do"), max_length=500, blank=True)

    objects = ClaimQuerySet.as_manager()

    class Meta:
        verbose_name = _("yêu cầu nhận gian hàng")
        verbose_name_plural = _("yêu cầu nhận gian hàng")
        ordering = ["filed_at", "pk"]
        constraints = [
            UniqueConstraint(
                fields=["producer", "claimant"],
                condition=Q(state="pending"),
                name="claim_waits_once_per_person",
            ),
            CheckConstraint(
                condition=Q(state="pending", decided_at__isnull=True)
                | Q(decided_at__isnull=False, decided_by__isnull=False),
                name="claim_decision_names_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.producer} · {self.get_state_display()}"
